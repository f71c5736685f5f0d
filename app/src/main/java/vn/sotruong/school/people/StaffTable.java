package vn.sotruong.school.people;

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

/** Bảng giáo viên, nhân viên. */
final class StaffTable {
    static final Entity STAFF = Entity.of("staff", Audience.RECEIVER, "id");

    private StaffTable() {}

    static Optional<Staff> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM staff WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> staff(row))
                .findOne();
    }

    static Optional<Staff> findByCode(Handle handle, String code) {
        return handle.createQuery("SELECT * FROM staff WHERE code = :code")
                .bind("code", code)
                .map((row, context) -> staff(row))
                .findOne();
    }

    static List<Staff> list(Handle handle) {
        return handle.createQuery("SELECT * FROM staff ORDER BY sort_key, code, id")
                .map((row, context) -> staff(row))
                .list();
    }

    static Map<String, @Nullable Object> row(Staff staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", staff.id());
        row.put("code", staff.code());
        row.put("family_name", staff.name().family());
        row.put("given_name", staff.name().given());
        row.put("sort_key", staff.name().sortKey());
        row.put("search_key", staff.name().searchKey());
        row.put("status", staff.status().name());
        return row;
    }

    private static Staff staff(ResultSet row) throws SQLException {
        return new Staff(
                row.getString("id"),
                row.getString("code"),
                new VietnameseName(row.getString("family_name"), row.getString("given_name")),
                StaffStatus.valueOf(row.getString("status")));
    }
}
