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

/** Bảng tổ chuyên môn và thành viên. */
final class DepartmentTable {
    static final Entity DEPARTMENT = Entity.of("department", Audience.RECEIVER, "id");
    static final Entity DEPARTMENT_MEMBER = Entity.of("department_member", Audience.RECEIVER, "id");

    private DepartmentTable() {}

    static List<Department> list(Handle handle) {
        return handle.createQuery("SELECT * FROM department WHERE state = 'OPEN' ORDER BY name")
                .map((row, context) -> department(row))
                .list();
    }

    static Optional<Department> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM department WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> department(row))
                .findOne();
    }

    static boolean named(Handle handle, String name) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM department WHERE name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** Everybody who belongs to some department on a day. */
    static List<DepartmentMember> listMembers(Handle handle, LocalDate on) {
        return handle.createQuery("""
                        SELECT m.* FROM department_member m
                          JOIN department d ON d.id = m.department AND d.state = 'OPEN'
                         WHERE m.from_date <= :day AND (m.until_date IS NULL OR :day < m.until_date)
                         ORDER BY d.name, m.head DESC, m.staff""")
                .bind("day", on.toString())
                .map((row, context) -> member(row))
                .list();
    }

    static List<DepartmentMember> listOfStaff(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT m.* FROM department_member m
                          JOIN department d ON d.id = m.department AND d.state = 'OPEN'
                         WHERE m.staff = :staff
                           AND m.from_date <= :day AND (m.until_date IS NULL OR :day < m.until_date)
                         ORDER BY d.name""")
                .bind("staff", staff)
                .bind("day", on.toString())
                .map((row, context) -> member(row))
                .list();
    }

    /** Those of a department that have no end yet. */
    static List<DepartmentMember> listPresent(Handle handle, String department) {
        return handle.createQuery(
                        "SELECT * FROM department_member WHERE department = :department AND until_date IS NULL")
                .bind("department", department)
                .map((row, context) -> member(row))
                .list();
    }

    static Map<String, @Nullable Object> row(Department department) {
        return Map.of(
                "id", department.id(),
                "name", department.name(),
                "state", department.state().name());
    }

    static Map<String, @Nullable Object> row(DepartmentMember member) {
        var until = member.until();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", member.id());
        row.put("department", member.department());
        row.put("staff", member.staff());
        row.put("head", member.head() ? 1L : 0L);
        row.put("from_date", member.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        return row;
    }

    private static Department department(ResultSet row) throws SQLException {
        return new Department(
                row.getString("id"), row.getString("name"), Department.State.valueOf(row.getString("state")));
    }

    private static DepartmentMember member(ResultSet row) throws SQLException {
        return new DepartmentMember(
                row.getString("id"),
                row.getString("department"),
                row.getString("staff"),
                row.getBoolean("head"),
                LocalDate.parse(row.getString("from_date")),
                EnrolmentTable.day(row.getString("until_date")));
    }
}
