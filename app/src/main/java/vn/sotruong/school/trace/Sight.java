package vn.sotruong.school.trace;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Version;
import vn.sotruong.school.roll.DepartmentMember;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Telling;

/**
 * Tầm nhìn: whose changes somebody may read. Leaders, the board, administrators and inspectors read all; the head of a
 * department its members', a homeroom teacher the class's, a teacher their own and those of what they teach now. Whoever is
 * an administrator and nothing else reads no more of children than their marks.
 *
 * @param children whether what is said of children is read, beside their marks
 * @param staff whose changes, where it is not everybody's
 * @param led ids of classes that are read whole
 * @param taught as {@code class/subject}
 */
record Sight(boolean whole, boolean children, Set<String> staff, Set<String> led, Set<String> taught) {
    Sight {
        staff = Set.copyOf(staff);
        led = Set.copyOf(led);
        taught = Set.copyOf(taught);
    }

    static Sight of(Handle handle, Visitor visitor, LocalDate on) {
        for (var need : TracePages.ALL_OF_IT) {
            if (visitor.holds(need)) {
                var children = TracePages.AUDITORS.stream().anyMatch(visitor::holds);
                return new Sight(true, children, Set.of(), Set.of(), Set.of());
            }
        }
        if (visitor.capacity() == Capacity.ADMINISTRATION) {
            return new Sight(false, false, Set.of(), Set.of(), Set.of());
        }
        var staff = new HashSet<String>();
        staff.add(visitor.person());
        if (visitor.holds(Need.DEPARTMENT_HEAD)) {
            staff.addAll(members(handle, visitor.person(), on));
        }
        return new Sight(
                false,
                true,
                staff,
                Roll.listLed(handle, visitor.person(), on).stream()
                        .map(Homeroom::id)
                        .collect(Collectors.toSet()),
                Roll.listAssignments(handle, visitor.person(), on).stream()
                        .map(each -> each.homeroom() + "/" + each.subject())
                        .collect(Collectors.toSet()));
    }

    private static Set<String> members(Handle handle, String head, LocalDate on) {
        var members = Departments.listMembers(handle, on);
        var headed = members.stream()
                .filter(each -> each.head() && each.staff().equals(head))
                .map(DepartmentMember::department)
                .collect(Collectors.toSet());
        return members.stream()
                .filter(each -> headed.contains(each.department()))
                .map(DepartmentMember::staff)
                .collect(Collectors.toSet());
    }

    /** Whether a page of one person's changes opens. */
    boolean sees(String person) {
        return whole || staff.contains(person);
    }

    /** Whether a page of one class opens, perhaps with some of its subjects alone. */
    boolean opens(String homeroom) {
        return whole || led.contains(homeroom) || taught.stream().anyMatch(each -> each.startsWith(homeroom + "/"));
    }

    boolean sees(Sheet sheet) {
        return whole || led.contains(sheet.homeroom()) || taught.contains(sheet.homeroom() + "/" + sheet.subject());
    }

    boolean sees(Sheet sheet, Version version) {
        return sees(sheet)
                || staff.contains(version.author())
                || (version.formerAuthor() != null && staff.contains(version.formerAuthor()));
    }

    /** @param author in whose name it was done */
    boolean sees(Telling telling, String author) {
        if (!children && telling.kind().personal()) {
            return false;
        }
        if (whole || staff.contains(author)) {
            return true;
        }
        // that somebody was refused is between them and the leaders
        return telling.kind() != Kind.REFUSED
                && (led.contains(telling.homeroom()) || taught.contains(telling.homeroom() + "/" + telling.subject()));
    }

    /** The kinds that are told to them. */
    boolean reads(Kind kind) {
        return children || kind == Kind.MARK || !kind.personal();
    }
}
