package vn.sotruong.school.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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

/** Bảng yêu cầu sửa chuyên cần. */
final class AmendmentTable {
    static final Entity AMENDMENT = Entity.of("attendance_amendment", Audience.RECEIVER, "id");

    private AmendmentTable() {}

    static void create(Tx tx, Amendment amendment) {
        tx.create(AMENDMENT, row(amendment));
    }

    static void put(Tx tx, Amendment amendment, @Nullable String why) {
        tx.status(AMENDMENT, row(amendment), why);
    }

    static Optional<Amendment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM attendance_amendment WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> amendment(row))
                .findOne();
    }

    static Optional<Amendment> findWaiting(Handle handle, String pupil, LocalDate day, Slot slot) {
        return handle.createQuery("""
                        SELECT * FROM attendance_amendment
                         WHERE pupil = :pupil AND day = :day AND slot = :slot AND state IN ('REQUESTED', 'CONSENTED')
                         ORDER BY requested_at, id LIMIT 1""")
                .bind("pupil", pupil)
                .bind("day", day.toString())
                .bind("slot", slot.name())
                .map((row, context) -> amendment(row))
                .findOne();
    }

    /** Those that wait first, then the newest. */
    static List<Amendment> list(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT * FROM attendance_amendment
                         ORDER BY state NOT IN ('REQUESTED', 'CONSENTED'), requested_at DESC, id LIMIT ?""")
                .bind(0, most)
                .map((row, context) -> amendment(row))
                .list();
    }

    /** Those that one person asked for, in the same order. */
    static List<Amendment> listOf(Handle handle, String staff, int most) {
        return handle.createQuery("""
                        SELECT * FROM attendance_amendment WHERE requested_by = ?
                         ORDER BY state NOT IN ('REQUESTED', 'CONSENTED'), requested_at DESC, id LIMIT ?""")
                .bind(0, staff)
                .bind(1, most)
                .map((row, context) -> amendment(row))
                .list();
    }

    static List<Amendment> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM attendance_amendment WHERE state IN ('REQUESTED', 'CONSENTED')")
                .map((row, context) -> amendment(row))
                .list();
    }

    private static Map<String, @Nullable Object> row(Amendment amendment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", amendment.id());
        row.put("pupil", amendment.pupil());
        row.put("homeroom", amendment.homeroom());
        row.put("day", amendment.day().toString());
        row.put("slot", amendment.slot().name());
        row.put("subject", amendment.subject());
        row.put("old_kind", amendment.before().name());
        row.put("new_kind", amendment.after().name());
        row.put("reason", amendment.reason());
        row.put("state", amendment.state().name());
        row.put("requested_by", amendment.requestedBy());
        row.put("requested_at", Moments.text(amendment.requestedAt()));
        row.put("decided_by", amendment.decidedBy());
        row.put("decided_at", text(amendment.decidedAt()));
        row.put("executed_by", amendment.executedBy());
        row.put("executed_at", text(amendment.executedAt()));
        row.put("refusal", amendment.refusal());
        return row;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : Moments.text(at);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static Amendment amendment(ResultSet row) throws SQLException {
        return new Amendment(
                row.getString("id"),
                row.getString("pupil"),
                row.getString("homeroom"),
                LocalDate.parse(row.getString("day")),
                Slot.valueOf(row.getString("slot")),
                row.getString("subject"),
                Kind.valueOf(row.getString("old_kind")),
                Kind.valueOf(row.getString("new_kind")),
                row.getString("reason"),
                Amendment.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Instant.parse(row.getString("requested_at")),
                row.getString("decided_by"),
                moment(row.getString("decided_at")),
                row.getString("executed_by"),
                moment(row.getString("executed_at")),
                row.getString("refusal"));
    }
}
