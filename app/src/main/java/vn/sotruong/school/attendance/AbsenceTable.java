package vn.sotruong.school.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng vắng mặt. */
final class AbsenceTable {
    static final Entity ABSENCE = Entity.of("absence", Audience.RECEIVER, "pupil", "day", "slot");

    private AbsenceTable() {}

    /** Writes the absence whether or not there was a row. @return its journal number */
    static long put(Tx tx, Absence absence, boolean known, @Nullable String why) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("pupil", absence.pupil());
        row.put("day", absence.day().toString());
        row.put("slot", absence.slot().name());
        row.put("homeroom", absence.homeroom());
        row.put("subject", absence.subject());
        row.put("kind", absence.kind().name());
        row.put("marked_by", absence.markedBy());
        row.put("marked_at", Moments.text(absence.markedAt()));
        return known ? tx.amend(ABSENCE, row, why) : tx.create(ABSENCE, row);
    }

    static Optional<Absence> find(Handle handle, String pupil, LocalDate day, Slot slot) {
        return handle.createQuery("SELECT * FROM absence WHERE pupil = :pupil AND day = :day AND slot = :slot")
                .bind("pupil", pupil)
                .bind("day", day.toString())
                .bind("slot", slot.name())
                .map((row, context) -> absence(row))
                .findOne();
    }

    /** Those of a class from a day until before another. */
    static List<Absence> list(Handle handle, String homeroom, LocalDate from, LocalDate until) {
        return handle.createQuery("""
                        SELECT * FROM absence WHERE homeroom = :homeroom AND day >= :first AND day < :until
                         ORDER BY day, slot, pupil""")
                .bind("homeroom", homeroom)
                .bind("first", from.toString())
                .bind("until", until.toString())
                .map((row, context) -> absence(row))
                .list();
    }

    /** Those of a pupil, in whichever class, newest first. */
    static List<Absence> listOf(Handle handle, String pupil, LocalDate from, LocalDate until) {
        return handle.createQuery("""
                        SELECT * FROM absence WHERE pupil = :pupil AND day >= :first AND day <= :until
                         ORDER BY day DESC, slot""")
                .bind("pupil", pupil)
                .bind("first", from.toString())
                .bind("until", until.toString())
                .map((row, context) -> absence(row))
                .list();
    }

    /** Those of several pupils, in whichever class, by pupil. */
    static Map<String, List<Absence>> mapOf(Handle handle, List<String> pupils, LocalDate from, LocalDate until) {
        if (pupils.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery("SELECT * FROM absence WHERE pupil IN (<pupils>) AND day >= :first AND day <= :until")
                .bindList("pupils", pupils)
                .bind("first", from.toString())
                .bind("until", until.toString())
                .map((row, context) -> absence(row))
                .stream()
                .collect(Collectors.groupingBy(Absence::pupil));
    }

    private static Absence absence(ResultSet row) throws SQLException {
        return new Absence(
                row.getString("pupil"),
                LocalDate.parse(row.getString("day")),
                Slot.valueOf(row.getString("slot")),
                row.getString("homeroom"),
                row.getString("subject"),
                Kind.valueOf(row.getString("kind")),
                row.getString("marked_by"),
                Instant.parse(row.getString("marked_at")),
                row.getLong("seq"));
    }
}
