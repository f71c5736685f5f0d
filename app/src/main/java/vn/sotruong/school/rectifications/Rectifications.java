package vn.sotruong.school.rectifications;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Presence;
import vn.sotruong.school.accounts.Presence.Proof;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.rectifications.Outcome.Done;
import vn.sotruong.school.rectifications.Outcome.Refused;
import vn.sotruong.school.rectifications.Outcome.Traced;
import vn.sotruong.school.rectifications.Rectification.State;
import vn.sotruong.school.roll.Roll;

/**
 * Đính chính những gì không ai sửa một mình được nữa: asked for by whoever keeps the record, consented to by the
 * principal, witnessed by three people before the machine of whoever asked, and written by the room that keeps it.
 */
public final class Rectifications {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES =
            List.of(RectificationTable.RECTIFICATION, WitnessTable.WITNESS, WitnessTable.REFUSAL);

    /** The longest reason, evidence or refusal, in characters. */
    static final int LONGEST = 500;

    private static final Messages WORDS = Messages.of(Rectifications.class);
    private static final int SHOWN = 200;

    private final Database db;
    private final Seats seats;
    private final Presence presence;
    private final Clock clock;
    private final Consequences consequences;
    private final Map<Kind, Subject> subjects = new EnumMap<>(Kind.class);

    /** Hệ quả: what else changes when one was carried out, in its transaction. */
    @FunctionalInterface
    public interface Consequences {
        /**
         * One was carried out.
         *
         * @param semester of the book that it changed
         * @param weighs whether what was decided by it is to be decided again
         */
        void rectified(Tx tx, Item item, int semester, boolean weighs, String why);
    }

    public Rectifications(
            Database db,
            Seats seats,
            Presence presence,
            Clock clock,
            Consequences consequences,
            List<Subject> registered) {
        this.db = db;
        this.seats = seats;
        this.presence = presence;
        this.clock = clock;
        this.consequences = consequences;
        registered.forEach(subject -> subjects.put(subject.kind(), subject));
    }

    Database db() {
        return db;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Whether three people ever changed that record: then nobody changes it alone any more. */
    public static boolean changed(Handle handle, Item item) {
        return RectificationTable.listOf(handle, item).stream().anyMatch(each -> each.state() == State.EXECUTED);
    }

    Subject subject(Kind kind) {
        return Objects.requireNonNull(subjects.get(kind), kind.name());
    }

    /** The record that an address names; empty where there is no such class or kind. */
    Optional<Item> item(Handle handle, String kind, String homeroom, String pupil, String slot, String detail) {
        return Kind.find(kind)
                .filter(subjects::containsKey)
                .flatMap(found -> Roll.findHomeroom(handle, homeroom)
                        .map(place -> new Item(found, place.schoolYear(), homeroom, pupil, slot, detail)));
    }

    /** What a form says: who asks for what, of which content. */
    record Wish(Item item, String mark, Map<String, String> typed, String why, String evidence) {
        Wish {
            typed = Map.copyOf(typed);
        }
    }

    /** Asks for a change that nobody may make alone. */
    Outcome request(Asker who, Wish wish) {
        return db.write(who.actor(), tx -> {
            var item = wish.item();
            var subject = subject(item.kind());
            tx.about(item.homeroom());
            var refusal = refusal(tx, subject, who, wish);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var there = subject.find(tx.handle(), item);
            return switch (subject.read(tx.handle(), item, there, wish.typed())) {
                case Subject.Reading.Refused(var reason) -> new Refused(reason);
                case Subject.Reading.Read(var after) ->
                    there.equals(Optional.of(after))
                            ? new Refused(Reason.NOTHING_CHANGED)
                            : create(tx, who, wish, there, after);
            };
        });
    }

    private static Outcome create(Tx tx, Asker who, Wish wish, Optional<Content> there, Content after) {
        var request = new Rectification(
                tx.newId(),
                wish.item(),
                there.orElse(null),
                after,
                wish.why(),
                wish.evidence(),
                State.REQUESTED,
                who.staff(),
                tx.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        RectificationTable.create(tx, request);
        return new Done(request.id());
    }

    private static Optional<? extends Enum<?>> refusal(Tx tx, Subject subject, Asker who, Wish wish) {
        var standing = standing(tx, who, Capacity.USE);
        if (standing.isPresent()) {
            return standing;
        }
        var refusal = subject.refusal(tx.handle(), who, wish.item());
        return refusal.isPresent() ? refusal : refusal(tx.handle(), who, subject, wish);
    }

    private static Optional<Reason> refusal(Handle handle, Asker who, Subject subject, Wish wish) {
        if (wish.why().isEmpty()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        if (wish.evidence().isEmpty()) {
            return Optional.of(Reason.EVIDENCE_MISSING);
        }
        if (wish.why().length() > LONGEST || wish.evidence().length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (!Content.mark(subject.find(handle, wish.item())).equals(wish.mark())) {
            return Optional.of(Reason.CHANGED_MEANWHILE);
        }
        if (subject.takes(handle, who, wish.item())) {
            return Optional.of(Reason.NOT_NEEDED);
        }
        return RectificationTable.listOf(handle, wish.item()).stream().anyMatch(Rectification::waits)
                ? Optional.of(Reason.WAITS_ALREADY)
                : Optional.empty();
    }

    /**
     * The principal consents to exactly what was asked.
     *
     * @param seal of the request as it was shown
     * @param superior the superior's decision, where nobody here may decide
     */
    Outcome consent(Asker who, String id, String seal, String superior) {
        return step(who, id, "CONSENT", Set.of(State.REQUESTED), (tx, found) -> {
            var refusal = decider(tx, who, found);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (!found.digest().equals(seal)) {
                return Optional.of(Reason.NOT_WHAT_WAS_ASKED);
            }
            var records = bench(tx.handle(), found.requestedBy()) == Bench.SUPERIOR;
            if (records && superior.isEmpty()) {
                return Optional.of(Reason.DECISION_MISSING);
            }
            if (superior.length() > LONGEST) {
                return Optional.of(Reason.TEXT_TOO_LONG);
            }
            if (anotherNow(tx.handle(), found)) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            RectificationTable.put(tx, found.consented(who.staff(), tx.now(), records ? superior : null), null);
            return Optional.empty();
        });
    }

    /** Whether the record, or what its content is told in, is another than when it was asked for. */
    private boolean anotherNow(Handle handle, Rectification found) {
        var subject = subject(found.item().kind());
        return !subject.find(handle, found.item()).equals(found.old())
                || !subject.means(handle, found.item(), found.requestedAt());
    }

    /** The principal refuses, also after a consent, and says why: whoever asked reads it. */
    Outcome refuse(Asker who, String id, String why) {
        return step(who, id, "REFUSE", Set.of(State.REQUESTED, State.CONSENTED), (tx, found) -> {
            var refusal = decider(tx, who, found);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (why.isEmpty()) {
                return Optional.of(Reason.WHY_MISSING);
            }
            if (why.length() > LONGEST) {
                return Optional.of(Reason.TEXT_TOO_LONG);
            }
            RectificationTable.put(tx, found.refused(who.staff(), tx.now(), why), why);
            return Optional.empty();
        });
    }

    private Optional<Reason> decider(Tx tx, Asker who, Rectification found) {
        if (found.requestedBy().equals(who.staff())) {
            return Optional.of(Reason.OWN_REQUEST);
        }
        var handle = tx.handle();
        var capacity = bench(handle, found.requestedBy()) == Bench.SUPERIOR ? Capacity.ADMINISTRATION : Capacity.USE;
        var refusal = standing(tx, who, capacity);
        if (refusal.isPresent()) {
            return refusal;
        }
        return deciders(handle, found.requestedBy()).contains(who.staff())
                ? Optional.empty()
                : Optional.of(Reason.NOT_THE_DECIDER);
    }

    private static Optional<Reason> standing(Tx tx, Asker who, Capacity capacity) {
        if (who.actor().capacity() != capacity) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        return Standing.full(tx.handle(), who.actor().account())
                ? Optional.empty()
                : Optional.of(Reason.RESET_UNCONFIRMED);
    }

    /** Whoever asked takes it back, as long as it was not carried out. */
    Outcome withdraw(Asker who, String id) {
        return step(who, id, "WITHDRAW", Set.of(State.REQUESTED, State.CONSENTED), (tx, found) -> {
            if (!found.requestedBy().equals(who.staff())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            RectificationTable.put(tx, found.withdrawn(), null);
            return Optional.empty();
        });
    }

    /** Somebody proves with their own password that they stand before the machine of whoever asked. */
    Outcome attend(Asker terminal, String id, Role role, String username, String password) {
        var deed = "ATTEND " + role;
        var from = Set.of(State.CONSENTED);
        // whoever has no such request leaves no line on it, and has no password tried before it
        if (step(terminal, id, terminal.staff(), deed, from, (tx, found) -> asker(tx, terminal, found))
                instanceof Outcome.Undone barred) {
            return barred;
        }
        return switch (presence.prove(username, password, terminal.address())) {
            case Proof.Missing(var tooMany) ->
                db.write(terminal.actor(), tx -> {
                    var reason = tooMany ? Reason.TOO_MANY : Reason.WRONG_PASSWORD;
                    WitnessTable.refuse(tx, id, null, deed, reason, terminal.address());
                    return new Traced(reason);
                });
            case Proof.Given(var account, var staff) ->
                step(terminal, id, staff, deed, from, (tx, found) -> {
                    var witness = new Witness(
                            role, staff, account, tx.now(), terminal.actor().session(), terminal.address());
                    var refusal = asker(tx, terminal, found)
                            .or(() -> taken(sitting(tx.handle(), terminal, found), witness))
                            .or(() -> valid(tx.handle(), found, witness));
                    if (refusal.isEmpty()) {
                        WitnessTable.add(tx, id, witness);
                    }
                    return refusal;
                });
        };
    }

    private static Optional<Reason> taken(Sitting sitting, Witness witness) {
        if (sitting.find(witness.role()).isPresent()) {
            return Optional.of(Reason.ROLE_TAKEN);
        }
        return sitting.has(witness.staff()) ? Optional.of(Reason.SAME_PERSON) : Optional.empty();
    }

    /** Whether somebody may be there as that: never in two places, with a post and an account that stand. */
    private Optional<Reason> valid(Handle handle, Rectification found, Witness witness) {
        var asked = witness.staff().equals(found.requestedBy());
        if (witness.role() != Role.REQUESTER && asked) {
            return Optional.of(Reason.OWN_REQUEST);
        }
        if (witness.role() == Role.BOARD && witness.staff().equals(found.decidedBy())) {
            return Optional.of(Reason.SAME_PERSON);
        }
        var fits = switch (witness.role()) {
            case REQUESTER -> asked;
            case BOARD -> seats.members(handle, today()).contains(witness.staff());
            case LEADER -> leads(handle, found, witness.staff());
        };
        if (!fits) {
            return Optional.of(Reason.NOT_THIS_ROLE);
        }
        return Presence.stands(handle, witness.account()) ? Optional.empty() : Optional.of(Reason.RESET_UNCONFIRMED);
    }

    /** The principal or a deputy; where nobody but whoever asked is that, the member who recorded the superior's decision. */
    private boolean leads(Handle handle, Rectification found, String staff) {
        return seats.principals(handle, today()).contains(staff)
                || seats.vices(handle, today()).contains(staff)
                || (bench(handle, found.requestedBy()) == Bench.SUPERIOR && staff.equals(found.decidedBy()));
    }

    private Optional<Reason> asker(Tx tx, Asker who, Rectification found) {
        return found.requestedBy().equals(who.staff())
                ? standing(tx, who, Capacity.USE)
                : Optional.of(Reason.NOT_THE_REQUESTER);
    }

    /** Who is before this machine now. */
    Sitting sitting(Handle handle, Asker terminal, Rectification found) {
        return Sitting.of(
                WitnessTable.list(handle, found.id(), terminal.actor().session(), terminal.address()), clock.instant());
    }

    /**
     * Whoever asked has the record written, with everybody there.
     *
     * @param seal of the content as it was shown to all of them
     */
    Outcome execute(Asker who, String id, String seal) {
        return step(who, id, "EXECUTE", Set.of(State.CONSENTED), (tx, found) -> {
            var handle = tx.handle();
            var item = found.item();
            var subject = subject(item.kind());
            var sitting = sitting(handle, who, found);
            Optional<? extends Enum<?>> refusal = asker(tx, who, found)
                    .or(() -> unseen(handle, found, sitting))
                    .or(() -> unconsented(handle, found, seal));
            if (refusal.isEmpty()) {
                refusal = subject.refusal(handle, who, item);
            }
            if (refusal.isEmpty() && anotherNow(handle, found)) {
                refusal = Optional.of(Reason.CHANGED_MEANWHILE);
            }
            if (refusal.isPresent()) {
                return refusal;
            }
            var member = sitting.find(Role.BOARD).orElseThrow().staff();
            RectificationTable.put(tx, found.executed(member, tx.now()), null);
            subject.write(tx, item, found.old(), found.after(), found.requestedBy(), found.reason());
            consequences.rectified(
                    tx,
                    item,
                    subject.semester(item),
                    subject.weighs(item),
                    WORDS.get(Language.VI, "rectifications.superseded.why", found.reason()));
            return Optional.empty();
        });
    }

    private Optional<Reason> unseen(Handle handle, Rectification found, Sitting sitting) {
        if (!sitting.complete()) {
            return Optional.of(Reason.NOT_ALL_PRESENT);
        }
        return sitting.present().stream()
                        .allMatch(each -> valid(handle, found, each).isEmpty())
                ? Optional.empty()
                : Optional.of(Reason.WITNESS_NOT_VALID);
    }

    private Optional<Reason> unconsented(Handle handle, Rectification found, String seal) {
        var digest = found.digest();
        if (!digest.equals(seal) || (found.seal() != null && !digest.equals(found.seal()))) {
            return Optional.of(Reason.NOT_WHAT_WAS_ASKED);
        }
        var decider = Objects.requireNonNull(found.decidedBy());
        return deciders(handle, found.requestedBy()).contains(decider) && Presence.standsFor(handle, decider)
                ? Optional.empty()
                : Optional.of(Reason.CONSENT_NOT_VALID);
    }

    @FunctionalInterface
    private interface Step {
        Optional<? extends Enum<?>> in(Tx tx, Rectification found);
    }

    /** One step of a request; what is refused is journalled too. */
    private Outcome step(Asker who, String id, String deed, Set<State> from, Step step) {
        return step(who, id, who.staff(), deed, from, step);
    }

    /** @param staff whom the line of a refusal is about */
    private Outcome step(Asker who, String id, String staff, String deed, Set<State> from, Step step) {
        return db.write(who.actor(), tx -> {
            var found = RectificationTable.find(tx.handle(), id);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            var refusal =
                    from.contains(found.get().state()) ? step.in(tx, found.get()) : Optional.of(Reason.NO_SUCH_REQUEST);
            if (refusal.isPresent()) {
                WitnessTable.refuse(tx, id, staff, deed, refusal.get(), who.address());
                return new Traced(refusal.get());
            }
            return new Done(id);
        });
    }

    /** Ai quyết định. */
    private enum Bench {
        PRINCIPAL,
        DEPUTY,
        /** Nobody here may: a member of the board records the superior's decision. */
        SUPERIOR
    }

    private Bench bench(Handle handle, String requester) {
        if (!others(seats.principals(handle, today()), requester).isEmpty()) {
            return Bench.PRINCIPAL;
        }
        return others(seats.vices(handle, today()), requester).isEmpty() ? Bench.SUPERIOR : Bench.DEPUTY;
    }

    /** Who decides: the principal; where the principal asked, a deputy; where there is none, what the superior decided. */
    private List<String> deciders(Handle handle, String requester) {
        return others(
                switch (bench(handle, requester)) {
                    case PRINCIPAL -> seats.principals(handle, today());
                    case DEPUTY -> seats.vices(handle, today());
                    case SUPERIOR -> seats.members(handle, today());
                },
                requester);
    }

    private static List<String> others(List<String> all, String requester) {
        return all.stream().filter(each -> !each.equals(requester)).toList();
    }

    /** What this person may do with a request now; the page offers no more. */
    Set<String> offers(Handle handle, Asker who, Rectification each) {
        var asked = each.requestedBy().equals(who.staff());
        if (!each.waits()) {
            return Set.of();
        }
        if (asked) {
            return who.actor().capacity() != Capacity.USE
                    ? Set.of()
                    : each.state() == State.CONSENTED ? Set.of("withdraw", "sit") : Set.of("withdraw");
        }
        var superior = bench(handle, each.requestedBy()) == Bench.SUPERIOR;
        if (!deciders(handle, each.requestedBy()).contains(who.staff())
                || who.actor().capacity() != (superior ? Capacity.ADMINISTRATION : Capacity.USE)) {
            return Set.of();
        }
        if (each.state() == State.CONSENTED) {
            return Set.of("refuse");
        }
        return superior ? Set.of("consent", "refuse", "superior") : Set.of("consent", "refuse");
    }

    private static boolean readsAll(Asker who) {
        return Set.of(Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR).stream().anyMatch(who.may()::contains);
    }

    /** The requests that this person may read: all of them, or their own. */
    List<Rectification> list(Handle handle, Asker who) {
        return RectificationTable.list(handle, readsAll(who) ? null : who.staff(), SHOWN);
    }

    Optional<Rectification> find(Handle handle, Asker who, String id) {
        return RectificationTable.find(handle, id)
                .filter(each -> readsAll(who) || each.requestedBy().equals(who.staff()));
    }

    /** Who was there when it was carried out. */
    static List<Witness> witnesses(Handle handle, Rectification request) {
        return request.state() == State.EXECUTED ? WitnessTable.listLast(handle, request.id()) : List.of();
    }

    /** How many wait in a class and term. */
    public int countWaiting(Handle handle, String homeroom, int semester) {
        return (int) RectificationTable.listWaiting(handle).stream()
                .map(Rectification::item)
                .filter(each ->
                        each.homeroom().equals(homeroom) && subject(each.kind()).semester(each) == semester)
                .count();
    }

    /** What waits for this person's word, or for three people before this person's machine. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var who = new Asker(visitor.actor(), visitor.person(), visitor.may(), "");
        var told = new ArrayList<Notice>();
        var waiting = RectificationTable.listWaiting(handle);
        for (var deed : List.of("consent", "sit")) {
            var count = waiting.stream()
                    .filter(each -> offers(handle, who, each).contains(deed))
                    .count();
            if (count > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS,
                        "rectifications.today." + deed,
                        List.of(String.valueOf(count)),
                        "/rectifications"));
            }
        }
        return told;
    }
}
