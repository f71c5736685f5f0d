package vn.sotruong.school.governance;

import java.util.Optional;
import java.util.Set;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;

/** Ai được đề nghị, ai được quyết định. Facts in, a reason or nothing out; its whole table is a text file. */
final class ProposalPolicy {
    private ProposalPolicy() {}

    /** Việc làm với một đề nghị. */
    enum Deed {
        APPROVE,
        REFUSE,
        WITHDRAW
    }

    /**
     * Người làm.
     *
     * @param delegated whether a delegation in force covers this kind of proposal
     * @param proposer whether they proposed it
     * @param concerned whether it is about them
     */
    record Person(Set<Role> roles, boolean delegated, boolean proposer, boolean concerned) {
        Person {
            roles = Set.copyOf(roles);
        }
    }

    /** @param withOthers whether the principal is among several whom it is about */
    static Optional<Reason> propose(Kind kind, Set<Role> roles, boolean concerned, boolean withOthers) {
        if (kind.proposers().stream().noneMatch(roles::contains)) {
            return Optional.of(Reason.MAY_NOT_PROPOSE);
        }
        if (concerned) {
            return Optional.of(Reason.OWN_MATTER);
        }
        return withOthers ? Optional.of(Reason.PRINCIPAL_APART) : Optional.empty();
    }

    /** @param principals whether the matter is the principal's own */
    static Optional<Reason> decide(Deed deed, Person person, Proposal.State state, boolean principals) {
        if (deed == Deed.WITHDRAW) {
            if (!person.proposer) {
                return Optional.of(Reason.NOT_THE_PROPOSER);
            }
            return stands(state);
        }
        var refusal = decider(person, principals);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (person.proposer) {
            return Optional.of(Reason.OWN_PROPOSAL);
        }
        return person.concerned ? Optional.of(Reason.OWN_MATTER) : stands(state);
    }

    private static Optional<Reason> decider(Person person, boolean principals) {
        if (person.roles.contains(Role.PRINCIPAL)) {
            return Optional.empty();
        }
        if (!person.roles.contains(Role.VICE_PRINCIPAL)) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        return principals || person.delegated ? Optional.empty() : Optional.of(Reason.NOT_DELEGATED);
    }

    private static Optional<Reason> stands(Proposal.State state) {
        return state == Proposal.State.PROPOSED ? Optional.empty() : Optional.of(Reason.ALREADY_DECIDED);
    }
}
