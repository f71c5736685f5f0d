package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.conduct.ConductAmendment.State;
import vn.sotruong.school.regulation.ConductLevel;

/**
 * Sửa kết quả rèn luyện, nhận xét sau khi xác nhận, khóa hoặc đóng sổ: asked for by the homeroom teacher, decided by the
 * principal, carried out by a member of the board; three people, bound to what was asked.
 */
public final class ConductAmendments {
    private static final Messages WORDS = Messages.of(ConductAmendments.class);
    private static final int SHOWN = 200;

    private final Conduct conduct;
    private final Seats seats;
    private final Consequences consequences;

    /** Ai có ghế: staff ids of those who decide and of the members of a valid board, on a day. */
    public interface Seats {
        List<String> principals(Handle handle, LocalDate on);

        List<String> vices(Handle handle, LocalDate on);

        List<String> members(Handle handle, LocalDate on);
    }

    /** Hệ quả: what else changes when one was carried out, in its transaction. */
    @FunctionalInterface
    public interface Consequences {
        void amended(Tx tx, ConductAmendment amendment, String why);
    }

    public ConductAmendments(Conduct conduct, Seats seats, Consequences consequences) {
        this.conduct = conduct;
        this.seats = seats;
        this.consequences = consequences;
    }

    Conduct conduct() {
        return conduct;
    }

    /** Asks for a change that nobody may make alone. */
    public Outcome request(Author author, String homeroom, String code, Typed typed, String why) {
        return conduct.db().write(author.actor(), tx -> {
            var door = conduct.approach(tx.handle(), author, homeroom, code);
            if (door.reason() != null) {
                return new Outcome.Refused(door.reason());
            }
            var slot = door.slot();
            var year = door.year().id();
            var there = GradeTable.find(tx.handle(), year, slot, typed.pupil()).orElse(null);
            var level = ConductLevel.find(typed.level()).orElse(null);
            var refusal = Conduct.malformed(tx.handle(), slot, typed, why)
                    .or(() -> Conduct.belongs(tx.handle(), typed.pupil(), homeroom)
                            ? Optional.empty()
                            : Optional.of(Reason.NO_SUCH_PUPIL))
                    .or(() -> refusal(tx, door, there, typed, level));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            ConductAmendmentTable.create(
                    tx,
                    new ConductAmendment(
                            tx.newId(),
                            year,
                            homeroom,
                            typed.pupil(),
                            slot.code(),
                            there == null ? null : there.level(),
                            there == null ? null : there.text(),
                            level,
                            typed.text(),
                            why,
                            State.REQUESTED,
                            author.staff(),
                            tx.now(),
                            null,
                            null,
                            null,
                            null,
                            null));
            return new Outcome.Done(1);
        });
    }

    private Optional<Reason> refusal(
            Tx tx, Conduct.Door door, @Nullable Entry there, Typed typed, @Nullable ConductLevel level) {
        if (!Entry.mark(there).equals(typed.mark())) {
            return Optional.of(Reason.CHANGED_MEANWHILE);
        }
        if (there != null && there.level() == level && there.text().equals(typed.text())) {
            return Optional.of(Reason.NOTHING_CHANGED);
        }
        if (conduct.bar(tx.handle(), door, there).isEmpty()
                && (there == null || !conduct.settled(tx.handle(), door, typed.pupil(), there, tx.now()))) {
            return Optional.of(Reason.NOT_NEEDED);
        }
        return ConductAmendmentTable.listOf(tx.handle(), door.year().id(), door.slot(), typed.pupil()).stream()
                        .anyMatch(each -> each.state() != State.EXECUTED)
                ? Optional.of(Reason.WAITS_ALREADY)
                : Optional.empty();
    }

    /** The principal consents to exactly what was asked. */
    public Outcome consent(Author author, String id) {
        return decide(author, id, State.CONSENTED, null);
    }

    /** The principal refuses, and says why: whoever asked reads it. */
    public Outcome refuse(Author author, String id, String why) {
        if (why.isEmpty()) {
            return new Outcome.Refused(Reason.WHY_MISSING);
        }
        return why.length() > Conduct.LONGEST
                ? new Outcome.Refused(Reason.TEXT_TOO_LONG)
                : decide(author, id, State.REFUSED, why);
    }

    private Outcome decide(Author author, String id, State to, @Nullable String why) {
        return step(author, id, Set.of(State.REQUESTED), Capacity.USE, (tx, found) -> {
            if (found.requestedBy().equals(author.staff())) {
                return Optional.of(Reason.SAME_PERSON);
            }
            if (!deciders(tx.handle(), found.requestedBy()).contains(author.staff())) {
                return Optional.of(Reason.NOT_THE_DECIDER);
            }
            ConductAmendmentTable.put(tx, found.decided(to, author.staff(), tx.now(), why), why);
            return Optional.empty();
        });
    }

    /** Whoever asked takes it back, as long as it was not carried out. */
    public Outcome withdraw(Author author, String id) {
        return step(author, id, Set.of(State.REQUESTED, State.CONSENTED), Capacity.USE, (tx, found) -> {
            if (!found.requestedBy().equals(author.staff())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            ConductAmendmentTable.put(tx, found.withdrawn(), null);
            return Optional.empty();
        });
    }

    /** A member of the board, neither of the two, carries it out. */
    public Outcome execute(Author author, String id) {
        return step(author, id, Set.of(State.CONSENTED), Capacity.ADMINISTRATION, (tx, found) -> {
            var handle = tx.handle();
            if (!seats.members(handle, conduct.today()).contains(author.staff())) {
                return Optional.of(Reason.NOT_BOARD);
            }
            var decider = Objects.requireNonNull(found.decidedBy());
            if (author.staff().equals(found.requestedBy()) || author.staff().equals(decider)) {
                return Optional.of(Reason.SAME_PERSON);
            }
            if (!deciders(handle, found.requestedBy()).contains(decider)) {
                return Optional.of(Reason.CONSENT_NOT_VALID);
            }
            var there = GradeTable.find(handle, found.schoolYear(), found.place(), found.pupil());
            if (!found.finds(there.orElse(null))) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            carryOut(tx, found, there.isPresent());
            ConductAmendmentTable.put(tx, found.executed(author.staff(), tx.now()), null);
            consequences.amended(tx, found, WORDS.get(Language.VI, "conduct.superseded.why", found.reason()));
            return Optional.empty();
        });
    }

    private void carryOut(Tx tx, ConductAmendment found, boolean committed) {
        var slot = found.place();
        var row = GradeTable.row(
                tx,
                found.schoolYear(),
                slot,
                found.pupil(),
                found.homeroom(),
                found.newLevel(),
                found.newText(),
                found.requestedBy());
        if (committed) {
            tx.amend(GradeTable.entity(slot), row, found.reason());
        } else {
            tx.create(GradeTable.entity(slot), row);
        }
        DraftTable.remove(tx, found.schoolYear(), slot, found.pupil());
        conduct.told(tx, found.homeroom(), slot, Set.of(found.pupil()));
    }

    @FunctionalInterface
    private interface Step {
        Optional<Reason> in(Tx tx, ConductAmendment found);
    }

    private Outcome step(Author author, String id, Set<State> from, Capacity capacity, Step step) {
        return conduct.db().write(author.actor(), tx -> {
            if (author.actor().capacity() != capacity) {
                return new Outcome.Refused(Reason.NOT_IN_THIS_CAPACITY);
            }
            if (!Standing.full(tx.handle(), author.actor().account())) {
                return new Outcome.Refused(Reason.RESET_UNCONFIRMED);
            }
            var found = ConductAmendmentTable.find(tx.handle(), id).filter(each -> from.contains(each.state()));
            if (found.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_REQUEST);
            }
            return step.in(tx, found.get()).<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Done(1));
        });
    }

    /** Who decides: the principal; where the principal asked, a deputy. */
    private List<String> deciders(Handle handle, String requester) {
        var principals = seats.principals(handle, conduct.today()).stream()
                .filter(each -> !each.equals(requester))
                .toList();
        return !principals.isEmpty()
                ? principals
                : seats.vices(handle, conduct.today()).stream()
                        .filter(each -> !each.equals(requester))
                        .toList();
    }

    /** What this person may do with a request now; the page offers no more. */
    Set<String> offers(Handle handle, Author author, ConductAmendment each) {
        var staff = author.staff();
        var uses = author.actor().capacity() == Capacity.USE;
        var asked = each.requestedBy().equals(staff);
        return switch (each.state()) {
            case REQUESTED ->
                uses && asked
                        ? Set.of("withdraw")
                        : uses && deciders(handle, each.requestedBy()).contains(staff)
                                ? Set.of("consent", "refuse")
                                : Set.of();
            case CONSENTED ->
                uses && asked ? Set.of("withdraw") : executes(handle, author, each) ? Set.of("execute") : Set.of();
            case EXECUTED, REFUSED, WITHDRAWN -> Set.of();
        };
    }

    private boolean executes(Handle handle, Author author, ConductAmendment each) {
        return author.actor().capacity() == Capacity.ADMINISTRATION
                && !each.requestedBy().equals(author.staff())
                && !author.staff().equals(each.decidedBy())
                && seats.members(handle, conduct.today()).contains(author.staff());
    }

    /** The requests that this person may read: all of them, or their own. */
    List<ConductAmendment> list(Handle handle, Author author) {
        var all = Set.of(Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR).stream().anyMatch(author.may()::contains);
        return ConductAmendmentTable.list(handle, all ? null : author.staff(), SHOWN);
    }

    /** How many wait in a class and term. */
    public static long countWaiting(Handle handle, String homeroom, int semester) {
        return ConductAmendmentTable.listWaiting(handle).stream()
                .filter(each -> each.homeroom().equals(homeroom) && each.semester() == semester)
                .count();
    }

    /** What waits for this person's word or hand. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var author = new Author(visitor.actor(), visitor.person(), visitor.may());
        var told = new ArrayList<Notice>();
        var waiting = ConductAmendmentTable.listWaiting(handle);
        for (var deed : List.of("consent", "execute")) {
            var count = waiting.stream()
                    .filter(each -> offers(handle, author, each).contains(deed))
                    .count();
            if (count > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS,
                        "conduct.today." + deed,
                        List.of(String.valueOf(count)),
                        "/conduct/requests"));
            }
        }
        return told;
    }
}
