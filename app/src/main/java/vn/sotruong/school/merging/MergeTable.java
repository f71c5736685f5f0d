package vn.sotruong.school.merging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng đề nghị gộp hồ sơ. */
final class MergeTable {
    static final Entity PUPIL_MERGE = Entity.of("pupil_merge", Audience.SCHOOL_ONLY, "id");

    private MergeTable() {}

    static Optional<Merge> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM pupil_merge WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> merge(row))
                .findOne();
    }

    /** Every one, the newest first. */
    static List<Merge> list(Handle handle) {
        return handle.createQuery("SELECT * FROM pupil_merge ORDER BY asked_at DESC, id DESC")
                .map((row, context) -> merge(row))
                .list();
    }

    static void create(Tx tx, Merge merge) {
        tx.create(PUPIL_MERGE, row(merge));
    }

    static void put(Tx tx, Merge merge) {
        tx.status(PUPIL_MERGE, row(merge), merge.answer());
    }

    private static Map<String, @Nullable Object> row(Merge merge) {
        var at = merge.decidedAt();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", merge.id());
        row.put("gone", merge.gone());
        row.put("kept", merge.kept());
        row.put("why", merge.why());
        row.put("document", merge.document());
        row.put("state", merge.state().name());
        row.put("asked_by", merge.askedBy());
        row.put("asked_at", Moments.text(merge.askedAt()));
        row.put("decided_by", merge.decidedBy());
        row.put("decided_at", at == null ? null : Moments.text(at));
        row.put("answer", merge.answer());
        return row;
    }

    private static Merge merge(ResultSet row) throws SQLException {
        var at = row.getString("decided_at");
        return new Merge(
                row.getString("id"),
                row.getString("gone"),
                row.getString("kept"),
                row.getString("why"),
                row.getString("document"),
                Merge.State.valueOf(row.getString("state")),
                row.getString("asked_by"),
                Instant.parse(row.getString("asked_at")),
                row.getString("decided_by"),
                at == null ? null : Instant.parse(at),
                row.getString("answer"));
    }
}
