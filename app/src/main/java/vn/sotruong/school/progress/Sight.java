package vn.sotruong.school.progress;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.roll.DepartmentMember;
import vn.sotruong.school.roll.Departments;

/**
 * Tầm nhìn: whose progress somebody may see. Leaders, the board and inspectors see the whole school, the head of a
 * department its members, a teacher what is theirs.
 *
 * @param staff whom, where it is not everybody
 */
record Sight(boolean whole, Set<String> staff) {
    Sight {
        staff = Set.copyOf(staff);
    }

    static Sight of(Handle handle, Visitor visitor, LocalDate on) {
        if (visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD) || visitor.holds(Need.INSPECTOR)) {
            return new Sight(true, Set.of());
        }
        var staff = new HashSet<String>();
        staff.add(visitor.person());
        if (visitor.holds(Need.DEPARTMENT_HEAD)) {
            var members = Departments.listMembers(handle, on);
            var headed = members.stream()
                    .filter(each -> each.head() && each.staff().equals(visitor.person()))
                    .map(DepartmentMember::department)
                    .collect(Collectors.toSet());
            members.stream()
                    .filter(each -> headed.contains(each.department()))
                    .map(DepartmentMember::staff)
                    .forEach(staff::add);
        }
        return new Sight(false, staff);
    }

    boolean sees(String person) {
        return whole || staff.contains(person);
    }

    boolean sees(Census.Line line) {
        return whole || line.teachers().stream().anyMatch(staff::contains);
    }
}
