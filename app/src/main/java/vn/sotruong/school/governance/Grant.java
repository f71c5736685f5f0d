package vn.sotruong.school.governance;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Quyền được giao: by a decision, for a while.
 *
 * @param task what the holder is to do, in words
 * @param until the last day
 * @param decision number of the decision
 * @param proposal the proposal that it came from
 * @param endedAt when it was ended early
 */
public record Grant(
        String id,
        Right right,
        Holder holder,
        @Nullable String task,
        LocalDate from,
        LocalDate until,
        String decision,
        String proposal,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endReason) {
    /** Whether it gives something on that day. */
    public boolean holds(LocalDate on) {
        return endedAt == null && !on.isBefore(from) && !on.isAfter(until);
    }

    Grant ended(Instant at, String by, String why) {
        return new Grant(id, right, holder, task, from, until, decision, proposal, at, by, why);
    }
}
