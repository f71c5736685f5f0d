package vn.sotruong.school.governance;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Uỷ quyền: the principal lets a vice-principal decide some kinds of proposals for a while.
 *
 * @param number number of the decision
 * @param principal staff id of who gave it: it ends with that person's post
 * @param delegate staff id of who holds it
 * @param until the last day
 * @param endedOn the day from which it no longer holds, where it was ended early
 */
public record Delegation(
        String id,
        String number,
        String principal,
        String delegate,
        Set<Proposal.Kind> scope,
        LocalDate from,
        LocalDate until,
        String proposal,
        @Nullable LocalDate endedOn,
        @Nullable String endedBy) {
    public Delegation {
        scope = Set.copyOf(scope);
    }

    /** Whether its days hold that day; its giver must also still be the principal. */
    public boolean holds(LocalDate on) {
        return !on.isBefore(from) && !on.isAfter(until) && (endedOn == null || on.isBefore(endedOn));
    }

    Delegation ended(LocalDate on, String by) {
        return new Delegation(id, number, principal, delegate, scope, from, until, proposal, on, by);
    }
}
