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

/** Bảng giáo viên chủ nhiệm. */
final class HomeroomTeacherTable {
    static final Entity HOMEROOM_TEACHER = Entity.of("homeroom_teacher", Audience.RECEIVER, "id");

    private HomeroomTeacherTable() {}

    static Optional<HomeroomTeacher> find(Handle handle, String homeroom, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM homeroom_teacher
                         WHERE homeroom = :homeroom
                           AND from_date <= :day AND (until_date IS NULL OR :day < until_date)
                         ORDER BY from_date DESC, seq DESC LIMIT 1""")
                .bind("homeroom", homeroom)
                .bind("day", on.toString())
                .map((row, context) -> teacher(row))
                .findOne();
    }

    static Optional<HomeroomTeacher> findById(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM homeroom_teacher WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> teacher(row))
                .findOne();
    }

    /** Whoever has no end yet. */
    static Optional<HomeroomTeacher> findPresent(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM homeroom_teacher WHERE homeroom = :homeroom AND until_date IS NULL")
                .bind("homeroom", homeroom)
                .map((row, context) -> teacher(row))
                .findOne();
    }

    /** Whoever has led a class on some day since. */
    static List<HomeroomTeacher> listSince(Handle handle, String homeroom, LocalDate since) {
        return handle.createQuery("""
                        SELECT * FROM homeroom_teacher
                         WHERE homeroom = :homeroom AND (until_date IS NULL OR :since < until_date)
                         ORDER BY from_date, seq""")
                .bind("homeroom", homeroom)
                .bind("since", since.toString())
                .map((row, context) -> teacher(row))
                .list();
    }

    static List<HomeroomTeacher> listOfStaff(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT t.* FROM homeroom_teacher t
                          JOIN homeroom h ON h.id = t.homeroom
                         WHERE t.staff = :staff
                           AND t.from_date <= :day AND (t.until_date IS NULL OR :day < t.until_date)
                         ORDER BY h.grade, h.name""")
                .bind("staff", staff)
                .bind("day", on.toString())
                .map((row, context) -> teacher(row))
                .list();
    }

    static Map<String, @Nullable Object> row(HomeroomTeacher teacher) {
        var until = teacher.until();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", teacher.id());
        row.put("homeroom", teacher.homeroom());
        row.put("staff", teacher.staff());
        row.put("from_date", teacher.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        return row;
    }

    private static HomeroomTeacher teacher(ResultSet row) throws SQLException {
        return new HomeroomTeacher(
                row.getString("id"),
                row.getString("homeroom"),
                row.getString("staff"),
                LocalDate.parse(row.getString("from_date")),
                EnrolmentTable.day(row.getString("until_date")));
    }
}
