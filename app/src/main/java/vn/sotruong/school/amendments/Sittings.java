package vn.sotruong.school.amendments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Presence;
import vn.sotruong.school.accounts.Presence.Proof;
import vn.sotruong.school.amendments.Amendment.State;
import vn.sotruong.school.amendments.Outcome.Refused;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Correction;
import vn.sotruong.school.gradebook.Corrections;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;

/**
 * Buổi sửa: everybody before the machine of whoever asked, each with a password of their own; then who asked types what
 * was consented to, and nothing else. What was directed is typed without witnesses.
 */
public final class Sittings {
    private final Database db;
    private final Amendments amendments;
    private final Corrections corrections;
    private final Presence presence;
    private final List<Consequences> consequences;

    public Sittings(
            Amendments amendments, Corrections corrections, Presence presence, List<Consequences> consequences) {
        this.db = amendments.db();
        this.amendments = amendments;
        this.corrections = corrections;
        this.presence = presence;
        this.consequences = List.copyOf(consequences);
    }

    /** A sitting begins at the machine of whoever asked. */
    public Outcome open(Person who, String id) {
        return amendments.step(who, id, "OPEN", Set.of(State.CONSENTED), (tx, found) -> {
            var sheet = Gradebook.findSheet(tx.handle(), found.sheet()).orElseThrow();
            var refusal = requester(tx, who, found, sheet)
                    .or(() -> Amendments.changed(tx.handle(), found, Amendments.cells(tx.handle(), id)));
            if (refusal.isEmpty()) {
                AmendmentTable.put(tx, found.at(State.SESSION_OPEN), null);
                StepTable.add(tx, id, Step.What.SESSION_OPEN, who.staff(), null, null, who.address());
            }
            return refusal;
        });
    }

    private Optional<Reason> requester(Tx tx, Person who, Amendment found, Sheet sheet) {
        if (!found.requestedBy().equals(who.staff())) {
            return Optional.of(Reason.NOT_THE_REQUESTER);
        }
        if (who.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        return amendments.bench().fits(tx.handle(), found, sheet, Role.REQUESTER, who.staff(), Amendments.day(tx.now()))
                ? Optional.empty()
                : Optional.of(Reason.NOT_YOUR_SHEET);
    }

    /** Who asked ends the sitting; the consent stands. */
    public Outcome stop(Person who, String id) {
        return amendments.step(who, id, "STOP", Set.of(State.SESSION_OPEN), (tx, found) -> {
            if (!found.requestedBy().equals(who.staff())) {
                return Optional.of(Reason.NOT_THE_REQUESTER);
            }
            Amendments.broken(tx, found, who.staff(), who.address());
            return Optional.empty();
        });
    }

    /** Somebody proves with their own password that they are there, and takes a place. */
    public Outcome attend(Person terminal, String id, Role role, String username, String password) {
        return switch (presence.prove(username, password, terminal.address())) {
            case Proof.Missing(var tooMany) ->
                unproved(terminal, id, role, tooMany ? Reason.TOO_MANY : Reason.WRONG_PASSWORD);
            case Proof.Given(var account, var staff) -> seat(terminal, id, role, account, staff);
        };
    }

    /** Nobody has shown who they are: that is told of the place, not of whoever sits at the machine. */
    private Outcome unproved(Person terminal, String id, Role role, Reason reason) {
        var told = amendments.step(terminal, id, "ATTEND", Set.of(State.SESSION_OPEN), (_, _) -> Optional.empty());
        if (!(told instanceof Outcome.Done)) {
            return told;
        }
        return db.write(terminal.actor(), tx -> {
            TraceTable.refuse(tx, id, null, Tried.ATTEND + role.name(), reason, terminal.address());
            return new Refused(reason);
        });
    }

    private Outcome seat(Person terminal, String id, Role role, String account, String staff) {
        return db.write(terminal.actor(), tx -> {
            var about = new Person(terminal.actor(), staff, terminal.address());
            var found = AmendmentTable.find(tx.handle(), id);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            var sat = found.get().state() == State.SESSION_OPEN;
            var settled = Amendments.settle(tx, found.get());
            if (settled.state() != State.SESSION_OPEN) {
                var reason =
                        settled.state() == State.LAPSED ? Reason.LAPSED : sat ? Reason.SITTING_OVER : Reason.NOT_NOW;
                return Amendments.refused(tx, about, id, "ATTEND", reason);
            }
            var sitting = Amendments.sitting(tx.handle(), settled);
            var refusal = refusal(
                    tx,
                    terminal,
                    settled,
                    sitting,
                    new Witness(sitting.opened().id(), role, staff, account, tx.now(), terminal.address()));
            if (refusal.isPresent()) {
                return Amendments.refused(tx, about, id, "ATTEND", refusal.get());
            }
            StepTable.add(tx, new Witness(sitting.opened().id(), role, staff, account, tx.now(), terminal.address()));
            return new Outcome.Done(id);
        });
    }

    private Optional<Reason> refusal(Tx tx, Person terminal, Amendment found, Sitting sitting, Witness witness) {
        if (elsewhere(terminal, sitting)) {
            return Optional.of(Reason.SITTING_ELSEWHERE);
        }
        if (!sitting.roles().contains(witness.role())) {
            return Optional.of(Reason.NOT_THIS_ROLE);
        }
        if (sitting.find(witness.role()).isPresent()) {
            return Optional.of(Reason.ROLE_TAKEN);
        }
        if (sitting.has(witness.staff())) {
            return Optional.of(Reason.SAME_PERSON);
        }
        if (witness.role() != Role.REQUESTER && witness.staff().equals(found.requestedBy())) {
            return Optional.of(Reason.OWN_REQUEST);
        }
        return valid(tx, found, witness);
    }

    /** Whether somebody may sit there now: their post, and their account. */
    private Optional<Reason> valid(Tx tx, Amendment found, Witness witness) {
        var sheet = Gradebook.findSheet(tx.handle(), found.sheet()).orElseThrow();
        var on = Amendments.day(tx.now());
        if (!amendments.bench().fits(tx.handle(), found, sheet, witness.role(), witness.staff(), on)) {
            return Optional.of(Reason.NOT_THIS_ROLE);
        }
        return Presence.stands(tx.handle(), witness.account())
                ? Optional.empty()
                : Optional.of(Reason.NOT_IN_FULL_STANDING);
    }

    private static boolean elsewhere(Person terminal, Sitting sitting) {
        return !sitting.opened().session().equals(terminal.actor().session())
                || !sitting.opened().address().equals(terminal.address());
    }

    /**
     * Who asked types the values; each must be the one that was consented to. All cells change together, or none.
     *
     * @param typed by cell; a missing one counts as another value
     */
    public Outcome execute(Person who, String id, Map<Cell, Optional<Entry>> typed) {
        try {
            return amendments.step(
                    who,
                    id,
                    "EXECUTE",
                    Set.of(State.SESSION_OPEN, State.DIRECTED),
                    (tx, found) -> carryOut(tx, who, found, typed));
        } catch (Undone undone) {
            return db.write(who.actor(), tx -> Amendments.refused(tx, who, id, "EXECUTE", undone.reason));
        }
    }

    private Optional<Reason> carryOut(Tx tx, Person who, Amendment found, Map<Cell, Optional<Entry>> typed) {
        var handle = tx.handle();
        var sheet = Gradebook.findSheet(handle, found.sheet()).orElseThrow();
        var cells = Amendments.cells(handle, found.id());
        var refusal = requester(tx, who, found, sheet)
                .or(() -> found.witnessed() ? unseen(tx, who, found) : Optional.empty())
                .or(() -> unconsented(tx, found, cells))
                .or(() -> amendments.stricter(handle, found, sheet, cells, tx.now()))
                .or(() -> Amendments.changed(handle, found, cells))
                .or(() -> other(cells, typed));
        if (refusal.isPresent()) {
            return refusal;
        }
        var told = Effects.of(handle, sheet, cells);
        for (var each : cells) {
            var correction = new Correction(
                    sheet.id(),
                    each.cell(),
                    each.before(),
                    each.after(),
                    each.author(),
                    found.reason(),
                    found.id(),
                    found.lane());
            if (corrections.apply(tx, correction).isPresent()) {
                throw new Undone(Reason.CHANGED);
            }
        }
        told.forEach(each -> TraceTable.add(tx, found.id(), each));
        var done = found.executed(tx.now(), AmendmentTable.nextSlip(handle));
        AmendmentTable.put(tx, done, null);
        StepTable.add(tx, found.id(), Step.What.EXECUTED, who.staff(), null, null, who.address());
        consequences.forEach(each -> each.follow(tx, done, sheet, cells));
        return Optional.empty();
    }

    /** Why those who must see it do not: somebody missing, or not what they were any more. */
    private Optional<Reason> unseen(Tx tx, Person who, Amendment found) {
        var sitting = Amendments.sitting(tx.handle(), found);
        if (elsewhere(who, sitting)) {
            return Optional.of(Reason.SITTING_ELSEWHERE);
        }
        if (!sitting.complete()) {
            return Optional.of(Reason.NOT_ALL_PRESENT);
        }
        return sitting.present().stream()
                        .allMatch(each -> valid(tx, found, each).isEmpty())
                ? Optional.empty()
                : Optional.of(Reason.WITNESS_NOT_VALID);
    }

    /** Why no consent covers it: other contents, or a person who holds that post no more. */
    private Optional<Reason> unconsented(Tx tx, Amendment found, List<Wanted> cells) {
        var consent = StepTable.list(tx.handle(), found.id()).reversed().stream()
                .filter(Step::agrees)
                .findFirst();
        if (consent.isEmpty() || !Seal.of(found, cells).equals(consent.get().seal())) {
            return Optional.of(Reason.NOT_WHAT_WAS_CONSENTED);
        }
        return stands(tx, found, String.valueOf(consent.get().staff()))
                ? Optional.empty()
                : Optional.of(Reason.CONSENT_NOT_VALID);
    }

    private boolean stands(Tx tx, Amendment found, String decider) {
        return amendments
                        .bench()
                        .deciders(tx.handle(), found.lane(), found.requestedBy(), Amendments.day(tx.now()))
                        .contains(decider)
                && Presence.standsFor(tx.handle(), decider);
    }

    private static Optional<Reason> other(List<Wanted> cells, Map<Cell, Optional<Entry>> typed) {
        var values = new HashMap<>(typed);
        return cells.stream().allMatch(each -> each.after().equals(values.get(each.cell())))
                ? Optional.empty()
                : Optional.of(Reason.OTHER_VALUE);
    }

    /** Lùi lại: what was begun is undone as a whole. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        Undone(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }
    }
}
