package vn.sotruong.school.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.attendance.Kind;
import vn.sotruong.school.attendance.Mark;
import vn.sotruong.school.attendance.Marker;
import vn.sotruong.school.attendance.Slot;
import vn.sotruong.school.attendance.Told;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;

/** Điểm danh của trường Hoa Mai: some weeks of one class, with last month confirmed, as its homeroom teacher kept them. */
public final class HoaMaiAttendance {
    private static final String CLASS = "7A";
    private static final String WHY = "nhập bù từ sổ giấy";
    private static final int EVERY = 3;
    private static final int STEP = 7;
    private static final int OFTEN_AWAY = 11;

    private final Database db;
    private final Attendance attendance;
    private final Homeroom homeroom;
    private final LocalDate today;

    public HoaMaiAttendance(Database db, Attendance attendance, HoaMai school, LocalDate today) {
        this.db = db;
        this.attendance = attendance;
        this.homeroom = school.homeroom(CLASS);
        this.today = today;
    }

    /** Keeps the last month and this one, and confirms the last. @return how many absences that made */
    public int keep() {
        var teacher = db.read(handle -> Roll.findHomeroomTeacher(handle, homeroom.id(), today));
        if (teacher.isEmpty()) {
            return 0;
        }
        var who = new Marker(
                new Actor("setup", "hoamai", Capacity.USE), teacher.get().staff(), false);
        var pupils = db.read(handle -> Roll.list(handle, homeroom.id()));
        var last = YearMonth.from(today).minusMonths(1);
        var made = last.atDay(1)
                .datesUntil(today)
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
                .mapToInt(day -> keep(who, pupils, day))
                .sum();
        refuseNothing(attendance.confirm(who, homeroom.id(), last).map(Enum::name));
        return made;
    }

    private int keep(Marker who, List<RollEntry> pupils, LocalDate day) {
        var made = 0;
        if (day.getDayOfMonth() % EVERY == 0) {
            made += mark(who, pupils.get(day.getDayOfYear() * STEP % pupils.size()), day, Kind.EXCUSED);
        }
        if (day.getDayOfWeek() == DayOfWeek.MONDAY) {
            made += mark(who, pupils.get(OFTEN_AWAY), day, Kind.UNEXCUSED);
        }
        refuseNothing(
                attendance.call(who, homeroom.id(), day, Slot.MORNING, null).map(Enum::name));
        return made;
    }

    private int mark(Marker who, RollEntry pupil, LocalDate day, Kind kind) {
        var mark = new Mark(
                "hoamai-" + day + "-" + pupil.number(),
                homeroom.id(),
                pupil.pupil().id(),
                day,
                Slot.MORNING,
                null,
                kind,
                0,
                WHY);
        return switch (attendance.mark(who, mark)) {
            case Told.Kept _ -> 1;
            case Told.Conflict _ -> 0;
            case Told.Refused(var reason) -> {
                refuseNothing(Optional.of(reason.name()));
                yield 0;
            }
        };
    }

    private static void refuseNothing(Optional<String> reason) {
        if (reason.isPresent() && !reason.get().equals("OUTSIDE_YEAR")) {
            throw new IllegalStateException("the demo's attendance was refused: " + reason.get());
        }
    }
}
