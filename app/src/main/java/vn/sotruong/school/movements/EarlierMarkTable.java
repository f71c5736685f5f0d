package vn.sotruong.school.movements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
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

/** Bảng điểm trường cũ. */
final class EarlierMarkTable {
    static final Entity EARLIER_MARK = Entity.of("earlier_mark", Audience.RECEIVER, "id");

    private EarlierMarkTable() {}

    /** Every mark a pupil brought that nobody rejected. */
    static List<EarlierMark> list(Handle handle, String pupil) {
        return handle.createQuery("""
                        SELECT * FROM earlier_mark WHERE pupil = :pupil AND state <> 'REJECTED'
                         ORDER BY school_year DESC, semester, subject, col""")
                .bind("pupil", pupil)
                .map((row, context) -> mark(row))
                .list();
    }

    static Optional<EarlierMark> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM earlier_mark WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> mark(row))
                .findOne();
    }

    /** The confirmed ones of these pupils in one subject and term. */
    static List<EarlierMark> listConfirmed(
            Handle handle, Collection<String> pupils, String schoolYear, int semester, String subject) {
        return pupils.isEmpty()
                ? List.of()
                : handle.createQuery("""
                                SELECT * FROM earlier_mark
                                 WHERE state = 'CONFIRMED' AND school_year = :year AND semester = :semester
                                   AND subject = :subject
                                   AND pupil IN (SELECT value FROM json_each(:pupils))
                                 ORDER BY pupil, col""")
                        .bind("year", schoolYear)
                        .bind("semester", semester)
                        .bind("subject", subject)
                        .bind("pupils", "[\"" + String.join("\",\"", pupils) + "\"]")
                        .map((row, context) -> mark(row))
                        .list();
    }

    /** The confirmed ones of everybody in one term. */
    static List<EarlierMark> listConfirmed(Handle handle, String schoolYear, int semester) {
        return handle.createQuery("""
                        SELECT * FROM earlier_mark
                         WHERE state = 'CONFIRMED' AND school_year = :year AND semester = :semester""")
                .bind("year", schoolYear)
                .bind("semester", semester)
                .map((row, context) -> mark(row))
                .list();
    }

    /** The confirmed ones of these pupils in a year. */
    static List<EarlierMark> listConfirmed(Handle handle, Collection<String> pupils, String schoolYear) {
        return handle.createQuery("""
                        SELECT * FROM earlier_mark
                         WHERE state = 'CONFIRMED' AND school_year = :year
                           AND pupil IN (SELECT value FROM json_each(:pupils))
                         ORDER BY pupil, semester, subject, col""")
                .bind("year", schoolYear)
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> mark(row))
                .list();
    }

    /** Pupils whose marks wait for a second person. */
    static List<String> listWaitingPupils(Handle handle) {
        return handle.createQuery("SELECT DISTINCT pupil FROM earlier_mark WHERE state = 'WAITING' ORDER BY pupil")
                .mapTo(String.class)
                .list();
    }

    static void create(Tx tx, EarlierMark mark) {
        tx.create(EARLIER_MARK, row(mark));
    }

    static void put(Tx tx, EarlierMark mark, String why) {
        tx.amend(EARLIER_MARK, row(mark), why);
    }

    private static Map<String, @Nullable Object> row(EarlierMark mark) {
        var confirmedAt = mark.confirmedAt();
        var tenths = mark.tenths();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", mark.id());
        row.put("pupil", mark.pupil());
        row.put("school_year", mark.schoolYear());
        row.put("semester", (long) mark.semester());
        row.put("subject", mark.subject());
        row.put("col", mark.col());
        row.put("tenths", tenths == null ? null : Long.valueOf(tenths));
        row.put("level", mark.level());
        row.put("origin", mark.origin());
        row.put("attachment", mark.attachment());
        row.put("state", mark.state().name());
        row.put("entered_by", mark.enteredBy());
        row.put("entered_at", Moments.text(mark.enteredAt()));
        row.put("confirmed_by", mark.confirmedBy());
        row.put("confirmed_at", confirmedAt == null ? null : Moments.text(confirmedAt));
        return row;
    }

    private static EarlierMark mark(ResultSet row) throws SQLException {
        var tenths = row.getInt("tenths");
        var score = row.wasNull() ? null : Integer.valueOf(tenths);
        var confirmedAt = row.getString("confirmed_at");
        return new EarlierMark(
                row.getString("id"),
                row.getString("pupil"),
                row.getString("school_year"),
                row.getInt("semester"),
                row.getString("subject"),
                row.getString("col"),
                score,
                row.getString("level"),
                row.getString("origin"),
                row.getString("attachment"),
                EarlierMark.State.valueOf(row.getString("state")),
                row.getString("entered_by"),
                Instant.parse(row.getString("entered_at")),
                row.getString("confirmed_by"),
                confirmedAt == null ? null : Instant.parse(confirmedAt));
    }
}
