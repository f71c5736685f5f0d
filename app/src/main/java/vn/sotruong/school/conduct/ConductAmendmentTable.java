package vn.sotruong.school.conduct;

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
import vn.sotruong.school.regulation.ConductLevel;

/** Bảng đề nghị sửa kết quả rèn luyện, nhận xét. */
final class ConductAmendmentTable {
    static final Entity CONDUCT_AMENDMENT = Entity.of("conduct_amendment", Audience.RECEIVER, "id");

    private ConductAmendmentTable() {}

    static void create(Tx tx, ConductAmendment amendment) {
        tx.create(CONDUCT_AMENDMENT, row(amendment));
    }

    static void put(Tx tx, ConductAmendment amendment, @Nullable String why) {
        tx.status(CONDUCT_AMENDMENT, row(amendment), why);
    }

    static Optional<ConductAmendment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM conduct_amendment WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> amendment(row))
                .findOne();
    }

    /** The requests about a pupil's period that wait, or that were carried out. */
    static List<ConductAmendment> listOf(Handle handle, String year, Slot slot, String pupil) {
        return handle.createQuery("""
                        SELECT * FROM conduct_amendment
                         WHERE school_year = :year AND pupil = :pupil AND slot = :slot
                           AND state IN ('REQUESTED', 'CONSENTED', 'EXECUTED')""")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("slot", slot.code())
                .map((row, context) -> amendment(row))
                .list();
    }

    /** Those that wait first, then the newest; of one person, where one is named. */
    static List<ConductAmendment> list(Handle handle, @Nullable String staff, int most) {
        return handle.createQuery("""
                        SELECT * FROM conduct_amendment WHERE :staff IS NULL OR requested_by = :staff
                         ORDER BY state NOT IN ('REQUESTED', 'CONSENTED'), requested_at DESC, id LIMIT :most""")
                .bind("staff", staff)
                .bind("most", most)
                .map((row, context) -> amendment(row))
                .list();
    }

    static List<ConductAmendment> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM conduct_amendment WHERE state IN ('REQUESTED', 'CONSENTED')")
                .map((row, context) -> amendment(row))
                .list();
    }

    private static Map<String, @Nullable Object> row(ConductAmendment amendment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", amendment.id());
        row.put("school_year", amendment.schoolYear());
        row.put("homeroom", amendment.homeroom());
        row.put("pupil", amendment.pupil());
        row.put("slot", amendment.slot());
        row.put("old_level", code(amendment.oldLevel()));
        row.put("old_text", amendment.oldText());
        row.put("new_level", code(amendment.newLevel()));
        row.put("new_text", amendment.newText());
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

    private static @Nullable String code(@Nullable ConductLevel level) {
        return level == null ? null : level.code();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : Moments.text(at);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static ConductAmendment amendment(ResultSet row) throws SQLException {
        return new ConductAmendment(
                row.getString("id"),
                row.getString("school_year"),
                row.getString("homeroom"),
                row.getString("pupil"),
                row.getString("slot"),
                DraftTable.level(row.getString("old_level")),
                row.getString("old_text"),
                DraftTable.level(row.getString("new_level")),
                row.getString("new_text"),
                row.getString("reason"),
                ConductAmendment.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Instant.parse(row.getString("requested_at")),
                row.getString("decided_by"),
                moment(row.getString("decided_at")),
                row.getString("executed_by"),
                moment(row.getString("executed_at")),
                row.getString("refusal"));
    }
}
