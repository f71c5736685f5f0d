package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng học sinh trong lớp. */
final class EnrolmentTable {
    static final Entity ENROLMENT = Entity.of("enrolment", Audience.RECEIVER, "id");

    private EnrolmentTable() {}

    /** Those in the class now, or when its year ended, by number. */
    static List<Enrolment> listPresent(Handle handle, String homeroom) {
        return handle.createQuery("""
                        SELECT * FROM enrolment
                         WHERE homeroom = :homeroom AND (until_date IS NULL OR ended = 'YEAR') ORDER BY number""")
                .bind("homeroom", homeroom)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** Every place that the classes of a school year ever gave, by class and number. */
    static List<Enrolment> listOfYear(Handle handle, String schoolYear) {
        return handle.createQuery("""
                        SELECT e.* FROM enrolment e JOIN homeroom h ON h.id = e.homeroom
                         WHERE h.school_year = :year AND e.ended IS NOT 'TAKEN_BACK'
                         ORDER BY e.homeroom, e.number""")
                .bind("year", schoolYear)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** Everybody who ever was in the class, by number. */
    static List<Enrolment> listEver(Handle handle, String homeroom) {
        return listNumbered(handle, homeroom).stream()
                .filter(each -> each.ended() != Enrolment.Ended.TAKEN_BACK)
                .toList();
    }

    /** Every row that has a number in the class, also those that were taken back. */
    static List<Enrolment> listNumbered(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM enrolment WHERE homeroom = :homeroom ORDER BY number")
                .bind("homeroom", homeroom)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** Whether somebody is in the class now, or was when its year ended. */
    static boolean isIn(Handle handle, String pupil, String homeroom) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM enrolment
                                        WHERE pupil = :pupil AND homeroom = :homeroom
                                          AND (until_date IS NULL OR ended = 'YEAR'))""")
                .bind("pupil", pupil)
                .bind("homeroom", homeroom)
                .mapTo(Boolean.class)
                .one();
    }

    /** How many are in each class now, or were when its year ended. */
    static Map<String, Integer> sizes(Handle handle) {
        var sizes = new HashMap<String, Integer>();
        handle.createQuery("""
                        SELECT homeroom, count(*) FROM enrolment
                         WHERE until_date IS NULL OR ended = 'YEAR' GROUP BY homeroom""")
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(each -> sizes.put(each.getKey(), each.getValue()));
        return sizes;
    }

    /** Everybody who is in some class now. */
    static List<Enrolment> listPresent(Handle handle) {
        return handle.createQuery("SELECT * FROM enrolment WHERE until_date IS NULL ORDER BY homeroom, number")
                .map((row, context) -> enrolment(row))
                .list();
    }

    static Optional<Enrolment> findPresent(Handle handle, String pupil) {
        return handle.createQuery("SELECT * FROM enrolment WHERE pupil = :pupil AND until_date IS NULL")
                .bind("pupil", pupil)
                .map((row, context) -> enrolment(row))
                .findOne();
    }

    /** All the places a pupil ever had, the oldest first. */
    static List<Enrolment> listOfPupil(Handle handle, String pupil) {
        return handle.createQuery("""
                        SELECT * FROM enrolment
                         WHERE pupil = :pupil AND ended IS NOT 'TAKEN_BACK' ORDER BY from_date, seq""")
                .bind("pupil", pupil)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** The last places of those who were in the class and are no longer, by number. */
    static List<Enrolment> listFormer(Handle handle, String homeroom) {
        return handle.createQuery("""
                        SELECT e.* FROM enrolment e
                         WHERE e.homeroom = :homeroom AND e.until_date IS NOT NULL AND e.ended IS NULL
                           AND NOT EXISTS (SELECT 1 FROM enrolment other
                                            WHERE other.homeroom = e.homeroom AND other.pupil = e.pupil
                                              AND other.ended IS NOT 'TAKEN_BACK'
                                              AND (other.until_date IS NULL OR other.ended = 'YEAR'
                                                   OR other.number > e.number))
                         ORDER BY e.number""")
                .bind("homeroom", homeroom)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** Other classes of the same year in which the pupils who are in a class now were before. */
    static List<Enrolment> listEarlier(Handle handle, String homeroom) {
        return handle.createQuery("""
                        SELECT e.* FROM enrolment here
                          JOIN enrolment e ON e.pupil = here.pupil AND e.homeroom <> here.homeroom
                          JOIN homeroom h ON h.id = e.homeroom
                         WHERE here.homeroom = :homeroom AND (here.until_date IS NULL OR here.ended = 'YEAR')
                           AND e.until_date IS NOT NULL AND e.ended IS NOT 'TAKEN_BACK'
                           AND h.school_year = (SELECT school_year FROM homeroom WHERE id = :homeroom)
                         ORDER BY e.from_date, e.seq""")
                .bind("homeroom", homeroom)
                .map((row, context) -> enrolment(row))
                .list();
    }

    /** The highest number ever given in the class. */
    static int lastNumber(Handle handle, String homeroom) {
        return handle.createQuery("SELECT coalesce(max(number), 0) FROM enrolment WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .mapTo(Integer.class)
                .one();
    }

    static Map<String, @Nullable Object> row(Enrolment enrolment) {
        var until = enrolment.until();
        var ended = enrolment.ended();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", enrolment.id());
        row.put("pupil", enrolment.pupil());
        row.put("homeroom", enrolment.homeroom());
        row.put("number", (long) enrolment.number());
        row.put("from_date", enrolment.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        row.put("ended", ended == null ? null : ended.name());
        return row;
    }

    private static Enrolment enrolment(ResultSet row) throws SQLException {
        var ended = row.getString("ended");
        return new Enrolment(
                row.getString("id"),
                row.getString("pupil"),
                row.getString("homeroom"),
                row.getInt("number"),
                LocalDate.parse(row.getString("from_date")),
                day(row.getString("until_date")),
                ended == null ? null : Enrolment.Ended.valueOf(ended));
    }

    static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
