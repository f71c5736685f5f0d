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

    /** With the code in force: the newest succession's, or the column's. */
    private static final String EVERYBODY = """
            SELECT p.*, (SELECT coalesce(s.code, '') FROM code_succession s
                          WHERE s.subject = p.id ORDER BY s.seq DESC LIMIT 1) AS code_now
              FROM staff p""";

    static Optional<Staff> find(Handle handle, String id) {
        return handle.createQuery(EVERYBODY + " WHERE p.id = :id")
                .bind("id", id)
                .map((row, context) -> staff(row))
                .findOne();
    }

    static Optional<Staff> findByCode(Handle handle, String code) {
        return handle.createQuery(EVERYBODY
                        + " WHERE p.code = :code OR p.id IN (SELECT subject FROM code_succession WHERE code = :code)")
                .bind("code", code)
                .map((row, context) -> staff(row))
                .filter(staff -> code.equals(staff.code()))
                .findFirst();
    }

    static List<Staff> list(Handle handle) {
        return handle.createQuery(EVERYBODY + " ORDER BY p.sort_key, p.code, p.id")
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

    /** The code that stands in the column: it stays there for ever, also when another one is in force. */
    static Optional<String> firstCode(Handle handle, String id) {
        return handle.createQuery("SELECT code FROM staff WHERE id = :id AND code IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    static boolean isFirstCode(Handle handle, String code) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM staff WHERE code = :code)")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
    }

    /** The row for writing over one that exists. */
    static Map<String, @Nullable Object> row(Handle handle, Staff staff) {
        var row = row(staff);
        firstCode(handle, staff.id()).ifPresent(first -> row.put("code", first));
        return row;
    }

    private static Staff staff(ResultSet row) throws SQLException {
        return new Staff(
                row.getString("id"),
                Successions.inForce(row.getString("code"), row.getString("code_now")),
                new VietnameseName(row.getString("family_name"), row.getString("given_name")),
                StaffStatus.valueOf(row.getString("status")));
    }
}
