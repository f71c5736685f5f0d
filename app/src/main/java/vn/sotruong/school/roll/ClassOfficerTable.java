package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng ban cán sự lớp. */
final class ClassOfficerTable {
    static final Entity CLASS_OFFICER = Entity.of("class_officer", Audience.SCHOOL_ONLY, "id");

    private ClassOfficerTable() {}

    static List<ClassOfficer> listPresent(Handle handle, String homeroom) {
        return handle.createQuery("""
                        SELECT * FROM class_officer WHERE homeroom = :homeroom AND until_date IS NULL ORDER BY seq""")
                .bind("homeroom", homeroom)
                .map((row, context) -> officer(row))
                .list();
    }

    static Map<String, @Nullable Object> row(ClassOfficer officer) {
        var until = officer.until();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", officer.id());
        row.put("homeroom", officer.homeroom());
        row.put("pupil", officer.pupil());
        row.put("duty", officer.duty().name());
        row.put("from_date", officer.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        return row;
    }

    private static ClassOfficer officer(ResultSet row) throws SQLException {
        return new ClassOfficer(
                row.getString("id"),
                row.getString("homeroom"),
                row.getString("pupil"),
                ClassOfficer.Duty.valueOf(row.getString("duty")),
                LocalDate.parse(row.getString("from_date")),
                EnrolmentTable.day(row.getString("until_date")));
    }
}
