package vn.sotruong.school.attendance;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Yêu cầu sửa chuyên cần đã xác nhận: bound to one pupil, one time, the old and the new.
 *
 * @param requestedBy staff id of the homeroom teacher, or of the period's teacher
 * @param decidedBy staff id of the principal
 * @param executedBy staff id of the board member
 * @param refusal why the principal did not consent
 */
public record Amendment(
        String id,
        String pupil,
        String homeroom,
        LocalDate day,
        Slot slot,
        @Nullable String subject,
        Kind before,
        Kind after,
        String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String executedBy,
        @Nullable Instant executedAt,
        @Nullable String refusal) {
    /** Tình trạng. */
    public enum State {
        REQUESTED,
        CONSENTED,
        EXECUTED,
        REFUSED,
        WITHDRAWN
    }

    Amendment decided(State to, String staff, Instant at, @Nullable String why) {
        return new Amendment(
                id,
                pupil,
                homeroom,
                day,
                slot,
                subject,
                before,
                after,
                reason,
                to,
                requestedBy,
                requestedAt,
                staff,
                at,
                executedBy,
                executedAt,
                why);
    }

    Amendment executed(String staff, Instant at) {
        return new Amendment(
                id,
                pupil,
                homeroom,
                day,
                slot,
                subject,
                before,
                after,
                reason,
                State.EXECUTED,
                requestedBy,
                requestedAt,
                decidedBy,
                decidedAt,
                staff,
                at,
                refusal);
    }

    Amendment withdrawn() {
        return new Amendment(
                id,
                pupil,
                homeroom,
                day,
                slot,
                subject,
                before,
                after,
                reason,
                State.WITHDRAWN,
                requestedBy,
                requestedAt,
                decidedBy,
                decidedAt,
                executedBy,
                executedAt,
                refusal);
    }
}
