package vn.sotruong.school.attendance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Báo ngày cả lớp nghỉ: the homeroom teacher for the own class, the principal for any or for all; until the month is confirmed. */
public final class DaysOff {
    private static final int LONGEST_REASON = 200;

    private final Database db;
    private final Attendance attendance;
    private final Amendments.Seats seats;
    private final Clock clock;

    public DaysOff(Database db, Attendance attendance, Amendments.Seats seats, Clock clock) {
        this.db = db;
        this.attendance = attendance;
        this.seats = seats;
        this.clock = clock;
    }

    /** Declares a day off for one class. */
    public Optional<Reason> declare(Marker who, String homeroom, LocalDate day, String reason) {
        return declare(who, List.of(homeroom), day, reason);
    }

    /** The principal declares it for the whole school: every class that has kept nothing of that day. */
    public Optional<Reason> declareForAll(Marker who, LocalDate day, String reason) {
        var all = db.read(handle -> SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of()));
        return declare(who, all.stream().map(each -> each.id()).toList(), day, reason);
    }

    private Optional<Reason> declare(Marker who, List<String> homerooms, LocalDate day, String reason) {
        var why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            return Optional.of(Reason.NO_WORDS);
        }
        return db.write(who.actor(), tx -> {
            var free = new ArrayList<String>();
            var refused = new ArrayList<Reason>();
            for (var homeroom : homerooms) {
                var refusal =
                        refusal(tx.handle(), who, homeroom, day).or(() -> keptAnything(tx.handle(), homeroom, day));
                refusal.ifPresentOrElse(refused::add, () -> free.add(homeroom));
            }
            free.forEach(homeroom -> DayOffTable.put(tx, new DayOff(homeroom, day, why, who.staff(), tx.now())));
            return free.isEmpty() ? refused.stream().findFirst() : Optional.empty();
        });
    }

    /** Takes a day off back: the class comes after all. */
    public Optional<Reason> takeBack(Marker who, String homeroom, LocalDate day) {
        return db.write(who.actor(), tx -> {
            var off = DayOffTable.find(tx.handle(), homeroom, day);
            var refusal = refusal(tx.handle(), who, homeroom, day);
            if (refusal.isEmpty()) {
                off.ifPresent(each -> takeBack(tx, each, who));
            }
            return refusal;
        });
    }

    private static void takeBack(Tx tx, DayOff off, Marker who) {
        DayOffTable.takeBack(tx, new DayOff(off.homeroom(), off.day(), off.reason(), who.staff(), tx.now()));
    }

    private Optional<Reason> refusal(Handle handle, Marker who, String homeroom, LocalDate day) {
        if (who.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        if (!Standing.full(handle, who.actor().account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        if (!may(handle, who.staff(), homeroom)) {
            return Optional.of(Reason.NOT_OFF_BY_YOU);
        }
        if (!Attendance.inYear(handle, homeroom, day)) {
            return Optional.of(Reason.OUTSIDE_YEAR);
        }
        return RollCallTable.findConfirmation(handle, homeroom, YearMonth.from(day))
                .map(each -> Reason.CONFIRMED)
                .or(() -> attendance.shut(handle, homeroom, day, null));
    }

    private static Optional<Reason> keptAnything(Handle handle, String homeroom, LocalDate day) {
        if (DayOffTable.find(handle, homeroom, day).isPresent()) {
            return Optional.of(Reason.ALREADY_OFF);
        }
        var away = AbsenceTable.list(handle, homeroom, day, day.plusDays(1)).stream()
                .anyMatch(each -> each.kind() != Kind.PRESENT);
        var called = !RollCallTable.list(handle, homeroom, day, day.plusDays(1)).isEmpty();
        return away || called ? Optional.of(Reason.WAS_KEPT) : Optional.empty();
    }

    /** Whether that person may say so of that class. */
    boolean may(Handle handle, String staff, String homeroom) {
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return Roll.leads(handle, staff, homeroom, today) || seats.presides(handle, staff, today);
    }

    /** Whether that person may say so of every class. */
    boolean mayForAll(Handle handle, String staff) {
        return seats.presides(handle, staff, LocalDate.ofInstant(clock.instant(), Formats.ZONE));
    }
}
