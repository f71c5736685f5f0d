package vn.sotruong.school.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.governance.Deciding.Done;
import vn.sotruong.school.governance.Deciding.Failed;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.governance.Proposal.State;
import vn.sotruong.school.governance.ProposalPolicy.Deed;
import vn.sotruong.school.governance.Proposing.Refused;
import vn.sotruong.school.governance.Proposing.Waiting;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

/**
 * Các đề nghị: somebody proposes, somebody else decides, and approval carries the matter out in the same transaction.
 * Every other room that changes rights, posts or duties registers an {@link Executor} and proposes here.
 */
public final class Proposals {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(
            ProposalTable.PROPOSAL,
            DelegationTable.DELEGATION,
            GroupTable.STAFF_GROUP,
            GroupTable.STAFF_GROUP_MEMBER,
            GrantTable.GRANT_OF_RIGHT,
            SlipTable.ACCOUNT_SLIP);

    private static final int LONGEST = 500;
    private static final int LONGEST_NUMBER = 100;
    private static final int SHOWN = 200;
    private static final Duration TOLD_FOR = Duration.ofDays(7);

    private final Database db;
    private final Leaders leaders;
    private final Clock clock;
    private final Map<Kind, Executor> executors = new ConcurrentHashMap<>();

    public Proposals(Database db, Leaders leaders, Clock clock) {
        this.db = db;
        this.leaders = leaders;
        this.clock = clock;
    }

    /** Names the room that carries this kind out; the house does so once, when it is wired. */
    public void register(Kind kind, Executor executor) {
        if (executors.putIfAbsent(kind, executor) != null) {
            throw new IllegalStateException("two executors of " + kind);
        }
    }

    /**
     * Proposes, inside the caller's transaction, in the name of its actor.
     *
     * @param persons staff ids of everybody whose rights or duties it touches
     * @param summary one sentence for the person who decides, in Vietnamese
     * @param payload what the executor reads: texts, numbers, lists and maps of these
     */
    public Proposing propose(Tx tx, Kind kind, List<String> persons, String summary, Map<String, ?> payload) {
        var handle = tx.handle();
        var proposer = leaders.staff(handle, tx.actor().account());
        if (proposer.isEmpty()) {
            return new Refused(Reason.MAY_NOT_PROPOSE);
        }
        var about = List.copyOf(new LinkedHashSet<>(persons));
        var refusal = malformed(handle, about, summary)
                .or(() -> ProposalPolicy.propose(
                        kind,
                        acting(
                                leaders.roles(handle, proposer.get(), day(tx.now())),
                                tx.actor().capacity()),
                        about.contains(proposer.get()),
                        about.size() > 1 && ofThePrincipal(handle, about, day(tx.now()))));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var proposal = new Proposal(
                tx.newId(),
                kind,
                summary.strip(),
                about,
                new LinkedHashMap<>(payload),
                proposer.get(),
                tx.now(),
                State.PROPOSED,
                null,
                null,
                null,
                null,
                null);
        ProposalTable.create(tx, proposal);
        return new Waiting(proposal.id());
    }

    /** Whether this person's post lets them propose such a thing in the capacity in which they act; pages ask before. */
    public boolean mayPropose(Handle handle, Visitor visitor, Kind kind) {
        var roles = acting(leaders.roles(handle, visitor.person(), day(clock.instant())), visitor.capacity());
        return kind.proposers().stream().anyMatch(roles::contains);
    }

    private static Optional<Reason> malformed(Handle handle, List<String> persons, String summary) {
        if (summary.isBlank()) {
            return Optional.of(Reason.SUMMARY_MISSING);
        }
        if (summary.length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        for (var person : persons) {
            var staff = People.findStaff(handle, person);
            if (staff.isEmpty()) {
                return Optional.of(Reason.NO_SUCH_PERSON);
            }
            if (staff.get().status() != StaffStatus.WORKING) {
                return Optional.of(Reason.NOT_WORKING);
            }
        }
        return Optional.empty();
    }

    /** Approves and carries out: both happen, or neither. */
    public Deciding approve(Actor actor, String id, String decisionNumber) {
        var number = decisionNumber.strip();
        if (number.isEmpty()) {
            return new Deciding.Refused(Reason.DECISION_MISSING);
        }
        if (number.length() > LONGEST_NUMBER) {
            return new Deciding.Refused(Reason.TEXT_TOO_LONG);
        }
        try {
            return db.write(actor, tx -> approve(tx, id, number));
        } catch (NotCarriedOut undone) {
            return db.write(actor, tx -> noteFailure(tx, id, number, undone.reason));
        }
    }

    /** Approves many by one act; each stands alone, so that one that fails stops no other. By id, in the given order. */
    public Map<String, Deciding> approveAll(Actor actor, List<String> ids, String decisionNumber) {
        var results = new LinkedHashMap<String, Deciding>();
        for (var id : new LinkedHashSet<>(ids)) {
            results.put(id, approve(actor, id, decisionNumber));
        }
        return results;
    }

    private Deciding approve(Tx tx, String id, String number) {
        tx.about(id);
        var found = ProposalTable.find(tx.handle(), id);
        var refusal = refusal(tx.handle(), staff(tx), tx.actor().capacity(), Deed.APPROVE, found, day(tx.now()));
        if (refusal.isPresent()) {
            return new Deciding.Refused(refusal.get());
        }
        var proposal = found.orElseThrow();
        var executor = executors.get(proposal.kind());
        if (executor == null) {
            return new Deciding.Refused(Reason.NOTHING_TO_CARRY_OUT);
        }
        var approved = decided(tx, proposal, State.APPROVED, number, null);
        ProposalTable.put(tx, approved);
        var failure = executor.carryOut(tx, approved);
        if (failure.isPresent()) {
            throw new NotCarriedOut(failure.get());
        }
        return new Done();
    }

    private Deciding noteFailure(Tx tx, String id, String number, Enum<?> why) {
        var found = ProposalTable.find(tx.handle(), id);
        var refusal = refusal(tx.handle(), staff(tx), tx.actor().capacity(), Deed.APPROVE, found, day(tx.now()));
        if (refusal.isPresent()) {
            return new Deciding.Refused(refusal.get());
        }
        ProposalTable.put(tx, decided(tx, found.orElseThrow(), State.FAILED, number, key(why)));
        return new Failed(why);
    }

    /** Refuses, with the reason that the proposer will read. */
    public Deciding refuse(Actor actor, String id, String why) {
        return close(actor, id, Deed.REFUSE, State.REFUSED, why);
    }

    /** Takes a proposal of one's own back. */
    public Deciding withdraw(Actor actor, String id, String why) {
        return close(actor, id, Deed.WITHDRAW, State.WITHDRAWN, why);
    }

    private Deciding close(Actor actor, String id, Deed deed, State to, String why) {
        var reason = why.strip();
        if (reason.isEmpty()) {
            return new Deciding.Refused(Reason.REASON_MISSING);
        }
        if (reason.length() > LONGEST) {
            return new Deciding.Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            tx.about(id);
            var found = ProposalTable.find(tx.handle(), id);
            var refusal = refusal(tx.handle(), staff(tx), actor.capacity(), deed, found, day(tx.now()));
            if (refusal.isPresent()) {
                return new Deciding.Refused(refusal.get());
            }
            ProposalTable.put(tx, decided(tx, found.orElseThrow(), to, null, reason));
            return new Done();
        });
    }

    private Proposal decided(Tx tx, Proposal proposal, State to, @Nullable String number, @Nullable String why) {
        var by = leaders.staff(tx.handle(), tx.actor().account()).orElseThrow();
        var on = day(tx.now());
        var needsNone = to == State.WITHDRAWN
                || leaders.roles(tx.handle(), by, on).contains(Role.PRINCIPAL)
                || ofThePrincipal(tx.handle(), proposal.persons(), on);
        var under = needsNone
                ? null
                : delegation(tx.handle(), by, proposal.kind(), on)
                        .map(Delegation::id)
                        .orElse(null);
        return proposal.decided(to, by, tx.now(), number, why, under);
    }

    /** Why this person may not do that with the proposal now; empty when they may. */
    private Optional<Reason> refusal(
            Handle handle,
            Optional<String> staff,
            Capacity capacity,
            Deed deed,
            Optional<Proposal> found,
            LocalDate on) {
        if (found.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_PROPOSAL);
        }
        if (staff.isEmpty()) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        var proposal = found.get();
        var person = new ProposalPolicy.Person(
                acting(leaders.roles(handle, staff.get(), on), capacity),
                delegation(handle, staff.get(), proposal.kind(), on).isPresent(),
                proposal.proposedBy().equals(staff.get()),
                proposal.persons().contains(staff.get()));
        return ProposalPolicy.decide(deed, person, proposal.state(), ofThePrincipal(handle, proposal.persons(), on));
    }

    /** Administration exercises the administrator's post and no other; use exercises all but that. */
    static Set<Role> acting(Set<Role> roles, Capacity capacity) {
        return roles.stream()
                .filter(role -> (role == Role.ADMIN) == (capacity == Capacity.ADMINISTRATION))
                .collect(Collectors.toSet());
    }

    private Optional<String> staff(Tx tx) {
        return leaders.staff(tx.handle(), tx.actor().account());
    }

    private boolean ofThePrincipal(Handle handle, List<String> persons, LocalDate on) {
        return persons.stream().anyMatch(each -> leaders.roles(handle, each, on).contains(Role.PRINCIPAL));
    }

    /** The delegation in force under which somebody decides that kind; it ends with its giver's post. */
    public Optional<Delegation> delegation(Handle handle, String delegate, Kind kind, LocalDate on) {
        return DelegationTable.listOf(handle, delegate).stream()
                .filter(each -> each.holds(on) && each.scope().contains(kind))
                .filter(each -> leaders.roles(handle, each.principal(), on).contains(Role.PRINCIPAL))
                .findFirst();
    }

    /** What waits for this person's decision. */
    public List<Proposal> listWaitingFor(Handle handle, String staff) {
        var waiting = new ArrayList<Proposal>();
        var on = day(clock.instant());
        for (var each : ProposalTable.listWaiting(handle)) {
            if (refusal(handle, Optional.of(staff), Capacity.USE, Deed.APPROVE, Optional.of(each), on)
                    .isEmpty()) {
                waiting.add(each);
            }
        }
        return waiting;
    }

    /** Everything that waits for anybody. */
    public List<Proposal> listWaiting(Handle handle) {
        return ProposalTable.listWaiting(handle);
    }

    List<Proposal> listMine(Handle handle, String staff) {
        return ProposalTable.listOf(handle, staff, SHOWN);
    }

    List<Proposal> listDecided(Handle handle) {
        return ProposalTable.listDecided(handle, SHOWN);
    }

    /** What this person should know today: what waits for them, and what became of their own last proposals. */
    public List<Notice> notices(Handle handle, String staff) {
        var notices = new ArrayList<Notice>();
        var waiting = listWaitingFor(handle, staff).size();
        if (waiting > 0) {
            notices.add(new Notice(
                    Notice.Tone.WAITS, "governance.today.waiting", List.of(String.valueOf(waiting)), "/proposals"));
        }
        var since = clock.instant().minus(TOLD_FOR);
        var turnedDown = listMine(handle, staff).stream()
                .filter(each -> each.state() == State.REFUSED || each.state() == State.FAILED)
                .filter(each -> each.decidedAt() != null && each.decidedAt().isAfter(since))
                .count();
        if (turnedDown > 0) {
            notices.add(new Notice(
                    Notice.Tone.TOLD,
                    "governance.today.refused",
                    List.of(String.valueOf(turnedDown)),
                    "/proposals?tab=mine"));
        }
        return notices;
    }

    /** One proposal. */
    public Optional<Proposal> find(Handle handle, String id) {
        return ProposalTable.find(handle, id);
    }

    /** The delegation under which it was decided. */
    Optional<Delegation> underWhich(Handle handle, Proposal proposal) {
        return Optional.ofNullable(proposal.delegation()).flatMap(id -> DelegationTable.find(handle, id));
    }

    /** The delegation under which this person would decide it; the principal needs none. */
    Optional<Delegation> wouldBeUnder(Handle handle, String staff, Proposal proposal) {
        var on = day(clock.instant());
        return leaders.roles(handle, staff, on).contains(Role.PRINCIPAL)
                        || ofThePrincipal(handle, proposal.persons(), on)
                ? Optional.empty()
                : delegation(handle, staff, proposal.kind(), on);
    }

    /** Why this person cannot approve what still waits. */
    Optional<Reason> obstacle(Handle handle, String staff, Proposal proposal) {
        return proposal.state() == State.PROPOSED
                ? refusal(
                        handle,
                        Optional.of(staff),
                        Capacity.USE,
                        Deed.APPROVE,
                        Optional.of(proposal),
                        day(clock.instant()))
                : Optional.empty();
    }

    /** What this person may do with it now; the page offers no more. */
    Set<Deed> offers(Handle handle, String staff, Proposal proposal) {
        var offers = new LinkedHashSet<Deed>();
        for (var deed : Deed.values()) {
            if (refusal(handle, Optional.of(staff), Capacity.USE, deed, Optional.of(proposal), day(clock.instant()))
                    .isEmpty()) {
                offers.add(deed);
            }
        }
        return offers;
    }

    List<Executor.Difference> differences(Handle handle, Proposal proposal, Language language) {
        var executor = executors.get(proposal.kind());
        return executor == null ? List.of() : executor.differences(handle, proposal, language);
    }

    /** The key of a reason's sentence, whichever room it belongs to. */
    static String key(Enum<?> reason) {
        var pack = reason.getDeclaringClass().getPackageName();
        return pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason.name();
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Ends the transaction of an approval whose executor refused, so that nothing of it is kept. */
    private static final class NotCarriedOut extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Enum<?> reason;

        NotCarriedOut(Enum<?> reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }
}
