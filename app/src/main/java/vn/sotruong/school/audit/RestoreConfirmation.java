package vn.sotruong.school.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lời xác nhận một lần khôi phục, bound to the lineage that it began and to the very line that it began after.
 *
 * @param answeredBy who confirmed it, or took it back
 */
record RestoreConfirmation(
        String id,
        String epoch,
        String parent,
        long seq,
        String head,
        String decision,
        String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt) {
    /** Chặng. */
    enum State {
        REQUESTED,
        CONFIRMED,
        WITHDRAWN
    }

    RestoreConfirmation answered(State now, String staff, Instant at) {
        return new RestoreConfirmation(
                id, epoch, parent, seq, head, decision, reason, now, requestedBy, requestedAt, staff, at);
    }
}
