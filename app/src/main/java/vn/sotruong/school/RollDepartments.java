package vn.sotruong.school;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.governance.Departments;

/** Tổ chuyên môn: as the room of rights sees them, who asks for names and members alone. */
final class RollDepartments implements Departments {
    @Override
    public List<Department> list(Handle handle, LocalDate on) {
        return vn.sotruong.school.roll.Departments.list(handle).stream()
                .map(each -> new Department(each.id(), each.name()))
                .toList();
    }

    @Override
    public List<String> members(Handle handle, String department, LocalDate on) {
        return vn.sotruong.school.roll.Departments.listMembers(handle, on).stream()
                .filter(each -> each.department().equals(department))
                .map(each -> each.staff())
                .toList();
    }
}
