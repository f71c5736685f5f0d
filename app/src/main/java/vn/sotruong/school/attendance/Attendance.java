package vn.sotruong.school.attendance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.attendance.Told.Conflict;
import vn.sotruong.school.attendance.Told.Kept;
import vn.sotruong.school.attendance.Told.Refused;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Điểm danh, điểm danh xong và xác nhận tháng. */
public final class Attendance {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(
            AbsenceTable.ABSENCE,
            RollCallTable.ROLL_CALL,
            RollCallTable.MONTH,
            AmendmentTable.AMENDMENT,
            DayOffTable.DAY_OFF);

    private final Database db;
    private final Locks locks;
    private final Clock clock;

    public Attendance(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /** Carries out one tap, once however often it comes. */
    public Told mark(Marker who, Mark mark) {
        var hash = mark.hash(who.actor().account());
        return db.write(who.actor(), tx -> {
            var known = OpTable.findHash(tx.handle(), mark.op());
            if (known.isPresent() && !known.get().equals(hash)) {
                return new Refused(Reason.OTHER_CONTENT);
            }
            var now = AbsenceTable.find(tx.handle(), mark.pupil(), mark.day(), mark.slot());
            if (known.isPresent()) {
                return new Kept(
                        now.map(Absence::kind).orElse(Kind.PRESENT),
                        now.map(Absence::seq).orElse(0L));
            }
            var refusal = AttendancePolicy.refusal(facts(tx.handle(), who, mark, now.orElse(null)));
            if (refusal.isPresent()) {
                return refused(tx, who, mark, now.orElse(null), refusal.get(), hash);
            }
            return carryOut(tx, who, mark, now.orElse(null), hash);
        });
    }

    /** What comes after its book was closed is not lost: it waits as a request where its sender may ask for one. */
    private Told refused(Tx tx, Marker who, Mark mark, @Nullable Absence now, Reason reason, String hash) {
        var kind = now == null ? Kind.PRESENT : now.kind();
        if (reason == Reason.BOOK_CLOSED || reason == Reason.LOCKED) {
            if (kind == mark.kind()) {
                OpTable.remember(tx, mark.op(), hash);
                return new Kept(kind, now == null ? 0 : now.seq());
            }
            var late = reason == Reason.BOOK_CLOSED
                    ? Amendments.askLate(tx, who, mark, now, today())
                    : Optional.<Reason>empty();
            if (late.equals(Optional.of(Reason.ASKED_LATE))) {
                OpTable.remember(tx, mark.op(), hash);
            }
            return new Refused(late.orElse(reason));
        }
        return new Refused(reason);
    }

    /** What keeps the attendance of a class shut on a day: its closed book of that term, or a lock for a while. */
    Optional<Lock> findLock(Handle handle, String homeroom, LocalDate day, @Nullable String subject) {
        return locks.findOnAttendance(handle, homeroom, subject, SchoolYear.semester(day));
    }

    Optional<Reason> shut(Handle handle, String homeroom, LocalDate day, @Nullable String subject) {
        return findLock(handle, homeroom, day, subject)
                .map(lock -> lock.kind() == Lock.Kind.CLOSE ? Reason.BOOK_CLOSED : Reason.LOCKED);
    }

    /** What a lock says to whom it refuses. */
    String sentence(Handle handle, Lock lock, Language language) {
        return locks.sentence(handle, lock, language);
    }

    private static Told carryOut(Tx tx, Marker who, Mark mark, @Nullable Absence now, String hash) {
        var kind = now == null ? Kind.PRESENT : now.kind();
        var seq = now == null ? 0 : now.seq();
        if (seq != mark.base() && kind != mark.kind()) {
            return new Conflict(kind, seq, Optional.ofNullable(now).map(Absence::markedBy));
        }
        OpTable.remember(tx, mark.op(), hash);
        if (kind == mark.kind()) {
            return new Kept(kind, seq);
        }
        var next = new Absence(
                mark.pupil(),
                mark.day(),
                mark.slot(),
                mark.homeroom(),
                mark.subject(),
                mark.kind(),
                who.staff(),
                tx.now(),
                0);
        var why = mark.why().isEmpty() ? null : mark.why();
        return new Kept(mark.kind(), AbsenceTable.put(tx, next, now != null, why));
    }

    private AttendancePolicy.Facts facts(Handle handle, Marker who, Mark mark, @Nullable Absence now) {
        var day = mark.day();
        var subject = mark.subject();
        var shut = shut(handle, mark.homeroom(), day, subject).orElse(null);
        return new AttendancePolicy.Facts(
                who.actor().capacity() == Capacity.USE,
                Standing.full(handle, who.actor().account()),
                mark.slot().session(),
                Roll.leads(handle, who.staff(), mark.homeroom(), today()),
                subject != null && Roll.teaches(handle, who.staff(), mark.homeroom(), subject, day),
                who.standsIn(),
                !mark.slot().session() && now != null && !now.markedBy().equals(who.staff()),
                Roll.wasIn(handle, mark.pupil(), mark.homeroom(), day),
                Register.paused(handle, mark.pupil(), day),
                DayOffTable.find(handle, mark.homeroom(), day).isPresent(),
                inYear(handle, mark.homeroom(), day),
                RollCallTable.findConfirmation(handle, mark.homeroom(), YearMonth.from(day))
                        .isPresent(),
                shut == Reason.BOOK_CLOSED,
                shut == Reason.LOCKED,
                day,
                today(),
                !mark.why().isBlank());
    }

    /** Notes that the whole class was gone through. Calling twice is calling once. */
    public Optional<Reason> call(Marker who, String homeroom, LocalDate day, Slot slot, @Nullable String subject) {
        return db.write(who.actor(), tx -> {
            var handle = tx.handle();
            var may = slot.session()
                    ? Roll.leads(handle, who.staff(), homeroom, today()) || (who.standsIn() && day.equals(today()))
                    : subject != null && Roll.teaches(handle, who.staff(), homeroom, subject, day);
            if (who.actor().capacity() != Capacity.USE) {
                return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
            }
            if (!Standing.full(tx.handle(), who.actor().account())) {
                return Optional.of(Reason.RESET_UNCONFIRMED);
            }
            if (!may) {
                return Optional.of(Reason.NOT_YOURS);
            }
            if (day.isAfter(today())) {
                return Optional.of(Reason.FUTURE);
            }
            if (!inYear(handle, homeroom, day)) {
                return Optional.of(Reason.OUTSIDE_YEAR);
            }
            if (RollCallTable.findConfirmation(handle, homeroom, YearMonth.from(day))
                    .isPresent()) {
                return Optional.of(Reason.CONFIRMED);
            }
            if (DayOffTable.find(handle, homeroom, day).isPresent()) {
                return Optional.of(Reason.DAY_OFF);
            }
            var shut = shut(handle, homeroom, day, subject);
            if (shut.isPresent()) {
                return shut;
            }
            if (RollCallTable.find(handle, homeroom, day, slot).isEmpty()) {
                RollCallTable.create(tx, new RollCall(homeroom, day, slot, who.staff(), tx.now()));
            }
            return Optional.empty();
        });
    }

    /** The homeroom teacher confirms a month that is over. */
    public Optional<Reason> confirm(Marker who, String homeroom, YearMonth month) {
        return db.write(who.actor(), tx -> {
            if (who.actor().capacity() != Capacity.USE) {
                return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
            }
            if (!Standing.full(tx.handle(), who.actor().account())) {
                return Optional.of(Reason.RESET_UNCONFIRMED);
            }
            if (!Roll.leads(tx.handle(), who.staff(), homeroom, today())) {
                return Optional.of(Reason.NOT_HOMEROOM);
            }
            var last = Register.lastDay(tx.handle(), Roll.getHomeroom(tx.handle(), homeroom), month);
            if (last.isAfter(today())) {
                return Optional.of(Reason.NOT_OVER);
            }
            if (last.isBefore(month.atDay(1)) || !inYear(tx.handle(), homeroom, last)) {
                return Optional.of(Reason.OUTSIDE_YEAR);
            }
            if (RollCallTable.findConfirmation(tx.handle(), homeroom, month).isPresent()) {
                return Optional.of(Reason.ALREADY);
            }
            if (shut(tx.handle(), homeroom, last, null).equals(Optional.of(Reason.LOCKED))) {
                return Optional.of(Reason.LOCKED);
            }
            RollCallTable.confirm(tx, homeroom, month, who.staff());
            return Optional.empty();
        });
    }

    /** The classes with a month that is over and that nobody has confirmed, each with its months, by class. */
    public static List<Register.Open> listUnconfirmed(Handle handle, LocalDate today) {
        return Register.unconfirmed(handle, today);
    }

    /** How long a pupil was away in a school year, for promotion. */
    public static Days absences(Handle handle, String pupil, String schoolYear) {
        var year = SchoolYears.findYear(handle, schoolYear).orElseThrow();
        return Days.count(AbsenceTable.listOf(handle, pupil, year.starts(), year.ends()), homeroom -> {
            var twice = Roll.getTrait(handle, homeroom).twoSessions();
            return twice != null && twice;
        });
    }

    /** The same for many pupils at once; whoever was never away is left out. */
    public static Map<String, Days> mapAbsences(Handle handle, List<String> pupils, String schoolYear) {
        var year = SchoolYears.findYear(handle, schoolYear).orElseThrow();
        var traits = Roll.mapTraits(handle);
        var days = new HashMap<String, Days>();
        AbsenceTable.mapOf(handle, pupils, year.starts(), year.ends())
                .forEach((pupil, absences) -> days.put(pupil, Days.count(absences, homeroom -> {
                    var trait = traits.get(homeroom);
                    return trait != null && Boolean.TRUE.equals(trait.twoSessions());
                })));
        return days;
    }

    static boolean inYear(Handle handle, String homeroom, LocalDate day) {
        return Roll.findHomeroom(handle, homeroom)
                .flatMap(each -> SchoolYears.findYear(handle, each.schoolYear()))
                .filter(year -> year.state() == SchoolYear.State.OPEN)
                .filter(year -> !day.isBefore(year.starts()) && !day.isAfter(year.ends()))
                .isPresent();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
