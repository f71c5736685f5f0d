package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Ai được xem lớp nào: leaders and offices every class, a teacher those that they lead or teach. */
final class Access {
    private Access() {}

    static boolean all(Visitor visitor) {
        return visitor.holds(Need.PRINCIPAL)
                || visitor.holds(Need.CLERK)
                || visitor.holds(Need.ATTENDANCE)
                || visitor.holds(Need.MEDICAL)
                || visitor.holds(Need.INSPECTOR);
    }

    /** The classes that somebody leads or teaches, the ones they lead first. */
    static List<Homeroom> own(Handle handle, String staff, LocalDate today) {
        var taught = Roll.listAssignments(handle, staff, today).stream()
                .map(TeachingAssignment::homeroom)
                .map(each -> Roll.getHomeroom(handle, each));
        return Stream.concat(Roll.listLed(handle, staff, today).stream(), taught)
                .distinct()
                .toList();
    }

    /** The classes that this person may see, the ones they lead first. */
    static List<Homeroom> list(Handle handle, Visitor visitor, LocalDate today) {
        var led = Roll.listLed(handle, visitor.person(), today);
        var classes = new ArrayList<>(led);
        var others = all(visitor)
                ? SchoolYears.findOpenYear(handle)
                        .map(year -> Roll.listHomerooms(handle, year.id()))
                        .orElse(List.of())
                : Roll.listAssignments(handle, visitor.person(), today).stream()
                        .map(TeachingAssignment::homeroom)
                        .distinct()
                        .map(each -> Roll.getHomeroom(handle, each))
                        .toList();
        others.stream().filter(each -> !led.contains(each)).forEach(classes::add);
        return classes;
    }

    /** The subjects that somebody teaches in a class on a day. */
    static List<String> taught(Handle handle, String staff, String homeroom, LocalDate day) {
        return Roll.listAssignments(handle, staff, day).stream()
                .filter(each -> each.homeroom().equals(homeroom))
                .map(TeachingAssignment::subject)
                .distinct()
                .toList();
    }

    static Optional<Homeroom> find(Handle handle, Visitor visitor, String homeroom, LocalDate today) {
        return Roll.findHomeroom(handle, homeroom)
                .filter(each -> all(visitor) || list(handle, visitor, today).contains(each));
    }
}
