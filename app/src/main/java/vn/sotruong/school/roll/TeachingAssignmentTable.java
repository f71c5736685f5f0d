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
import vn.sotruong.school.roll.TeachingAssignment.Role;

/** Bảng phân công giảng dạy. */
final class TeachingAssignmentTable {
    static final Entity TEACHING_ASSIGNMENT = Entity.of("teaching_assignment", Audience.RECEIVER, "id");

    private TeachingAssignmentTable() {}

    static Optional<TeachingAssignment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM teaching_assignment WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> assignment(row))
                .findOne();
    }

    static boolean holds(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM teaching_assignment
                             WHERE staff = :staff AND homeroom = :homeroom AND subject = :subject
                               AND from_date <= :day AND (until_date IS NULL OR :day < until_date))""")
                .bind("staff", staff)
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("day", on.toString())
                .mapTo(Boolean.class)
                .one();
    }

    static List<TeachingAssignment> listOfStaff(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT a.* FROM teaching_assignment a
                          JOIN homeroom h ON h.id = a.homeroom
                         WHERE a.staff = :staff
                           AND a.from_date <= :day AND (a.until_date IS NULL OR :day < a.until_date)
                         ORDER BY h.grade, h.name, a.subject""")
                .bind("staff", staff)
                .bind("day", on.toString())
                .map((row, context) -> assignment(row))
                .list();
    }

    static List<TeachingAssignment> list(Handle handle, String schoolYear, LocalDate on) {
        return handle.createQuery("""
                        SELECT a.* FROM teaching_assignment a
                          JOIN homeroom h ON h.id = a.homeroom
                         WHERE h.school_year = :year
                           AND a.from_date <= :day AND (a.until_date IS NULL OR :day < a.until_date)
                         ORDER BY h.grade, h.name, a.subject, a.staff""")
                .bind("year", schoolYear)
                .bind("day", on.toString())
                .map((row, context) -> assignment(row))
                .list();
    }

    /** Every assignment that a school year ever had, by class, subject and time. */
    static List<TeachingAssignment> listEver(Handle handle, String schoolYear) {
        return handle.createQuery("""
                        SELECT a.* FROM teaching_assignment a
                          JOIN homeroom h ON h.id = a.homeroom
                         WHERE h.school_year = :year
                         ORDER BY h.grade, h.name, a.subject, a.from_date, a.seq""")
                .bind("year", schoolYear)
                .map((row, context) -> assignment(row))
                .list();
    }

    /** Those of a class-subject that end after a day, or never. */
    static List<TeachingAssignment> listOpen(Handle handle, String homeroom, String subject, LocalDate after) {
        return handle.createQuery("""
                        SELECT * FROM teaching_assignment
                         WHERE homeroom = :homeroom AND subject = :subject
                           AND (until_date IS NULL OR :day < until_date)
                         ORDER BY from_date, seq""")
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("day", after.toString())
                .map((row, context) -> assignment(row))
                .list();
    }

    /** The one that began on a day, ended or not. */
    static Optional<TeachingAssignment> findBegun(
            Handle handle, String homeroom, String subject, String staff, LocalDate from) {
        return handle.createQuery("""
                        SELECT * FROM teaching_assignment
                         WHERE homeroom = :homeroom AND subject = :subject AND staff = :staff AND from_date = :day""")
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("staff", staff)
                .bind("day", from.toString())
                .map((row, context) -> assignment(row))
                .findOne();
    }

    /** Whether somebody held a class-subject at any time up to a day. */
    static boolean everHeld(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM teaching_assignment
                             WHERE staff = :staff AND homeroom = :homeroom AND subject = :subject
                               AND from_date <= :day AND (until_date IS NULL OR from_date < until_date))""")
                .bind("staff", staff)
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("day", on.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /** What somebody held at any time up to a day, and holds no more. */
    static List<TeachingAssignment> listFormer(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT a.* FROM teaching_assignment a
                          JOIN homeroom h ON h.id = a.homeroom
                         WHERE a.staff = :staff AND a.from_date < a.until_date AND a.until_date <= :day
                         ORDER BY h.grade, h.name, a.subject""")
                .bind("staff", staff)
                .bind("day", on.toString())
                .map((row, context) -> assignment(row))
                .list();
    }

    static Map<String, @Nullable Object> row(TeachingAssignment assignment) {
        var until = assignment.until();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", assignment.id());
        row.put("homeroom", assignment.homeroom());
        row.put("subject", assignment.subject());
        row.put("staff", assignment.staff());
        row.put("from_date", assignment.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        row.put("role", assignment.role() == Role.OTHER ? "OTHER" : null);
        return row;
    }

    private static TeachingAssignment assignment(ResultSet row) throws SQLException {
        return new TeachingAssignment(
                row.getString("id"),
                row.getString("homeroom"),
                row.getString("subject"),
                row.getString("staff"),
                LocalDate.parse(row.getString("from_date")),
                EnrolmentTable.day(row.getString("until_date")),
                row.getString("role") == null ? Role.TEACHER : Role.OTHER);
    }
}
