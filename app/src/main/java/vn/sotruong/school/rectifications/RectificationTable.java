package vn.sotruong.school.rectifications;

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

/** Bảng đề nghị đính chính: a row without a kind is from the time when conduct alone had such requests. */
final class RectificationTable {
    static final Entity RECTIFICATION = Entity.of("conduct_amendment", Audience.RECEIVER, "id");

    private RectificationTable() {}

    static void create(Tx tx, Rectification request) {
        tx.create(RECTIFICATION, row(request));
    }

    static void put(Tx tx, Rectification request, @Nullable String why) {
        tx.status(RECTIFICATION, row(request), why);
    }

    static Optional<Rectification> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM conduct_amendment WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** The requests about one record that wait, or that were carried out. */
    static List<Rectification> listOf(Handle handle, Item item) {
        return handle.createQuery("""
                        SELECT * FROM conduct_amendment
                         WHERE school_year = :year AND pupil = :pupil AND slot = :slot
                           AND coalesce(kind, 'CONDUCT') = :kind AND coalesce(detail, '') = :detail
                           AND state IN ('REQUESTED', 'CONSENTED', 'EXECUTED')""")
                .bind("year", item.schoolYear())
                .bind("pupil", item.pupil())
                .bind("slot", item.slot())
                .bind("kind", item.kind().name())
                .bind("detail", item.detail())
                .map((row, context) -> request(row))
                .list();
    }

    /** Those that wait first, then the newest; of one person, where one is named. */
    static List<Rectification> list(Handle handle, @Nullable String staff, int most) {
        return handle.createQuery("""
                        SELECT * FROM conduct_amendment WHERE :staff IS NULL OR requested_by = :staff
                         ORDER BY state NOT IN ('REQUESTED', 'CONSENTED'), requested_at DESC, id LIMIT :most""")
                .bind("staff", staff)
                .bind("most", most)
                .map((row, context) -> request(row))
                .list();
    }

    static List<Rectification> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM conduct_amendment WHERE state IN ('REQUESTED', 'CONSENTED')")
                .map((row, context) -> request(row))
                .list();
    }

    private static Map<String, @Nullable Object> row(Rectification request) {
        var before = request.before();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", request.id());
        row.put("kind", request.item().kind().name());
        row.put("school_year", request.item().schoolYear());
        row.put("homeroom", request.item().homeroom());
        row.put("pupil", request.item().pupil());
        row.put("slot", request.item().slot());
        row.put(
                "detail",
                request.item().detail().isEmpty() ? null : request.item().detail());
        row.put("old_level", before == null ? null : before.level());
        row.put("old_text", before == null ? null : before.text());
        row.put("new_level", request.after().level());
        row.put("new_text", request.after().text());
        row.put("reason", request.reason());
        row.put("evidence", request.evidence());
        row.put("state", request.state().name());
        row.put("requested_by", request.requestedBy());
        row.put("requested_at", Moments.text(request.requestedAt()));
        row.put("decided_by", request.decidedBy());
        row.put("decided_at", text(request.decidedAt()));
        row.put("decision", request.decision());
        row.put("seal", request.seal());
        row.put("executed_by", request.executedBy());
        row.put("executed_at", text(request.executedAt()));
        row.put("refusal", request.refusal());
        return row;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : Moments.text(at);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static Rectification request(ResultSet row) throws SQLException {
        var kind = row.getString("kind");
        var detail = row.getString("detail");
        var before = row.getString("old_text");
        return new Rectification(
                row.getString("id"),
                new Item(
                        kind == null ? Kind.CONDUCT : Kind.valueOf(kind),
                        row.getString("school_year"),
                        row.getString("homeroom"),
                        row.getString("pupil"),
                        row.getString("slot"),
                        detail == null ? "" : detail),
                before == null ? null : new Content(row.getString("old_level"), before),
                new Content(row.getString("new_level"), row.getString("new_text")),
                row.getString("reason"),
                row.getString("evidence"),
                Rectification.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Instant.parse(row.getString("requested_at")),
                row.getString("decided_by"),
                moment(row.getString("decided_at")),
                row.getString("decision"),
                row.getString("seal"),
                row.getString("executed_by"),
                moment(row.getString("executed_at")),
                row.getString("refusal"));
    }
}
