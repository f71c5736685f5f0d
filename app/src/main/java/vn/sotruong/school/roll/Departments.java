package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Tổ chuyên môn: who belongs to which, and who heads it. */
public final class Departments {
    /** Tổ chuyên môn, as the journal names it. */
    public static final Entity DEPARTMENT = DepartmentTable.DEPARTMENT;

    /** Thành viên tổ chuyên môn, as the journal names them. */
    public static final Entity DEPARTMENT_MEMBER = DepartmentTable.DEPARTMENT_MEMBER;

    private Departments() {}

    /** Sets up a department. */
    public static Department open(Tx tx, String name) {
        var department = new Department(tx.newId(), name, Department.State.OPEN);
        tx.create(DEPARTMENT, DepartmentTable.row(department));
        return department;
    }

    /** Whether a department of this name was ever set up. */
    static boolean named(Handle handle, String name) {
        return DepartmentTable.named(handle, name);
    }

    /** Makes somebody a member as of a day; as its head, they follow whoever was the head until then. */
    public static DepartmentMember join(Tx tx, String department, String staff, boolean head, LocalDate from) {
        for (var held : DepartmentTable.listPresent(tx.handle(), department)) {
            if (held.staff().equals(staff)) {
                end(tx, held, from);
            } else if (head && held.head()) {
                end(tx, held, from);
                add(tx, department, held.staff(), false, from);
            }
        }
        return add(tx, department, staff, head, from);
    }

    /** Whether somebody is a member who has no end yet. */
    static boolean isMember(Handle handle, String department, String staff) {
        return DepartmentTable.listPresent(handle, department).stream()
                .anyMatch(each -> each.staff().equals(staff));
    }

    /** Ends a membership as of a day. */
    public static void leave(Tx tx, String department, String staff, LocalDate day) {
        var held = DepartmentTable.listPresent(tx.handle(), department).stream()
                .filter(each -> each.staff().equals(staff))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no member " + staff));
        end(tx, held, day);
    }

    /** Ends a department and every membership in it. */
    public static void close(Tx tx, Department department, LocalDate day) {
        DepartmentTable.listPresent(tx.handle(), department.id()).forEach(held -> end(tx, held, day));
        var closed = new Department(department.id(), department.name(), Department.State.CLOSED);
        tx.status(DEPARTMENT, DepartmentTable.row(closed), null);
    }

    private static DepartmentMember add(Tx tx, String department, String staff, boolean head, LocalDate from) {
        var member = new DepartmentMember(tx.newId(), department, staff, head, from, null);
        tx.create(DEPARTMENT_MEMBER, DepartmentTable.row(member));
        return member;
    }

    private static void end(Tx tx, DepartmentMember held, LocalDate day) {
        tx.status(DEPARTMENT_MEMBER, DepartmentTable.row(held.endingOn(day)), null);
    }

    /** The departments that work now, by name. */
    public static List<Department> list(Handle handle) {
        return DepartmentTable.list(handle);
    }

    public static Optional<Department> find(Handle handle, String id) {
        return DepartmentTable.find(handle, id);
    }

    /** Every membership on a day, by department, its head first. */
    public static List<DepartmentMember> listMembers(Handle handle, LocalDate on) {
        return DepartmentTable.listMembers(handle, on);
    }

    /** Whether somebody heads any department on a day. */
    public static boolean heads(Handle handle, String staff, LocalDate on) {
        return DepartmentTable.listOfStaff(handle, staff, on).stream().anyMatch(DepartmentMember::head);
    }
}
