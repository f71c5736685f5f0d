package vn.sotruong.school.attendance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.attendance.Amendment.State;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;

/** Sửa chuyên cần của tháng đã xác nhận: asked for, consented to, carried out; by three people, bound to one cell. */
public final class Amendments {
    private static final Messages WORDS = Messages.of(Amendments.class);
    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_REFUSAL = 200;
    private static final int SHOWN = 200;
    private static final int TOLD_DAYS = 7;

    private final Database db;
    private final Attendance attendance;
    private final Seats seats;
    private final Clock clock;

    /** Ai có ghế: who presides, who is their deputy, and who sits on a valid board, on a day. */
    public interface Seats {
        boolean presides(Handle handle, String staff, LocalDate on);

        boolean assists(Handle handle, String staff, LocalDate on);

        boolean sits(Handle handle, String staff, LocalDate on);
    }

    public Amendments(Database db, Attendance attendance, Seats seats, Clock clock) {
        this.db = db;
        this.attendance = attendance;
        this.seats = seats;
        this.clock = clock;
    }

    /** Những gì được xin sửa. */
    public record Wish(
            String pupil,
            String homeroom,
            LocalDate day,
            Slot slot,
            @Nullable String subject,
            Kind kind,
            String reason) {}

    /** Asks for a change; empty when the request was taken. */
    public Optional<Reason> request(Marker who, Wish wish) {
        return db.write(who.actor(), tx -> {
            var now = AbsenceTable.find(tx.handle(), wish.pupil(), wish.day(), wish.slot());
            var kind = now.map(Absence::kind).orElse(Kind.PRESENT);
            var refusal = refusal(tx.handle(), who, wish, now.orElse(null));
            if (refusal.isPresent()) {
                return refusal;
            }
            create(tx, who, wish, kind);
            return Optional.empty();
        });
    }

    /**
     * What came after its book was closed, as a request of whoever may make one.
     *
     * @return ASKED_LATE when just that waits now, ANOTHER_WAITS when another wish for the cell does; empty for whoever
     *     may not ask
     */
    static Optional<Reason> askLate(Tx tx, Marker who, Mark mark, @Nullable Absence now, LocalDate today) {
        var why = mark.why().isBlank() ? WORDS.get(Language.VI, "attendance.late") : mark.why();
        var wish = new Wish(mark.pupil(), mark.homeroom(), mark.day(), mark.slot(), mark.subject(), mark.kind(), why);
        if (!mayAsk(tx.handle(), who.staff(), wish, now, today)) {
            return Optional.empty();
        }
        var waiting = findWaiting(tx.handle(), mark);
        if (waiting.isEmpty()) {
            create(tx, who, wish, now == null ? Kind.PRESENT : now.kind());
        }
        var same = waiting.map(each -> each.after() == wish.kind() && Objects.equals(each.subject(), wish.subject()))
                .orElse(true);
        return Optional.of(same ? Reason.ASKED_LATE : Reason.ANOTHER_WAITS);
    }

    /** How many wait in a class and term: its book is not closed before they are settled. */
    public static int countWaiting(Handle handle, String homeroom, int semester) {
        return (int) AmendmentTable.listWaiting(handle).stream()
                .filter(each -> each.homeroom().equals(homeroom) && SchoolYear.semester(each.day()) == semester)
                .count();
    }

    /** The request that waits for the cell of a tap. */
    static Optional<Amendment> findWaiting(Handle handle, Mark mark) {
        return AmendmentTable.findWaiting(handle, mark.pupil(), mark.day(), mark.slot());
    }

    private static void create(Tx tx, Marker who, Wish wish, Kind before) {
        AmendmentTable.create(
                tx,
                new Amendment(
                        tx.newId(),
                        wish.pupil(),
                        wish.homeroom(),
                        wish.day(),
                        wish.slot(),
                        wish.subject(),
                        before,
                        wish.kind(),
                        wish.reason().strip(),
                        State.REQUESTED,
                        who.staff(),
                        tx.now(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private Optional<Reason> refusal(Handle handle, Marker who, Wish wish, @Nullable Absence now) {
        var kind = now == null ? Kind.PRESENT : now.kind();
        if (who.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        if (!Standing.full(handle, who.actor().account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        if (!mayAsk(handle, who.staff(), wish, now, today())) {
            return Optional.of(Reason.NOT_YOURS);
        }
        if (!wish.slot().session() && now != null && !now.markedBy().equals(who.staff())) {
            return Optional.of(Reason.OF_ANOTHER);
        }
        if (!Roll.wasIn(handle, wish.pupil(), wish.homeroom(), wish.day())) {
            return Optional.of(Reason.NOT_IN_CLASS);
        }
        if (Register.paused(handle, wish.pupil(), wish.day())) {
            return Optional.of(Reason.PAUSED);
        }
        if (DayOffTable.find(handle, wish.homeroom(), wish.day()).isPresent()) {
            return Optional.of(Reason.DAY_OFF);
        }
        if (RollCallTable.findConfirmation(handle, wish.homeroom(), YearMonth.from(wish.day()))
                        .isEmpty()
                && !attendance
                        .shut(handle, wish.homeroom(), wish.day(), wish.subject())
                        .equals(Optional.of(Reason.BOOK_CLOSED))) {
            return Optional.of(Reason.NOT_CONFIRMED);
        }
        var reason = wish.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Optional.of(Reason.NO_WORDS);
        }
        if (kind == wish.kind()) {
            return Optional.of(Reason.NOTHING_NEW);
        }
        return AmendmentTable.findWaiting(handle, wish.pupil(), wish.day(), wish.slot())
                        .isPresent()
                ? Optional.of(Reason.WAITS_ALREADY)
                : Optional.empty();
    }

    /** Half days are the homeroom teacher's; a period is its teacher's, and stays that of whoever marked it. */
    private static boolean mayAsk(Handle handle, String staff, Wish wish, @Nullable Absence now, LocalDate today) {
        var subject = wish.subject();
        if (wish.slot().session()) {
            return subject == null && Roll.leads(handle, staff, wish.homeroom(), today);
        }
        return subject != null
                && ((now != null && now.markedBy().equals(staff) && subject.equals(now.subject()))
                        || Roll.teaches(handle, staff, wish.homeroom(), subject, wish.day()));
    }

    /** The principal consents to exactly what was asked. */
    public Optional<Reason> consent(Marker who, String id) {
        return decide(who, id, State.CONSENTED, null);
    }

    /** The principal refuses, and says why: whoever asked reads it. */
    public Optional<Reason> refuse(Marker who, String id, String why) {
        var said = why.strip();
        return said.isEmpty() || said.length() > LONGEST_REFUSAL
                ? Optional.of(Reason.NO_WORDS)
                : decide(who, id, State.REFUSED, said);
    }

    private Optional<Reason> decide(Marker who, String id, State to, @Nullable String why) {
        return step(who, id, List.of(State.REQUESTED), Capacity.USE, (tx, found) -> {
            if (found.requestedBy().equals(who.staff())) {
                return Optional.of(Reason.SAME_PERSON);
            }
            if (!decides(tx.handle(), who.staff(), found)) {
                return Optional.of(Reason.NOT_PRINCIPAL);
            }
            AmendmentTable.put(tx, found.decided(to, who.staff(), tx.now(), why), why);
            return Optional.empty();
        });
    }

    /** Whoever asked takes it back, as long as it was not carried out. */
    public Optional<Reason> withdraw(Marker who, String id) {
        return step(who, id, List.of(State.REQUESTED, State.CONSENTED), Capacity.USE, (tx, found) -> {
            if (!found.requestedBy().equals(who.staff())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            AmendmentTable.put(tx, found.withdrawn(), null);
            return Optional.empty();
        });
    }

    /** A board member, neither of the two, carries it out. */
    public Optional<Reason> execute(Marker who, String id) {
        return step(who, id, List.of(State.CONSENTED), Capacity.ADMINISTRATION, (tx, found) -> {
            if (!seats.sits(tx.handle(), who.staff(), today())) {
                return Optional.of(Reason.NOT_BOARD);
            }
            if (who.staff().equals(found.requestedBy()) || who.staff().equals(found.decidedBy())) {
                return Optional.of(Reason.SAME_PERSON);
            }
            var now = AbsenceTable.find(tx.handle(), found.pupil(), found.day(), found.slot());
            if (now.map(Absence::kind).orElse(Kind.PRESENT) != found.before()) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            var next = new Absence(
                    found.pupil(),
                    found.day(),
                    found.slot(),
                    found.homeroom(),
                    found.subject(),
                    found.after(),
                    found.requestedBy(),
                    tx.now(),
                    0);
            AbsenceTable.put(tx, next, now.isPresent(), found.reason());
            AmendmentTable.put(tx, found.executed(who.staff(), tx.now()), null);
            return Optional.empty();
        });
    }

    @FunctionalInterface
    private interface Step {
        Optional<Reason> in(Tx tx, Amendment found);
    }

    private Optional<Reason> step(Marker who, String id, List<State> from, Capacity capacity, Step step) {
        return db.write(who.actor(), tx -> {
            if (who.actor().capacity() != capacity) {
                return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
            }
            if (!Standing.full(tx.handle(), who.actor().account())) {
                return Optional.of(Reason.RESET_UNCONFIRMED);
            }
            var found = AmendmentTable.find(tx.handle(), id).filter(each -> from.contains(each.state()));
            return found.isEmpty() ? Optional.of(Reason.NO_SUCH_REQUEST) : step.in(tx, found.get());
        });
    }

    /** Whether that person consents to a request or refuses it: the principal; the principal's own, a deputy. */
    boolean decides(Handle handle, String staff, Amendment request) {
        return seats.presides(handle, request.requestedBy(), today())
                ? !staff.equals(request.requestedBy()) && seats.assists(handle, staff, today())
                : seats.presides(handle, staff, today());
    }

    /** The requests of everybody: those that wait first, then the newest. */
    public List<Amendment> list() {
        return db.read(handle -> AmendmentTable.list(handle, SHOWN));
    }

    /** The requests of one person, in the same order. */
    List<Amendment> listOf(String staff) {
        return db.read(handle -> AmendmentTable.listOf(handle, staff, SHOWN));
    }

    /** What waits for this person's word: the principal's consent, a board member's hand. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var notices = new ArrayList<Notice>();
        var person = visitor.person();
        var waiting = AmendmentTable.listWaiting(handle);
        var asked = waiting.stream()
                .filter(each -> each.state() == State.REQUESTED)
                .filter(each -> decides(handle, person, each))
                .count();
        if (asked > 0 && visitor.holds(Need.PRINCIPAL)) {
            notices.add(waits("attendance.today.consent", asked));
        }
        var agreed = waiting.stream()
                .filter(each -> each.state() == State.CONSENTED)
                .filter(each -> !each.requestedBy().equals(person) && !person.equals(each.decidedBy()))
                .count();
        if (agreed > 0 && visitor.holds(Need.BOARD) && seats.sits(handle, person, today())) {
            notices.add(waits("attendance.today.execute", agreed));
        }
        AmendmentTable.listOf(handle, person, SHOWN).stream()
                .filter(each -> each.state() == State.REFUSED && refusedSince(each, today().minusDays(TOLD_DAYS)))
                .findFirst()
                .ifPresent(each -> notices.add(new Notice(
                        Notice.Tone.TOLD,
                        "attendance.today.refused",
                        List.of(Formats.day(each.day()), String.valueOf(each.refusal())),
                        "/attendance/requests")));
        return notices;
    }

    private static boolean refusedSince(Amendment amendment, LocalDate day) {
        var at = amendment.decidedAt();
        return at != null
                && amendment.refusal() != null
                && !LocalDate.ofInstant(at, Formats.ZONE).isBefore(day);
    }

    private static Notice waits(String key, long count) {
        return new Notice(Notice.Tone.WAITS, key, List.of(String.valueOf(count)), "/attendance/requests");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
