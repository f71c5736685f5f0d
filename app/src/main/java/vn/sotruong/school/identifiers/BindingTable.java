package vn.sotruong.school.identifiers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng gắn mã, thay mã và tệp chờ. */
final class BindingTable {
    static final Entity BINDING = Entity.of("binding", Audience.RECEIVER, "id");
    static final Entity BINDING_CHANGE = Entity.of("binding_change", Audience.RECEIVER, "id");
    static final Entity CLASS_CODE = Entity.of("class_code", Audience.RECEIVER, "homeroom");

    private BindingTable() {}

    /** Tệp chờ người thứ hai. */
    record Waiting(String id, Kind kind, String fileName, String hash, String uploadedBy, String uploadedAt) {}

    static void put(Tx tx, Waiting waiting, byte[] file) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO binding_file (id, kind, file_name, file, hash, uploaded_by, uploaded_at)
                        VALUES (:id, :kind, :name, :file, :hash, :by, :at)""")
                .bind("id", waiting.id())
                .bind("kind", waiting.kind().name())
                .bind("name", waiting.fileName())
                .bind("file", file)
                .bind("hash", waiting.hash())
                .bind("by", waiting.uploadedBy())
                .bind("at", waiting.uploadedAt())
                .execute();
    }

    static List<Waiting> listWaiting(Handle handle) {
        return handle.createQuery(
                        "SELECT id, kind, file_name, hash, uploaded_by, uploaded_at FROM binding_file ORDER BY uploaded_at")
                .map((row, context) -> waiting(row))
                .list();
    }

    static Optional<Waiting> findWaiting(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT id, kind, file_name, hash, uploaded_by, uploaded_at FROM binding_file WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> waiting(row))
                .findOne();
    }

    static byte[] file(Handle handle, String id) {
        return handle.createQuery("SELECT file FROM binding_file WHERE id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .one();
    }

    static void remove(Tx tx, String id) {
        tx.handle()
                .createUpdate("DELETE FROM binding_file WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("file_name"),
                row.getString("hash"),
                row.getString("uploaded_by"),
                row.getString("uploaded_at"));
    }

    static void bind(Tx tx, Waiting from, Comparison.Line line, String subject, String confirmer) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("kind", from.kind().name());
        row.put("subject", subject);
        row.put("code", line.row().code());
        row.put("source", from.fileName());
        row.put("likeness", line.likeness().name());
        row.put("proposed_by", from.uploadedBy());
        row.put("proposed_at", from.uploadedAt());
        row.put("confirmed_by", confirmer);
        row.put("confirmed_at", Moments.text(tx.now()));
        tx.create(BINDING, row);
    }

    /** The newest bindings. */
    static List<Binding> list(Handle handle, int most) {
        return handle.createQuery("SELECT * FROM binding ORDER BY seq DESC LIMIT :most")
                .bind("most", most)
                .map((row, context) -> new Binding(
                        row.getString("id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        row.getString("code"),
                        row.getString("source"),
                        row.getString("proposed_by"),
                        row.getString("confirmed_by"),
                        row.getString("confirmed_at")))
                .list();
    }

    static List<CodeChange> changes(Handle handle) {
        return handle.createQuery(
                        "SELECT * FROM binding_change UNION ALL SELECT * FROM unit_code_change ORDER BY seq DESC LIMIT 200")
                .map((row, context) -> change(row))
                .list();
    }

    static Optional<CodeChange> findChange(Handle handle, String id) {
        return handle.createQuery("""
                        SELECT * FROM binding_change WHERE id = :id
                        UNION ALL SELECT * FROM unit_code_change WHERE id = :id""")
                .bind("id", id)
                .map((row, context) -> change(row))
                .findOne();
    }

    static boolean changeWaits(Handle handle, String subject) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM binding_change WHERE subject = :subject AND state = 'ASKED')
                            OR EXISTS (SELECT 1 FROM unit_code_change WHERE subject = :subject AND state = 'ASKED')""")
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one();
    }

    static Map<String, @Nullable Object> row(CodeChange change) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", change.id());
        row.put("kind", change.kind().name());
        row.put("subject", change.subject());
        row.put("old_code", change.oldCode());
        row.put("new_code", orNull(change.newCode()));
        row.put("document", change.document());
        row.put("why", change.why());
        row.put("asked_by", change.askedBy());
        row.put("asked_at", change.askedAt());
        row.put("state", change.state().name());
        row.put("decided_by", orNull(change.decidedBy()));
        row.put("decided_at", orNull(change.decidedAt()));
        return row;
    }

    private static CodeChange change(ResultSet row) throws SQLException {
        return new CodeChange(
                row.getString("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("old_code"),
                said(row.getString("new_code")),
                row.getString("document"),
                row.getString("why"),
                row.getString("asked_by"),
                row.getString("asked_at"),
                CodeChange.State.valueOf(row.getString("state")),
                said(row.getString("decided_by")),
                said(row.getString("decided_at")));
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
