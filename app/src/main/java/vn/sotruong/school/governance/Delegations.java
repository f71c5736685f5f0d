package vn.sotruong.school.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.governance.Deciding.Done;
import vn.sotruong.school.governance.Deciding.Refused;
import vn.sotruong.school.governance.Executor.Difference;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;

/**
 * Các uỷ quyền: by a numbered decision the principal lets a vice-principal decide some kinds of proposals, from a day to
 * a day. The board and delegations themselves are never handed on, and all of it ends when the giver's post ends.
 */
public final class Delegations {
    private static final Messages WORDS = Messages.of(Delegations.class);
    private static final int LONGEST = 500;

    private final Database db;
    private final Proposals proposals;
    private final Leaders leaders;
    private final Clock clock;

    /** Registers itself as the executor of delegations. */
    public Delegations(Database db, Proposals proposals, Leaders leaders, Clock clock) {
        this.db = db;
        this.proposals = proposals;
        this.leaders = leaders;
        this.clock = clock;
        proposals.register(Kind.DELEGATION, new Delegating());
    }

    /** What can be handed on. */
    static List<Kind> delegable() {
        return java.util.Arrays.stream(Kind.values()).filter(Kind::delegable).toList();
    }

    /** Whether this person proposes delegations. */
    boolean proposes(Handle handle, Visitor visitor) {
        return proposals.mayPropose(handle, visitor, Kind.DELEGATION);
    }

    /** Proposes a delegation, which the principal alone approves. */
    public Proposing propose(Actor actor, String delegate, Set<Kind> scope, LocalDate from, LocalDate until) {
        return db.write(actor, tx -> {
            var refusal = refusal(tx.handle(), delegate, scope, from, until, day(tx.now()));
            if (refusal.isPresent()) {
                return new Proposing.Refused(refusal.get());
            }
            var payload = new LinkedHashMap<String, Object>();
            payload.put("delegate", delegate);
            payload.put("scope", scope.stream().map(Enum::name).sorted().toList());
            payload.put("from", from.toString());
            payload.put("until", until.toString());
            return proposals.propose(
                    tx,
                    Kind.DELEGATION,
                    List.of(delegate),
                    WORDS.get(
                            Language.VI,
                            "governance.summary.delegation",
                            Rights.names(tx.handle(), List.of(delegate)),
                            Formats.day(from),
                            Formats.day(until)),
                    payload);
        });
    }

    private Optional<Reason> refusal(
            Handle handle, String delegate, Set<Kind> scope, LocalDate from, LocalDate until, LocalDate today) {
        if (until.isBefore(from) || until.isBefore(today) || until.isAfter(from.plusYears(1))) {
            return Optional.of(Reason.BAD_DATES);
        }
        if (scope.isEmpty() || !scope.stream().allMatch(Kind::delegable)) {
            return Optional.of(Reason.SCOPE_MISSING);
        }
        return leaders.roles(handle, delegate, today).contains(Role.VICE_PRINCIPAL)
                ? Optional.empty()
                : Optional.of(Reason.DELEGATE_NOT_VICE);
    }

    /** Takes a delegation back at once; the principal alone may. */
    public Deciding end(Actor actor, String id, String why) {
        var reason = why.strip();
        if (reason.isEmpty()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (reason.length() > LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var today = day(tx.now());
            var staff = leaders.staff(tx.handle(), actor.account())
                    .filter(each -> Proposals.acting(leaders.roles(tx.handle(), each, today), actor.capacity())
                            .contains(Role.PRINCIPAL));
            if (staff.isEmpty()) {
                return new Refused(Reason.NOT_THE_PRINCIPAL);
            }
            var found = DelegationTable.find(tx.handle(), id).filter(each -> each.endedOn() == null);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_DELEGATION);
            }
            DelegationTable.put(tx, found.get().ended(today, staff.get()), reason);
            return new Done();
        });
    }

    /** All of them, the newest first. */
    public List<Delegation> list(Handle handle) {
        return DelegationTable.list(handle);
    }

    /** Whether it lets its holder decide today: its days hold, and its giver is still the principal. */
    public boolean inForce(Handle handle, Delegation delegation) {
        var today = day(clock.instant());
        return delegation.holds(today)
                && leaders.roles(handle, delegation.principal(), today).contains(Role.PRINCIPAL)
                && leaders.roles(handle, delegation.delegate(), today).contains(Role.VICE_PRINCIPAL);
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Thi hành việc uỷ quyền. */
    private final class Delegating implements Executor {
        @Override
        public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
            var scope = scope(proposal);
            var from = LocalDate.parse(proposal.text("from"));
            var until = LocalDate.parse(proposal.text("until"));
            var giver = String.valueOf(proposal.decidedBy());
            var today = day(tx.now());
            if (!leaders.roles(tx.handle(), giver, today).contains(Role.PRINCIPAL)) {
                return Optional.of(Reason.NOT_THE_PRINCIPAL);
            }
            var refusal = refusal(tx.handle(), proposal.text("delegate"), scope, from, until, today);
            if (refusal.isPresent()) {
                return refusal;
            }
            DelegationTable.create(
                    tx,
                    new Delegation(
                            tx.newId(),
                            String.valueOf(proposal.decisionNumber()),
                            giver,
                            proposal.text("delegate"),
                            scope,
                            from,
                            until,
                            proposal.id(),
                            null,
                            null));
            return Optional.empty();
        }

        @Override
        public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
            var lines = new ArrayList<Difference>();
            lines.add(new Difference(
                    WORDS.get(language, "governance.what.delegate"),
                    "",
                    Rights.names(handle, List.of(proposal.text("delegate")))));
            lines.add(
                    new Difference(WORDS.get(language, "governance.what.scope"), "", words(scope(proposal), language)));
            lines.add(new Difference(
                    WORDS.get(language, "governance.what.days"),
                    "",
                    Formats.day(proposal.text("from")) + " – " + Formats.day(proposal.text("until"))));
            return lines;
        }

        private static Set<Kind> scope(Proposal proposal) {
            var scope = EnumSet.noneOf(Kind.class);
            for (var kind : Kind.values()) {
                if (proposal.texts("scope").contains(kind.name())) {
                    scope.add(kind);
                }
            }
            return scope;
        }
    }

    static String words(Set<Kind> scope, Language language) {
        return scope.stream()
                .sorted()
                .map(kind -> WORDS.get(language, "governance.kind." + kind))
                .collect(Collectors.joining(", "));
    }
}
