package vn.sotruong.school.amendments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Một bước đã qua.
 *
 * @param staff who did it; null for the house itself
 * @param words a reason, an opinion, the number of a decision
 * @param seal of a consent, what exactly was consented to
 * @param session of the browser in which it was done
 * @param address of the machine
 */
public record Step(
        String id,
        String amendment,
        What what,
        @Nullable String staff,
        Instant at,
        @Nullable String words,
        @Nullable String seal,
        String session,
        String address) {
    /** Bước nào. */
    public enum What {
        PREPARED,
        SUBMITTED,
        OPINION,
        CONSENTED,
        DIRECTED,
        REFUSED,
        SESSION_OPEN,
        /** The sitting ended without a change: time ran out, or somebody stopped it. */
        BROKEN,
        EXECUTED,
        SLIP_SIGNED,
        ARCHIVED,
        WITHDRAWN,
        LAPSED
    }

    boolean agrees() {
        return what == What.CONSENTED || what == What.DIRECTED;
    }
}
