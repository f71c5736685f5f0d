package vn.sotruong.school.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng các lần kiểm tra tiến độ, và số liệu từng giáo viên. */
final class CheckTable {
    static final Entity PROGRESS_CHECK = Entity.of("progress_check", Audience.SCHOOL_ONLY, "id");
    static final Entity PROGRESS_FIGURE = Entity.of("progress_figure", Audience.SCHOOL_ONLY, "id");

    private CheckTable() {}

    /** Every check of a school year, the newest first. */
    static List<ProgressCheck> list(Handle handle, String schoolYear) {
        return handle.createQuery(
                        "SELECT * FROM progress_check WHERE school_year = :year ORDER BY checked_at DESC, id DESC")
                .bind("year", schoolYear)
                .map((row, context) -> check(row))
                .list();
    }

    static Optional<ProgressCheck> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM progress_check WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> check(row))
                .findOne();
    }

    static List<ProgressCheck.Figure> listFigures(Handle handle, String check) {
        return handle.createQuery("SELECT * FROM progress_figure WHERE progress_check = :check")
                .bind("check", check)
                .map((row, context) -> figure(row))
                .list();
    }

    /** What every check of a school year found of one teacher, by check. */
    static List<ProgressCheck.Figure> listOfStaff(Handle handle, String schoolYear, String staff) {
        return handle.createQuery("""
                        SELECT f.* FROM progress_figure f JOIN progress_check c ON c.id = f.progress_check
                         WHERE c.school_year = :year AND f.staff = :staff ORDER BY c.checked_at DESC, c.id DESC""")
                .bind("year", schoolYear)
                .bind("staff", staff)
                .map((row, context) -> figure(row))
                .list();
    }

    static void create(Tx tx, ProgressCheck check, List<ProgressCheck.Figure> figures) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", check.id());
        row.put("school_year", check.schoolYear());
        row.put("semester", (long) check.semester());
        row.put("kind", check.kind().name());
        row.put("period", check.period());
        row.put("required", (long) check.required());
        row.put("entered", (long) check.entered());
        row.put("abnormal", (long) check.abnormal());
        row.put("unconfirmed", check.unconfirmed());
        row.put("note", check.note());
        row.put("checked_by", check.checkedBy());
        row.put("checked_at", Moments.text(check.checkedAt()));
        tx.create(PROGRESS_CHECK, row);
        for (var figure : figures) {
            var each = new HashMap<String, @Nullable Object>();
            each.put("id", tx.newId());
            each.put("progress_check", check.id());
            each.put("staff", figure.staff());
            each.put("required", (long) figure.required());
            each.put("entered", (long) figure.entered());
            each.put("late", (long) figure.late());
            tx.create(PROGRESS_FIGURE, each);
        }
    }

    private static ProgressCheck check(ResultSet row) throws SQLException {
        return new ProgressCheck(
                row.getString("id"),
                row.getString("school_year"),
                row.getInt("semester"),
                ProgressCheck.Kind.valueOf(row.getString("kind")),
                row.getString("period"),
                row.getInt("required"),
                row.getInt("entered"),
                row.getInt("abnormal"),
                row.getString("unconfirmed"),
                row.getString("note"),
                row.getString("checked_by"),
                Instant.parse(row.getString("checked_at")));
    }

    private static ProgressCheck.Figure figure(ResultSet row) throws SQLException {
        return new ProgressCheck.Figure(
                row.getString("progress_check"),
                row.getString("staff"),
                row.getInt("required"),
                row.getInt("entered"),
                row.getInt("late"));
    }
}
