package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng kế hoạch dạy học. */
final class ProgrammeTable {
    static final Entity CLASS_PROGRAMME = Entity.of("class_programme", Audience.RECEIVER, "homeroom", "subject");

    private ProgrammeTable() {}

    static List<Programme> list(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM class_programme WHERE homeroom = :homeroom ORDER BY subject")
                .bind("homeroom", homeroom)
                .map((row, context) -> programme(row))
                .list();
    }

    static List<Programme> listOfYear(Handle handle, String schoolYear) {
        return handle.createQuery("""
                        SELECT p.* FROM class_programme p
                          JOIN homeroom h ON h.id = p.homeroom
                         WHERE h.school_year = :year""")
                .bind("year", schoolYear)
                .map((row, context) -> programme(row))
                .list();
    }

    static Optional<Programme> find(Handle handle, String homeroom, String subject) {
        return handle.createQuery("SELECT * FROM class_programme WHERE homeroom = :homeroom AND subject = :subject")
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .map((row, context) -> programme(row))
                .findOne();
    }

    static Map<String, @Nullable Object> row(Programme programme) {
        var week = programme.weekPeriods();
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", programme.homeroom());
        row.put("subject", programme.subject());
        row.put("year_periods", (long) programme.yearPeriods());
        row.put("week_periods", week == null ? null : (Object) week.longValue());
        var semester = programme.semester();
        row.put("semester", semester == null ? null : (Object) semester.longValue());
        return row;
    }

    private static Programme programme(ResultSet row) throws SQLException {
        return new Programme(
                row.getString("homeroom"),
                row.getString("subject"),
                row.getInt("year_periods"),
                HomeroomTraitTable.number(row, "week_periods"),
                HomeroomTraitTable.number(row, "semester"));
    }
}
