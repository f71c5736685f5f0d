package vn.sotruong.school.attendance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Việc hôm nay của điểm danh: what waits for a homeroom teacher and for a leader. */
public final class Today {
    private final Clock clock;
    private final Amendments amendments;

    public Today(Clock clock, Amendments amendments) {
        this.clock = clock;
        this.amendments = amendments;
    }

    /** What this person should see. */
    public List<Notice> of(Handle handle, Visitor visitor) {
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        var notices = new ArrayList<Notice>();
        if (visitor.holds(Need.HOMEROOM)) {
            Roll.listLed(handle, visitor.person(), today).forEach(each -> homeroom(handle, each, today, notices));
        }
        if (visitor.holds(Need.PRINCIPAL)) {
            var late = Register.unconfirmed(handle, today).stream()
                    .filter(each -> each.due().isBefore(today))
                    .map(each -> each.homeroom().id())
                    .distinct()
                    .count();
            if (late > 0) {
                notices.add(new Notice(
                        Notice.Tone.WAITS,
                        "attendance.today.late",
                        List.of(String.valueOf(late)),
                        "/attendance/months"));
            }
        }
        notices.addAll(amendments.reminders(handle, visitor));
        return notices;
    }

    private static void homeroom(Handle handle, Homeroom homeroom, LocalDate today, List<Notice> notices) {
        var home = "/classes/" + homeroom.id() + "/attendance";
        var called = Slot.SESSIONS.stream()
                .anyMatch(slot ->
                        RollCallTable.find(handle, homeroom.id(), today, slot).isPresent());
        var off = DayOffTable.find(handle, homeroom.id(), today).isPresent();
        if (!called
                && !off
                && Attendance.inYear(handle, homeroom.id(), today)
                && today.getDayOfWeek() != java.time.DayOfWeek.SUNDAY) {
            notices.add(new Notice(Notice.Tone.WAITS, "attendance.today.call", List.of(homeroom.name()), home));
        }
        for (var month : Register.unconfirmed(handle, homeroom, today)) {
            notices.add(new Notice(
                    Notice.Tone.WAITS,
                    "attendance.today.confirm",
                    List.of(String.valueOf(month.getMonthValue()), homeroom.name()),
                    home + "/month?month=" + month));
        }
        warn(handle, homeroom, notices);
    }

    private static void warn(Handle handle, Homeroom homeroom, List<Notice> notices) {
        var year = SchoolYears.findYear(handle, homeroom.schoolYear()).orElseThrow();
        var entries = Roll.list(handle, homeroom.id());
        var absences = AbsenceTable.mapOf(
                handle, entries.stream().map(each -> each.pupil().id()).toList(), year.starts(), year.ends());
        var twice = new HashMap<String, Boolean>();
        for (var entry : entries) {
            var own = absences.getOrDefault(entry.pupil().id(), List.of());
            var days = Days.count(own, each -> twice.computeIfAbsent(each, key -> Register.comesTwice(handle, key)));
            if (days.warning() != Days.Warning.NONE) {
                notices.add(new Notice(
                        days.warning() == Days.Warning.EARLY ? Notice.Tone.WAITS : Notice.Tone.WRONG,
                        "attendance.today.warning",
                        List.of(entry.pupil().name().full(), String.valueOf((int) days.total())),
                        "/pupils/" + entry.pupil().id() + "/attendance"));
            }
        }
    }
}
