package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.people.Classrooms.Stay;

/** Bảng học sinh trong lớp, read along one pupil's years. */
final class StayTable {
    private StayTable() {}

    /** Grows with every change of a place or of a class, and with nothing else: rows are never deleted. */
    static String version(Handle handle) {
        return handle.createQuery("""
                        SELECT coalesce((SELECT max(seq) FROM enrolment), 0) || ' '
                            || coalesce((SELECT max(seq) FROM homeroom), 0)""").mapTo(String.class).one();
    }

    static List<Stay> list(Handle handle, String pupil) {
        return handle.createQuery("""
                        SELECT h.school_year, h.name, e.from_date, e.until_date FROM enrolment e
                          JOIN homeroom h ON h.id = e.homeroom
                         WHERE e.pupil = :pupil AND e.ended IS NOT 'TAKEN_BACK' ORDER BY e.from_date, e.id""")
                .bind("pupil", pupil)
                .map((row, context) -> new Stay(
                        row.getString("school_year"),
                        row.getString("name"),
                        LocalDate.parse(row.getString("from_date")),
                        EnrolmentTable.day(row.getString("until_date"))))
                .list();
    }
}
