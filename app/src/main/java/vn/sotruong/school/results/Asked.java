package vn.sotruong.school.results;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang tổng kết được hỏi: who asks for the results of which class and period. */
record Asked(Handle handle, Visitor visitor, Homeroom homeroom, Sight sight, Period period, LocalDate today) {

    /** Whether the year of the class is the open one; any other is only read. */
    boolean open() {
        return SchoolYears.findOpenYear(handle)
                .filter(year -> year.id().equals(homeroom.schoolYear()))
                .isPresent();
    }

    /** Who is in the class; of a class that is no more, who has a result of it. */
    List<RollEntry> entries(Set<String> known) {
        var present = Roll.list(handle, homeroom.id());
        var seen = present.stream().map(each -> each.pupil().id()).collect(Collectors.toSet());
        return Stream.concat(
                        present.stream(),
                        Roll.listFormer(handle, homeroom.id()).stream()
                                .filter(each -> known.contains(each.pupil().id())
                                        && !seen.contains(each.pupil().id())))
                .toList();
    }

    /** What the page of any class says, of whatever level. */
    Map<String, @Nullable Object> model() {
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("schoolYear", homeroom.schoolYear().replace('-', '–'));
        model.put("term", Terms.text(period));
        model.put("today", today);
        model.put("whole", sight.whole());
        model.put("closed", !open());
        model.put("stale", open() && sight.whole() && Results.stale(handle, homeroom));
        model.put("mayRecompute", open() && (sight.leads() || visitor.holds(Need.PRINCIPAL)));
        return model;
    }
}
