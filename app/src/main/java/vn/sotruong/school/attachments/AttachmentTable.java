package vn.sotruong.school.attachments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;

/** Bảng tài liệu đính kèm và nội dung. */
final class AttachmentTable {
    static final Entity ATTACHMENT = Entity.of("attachment", Audience.SCHOOL_ONLY, "id");

    private AttachmentTable() {}

    static void create(Tx tx, Attachment attachment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", attachment.id());
        row.put("name", attachment.name());
        row.put("media_type", attachment.type().text());
        row.put("size", attachment.size());
        row.put("sha256", attachment.sha256());
        row.put("circle", attachment.circle().stream().map(Need::name).sorted().collect(Collectors.joining(" ")));
        row.put("kept_by", attachment.keptBy());
        row.put("kept_at", Moments.text(attachment.keptAt()));
        tx.create(ATTACHMENT, row);
    }

    /** The same paper twice lies there once. */
    static void put(Handle handle, String sha256, byte[] content) {
        var known = handle.createQuery("SELECT 1 FROM attachment_content WHERE sha256 = ?")
                .bind(0, sha256)
                .mapTo(Integer.class)
                .findOne();
        if (known.isEmpty()) {
            handle.execute("INSERT INTO attachment_content (sha256, content) VALUES (?, ?)", sha256, content);
        }
    }

    static Optional<Attachment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM attachment WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> attachment(row))
                .findOne();
    }

    static long bytesSince(Handle handle, String account, Instant moment) {
        return handle.createQuery("""
                        SELECT coalesce(sum(size), 0) FROM attachment WHERE kept_by = :account AND kept_at >= :moment""")
                .bind("account", account)
                .bind("moment", Moments.text(moment))
                .mapTo(Long.class)
                .one();
    }

    static List<Attachment> list(Handle handle) {
        return handle.createQuery("SELECT * FROM attachment ORDER BY id")
                .map((row, context) -> attachment(row))
                .list();
    }

    static Optional<byte[]> findContent(Handle handle, String sha256) {
        return handle.createQuery("SELECT content FROM attachment_content WHERE sha256 = ?")
                .bind(0, sha256)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getString("id"),
                row.getString("name"),
                MediaType.named(row.getString("media_type")),
                row.getLong("size"),
                row.getString("sha256"),
                Arrays.stream(row.getString("circle").split(" "))
                        .filter(each -> !each.isEmpty())
                        .map(Need::valueOf)
                        .collect(Collectors.toSet()),
                row.getString("kept_by"),
                Instant.parse(row.getString("kept_at")));
    }
}
