package vn.sotruong.school.movements;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Miễn giảm môn học (Thông tư 22/2021/TT-BGDĐT, Điều 10 and 11).
 *
 * @param until the first day on which it no longer holds; null for the whole level
 * @param decision number of the principal's decision
 */
public record Exemption(
        String id,
        String pupil,
        String subject,
        Kind kind,
        LocalDate from,
        @Nullable LocalDate until,
        String reason,
        String decision,
        @Nullable String attachment,
        State state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** Loại. */
    public enum Kind {
        /** Miễn phần thực hành: theory takes its place, and the subject counts as before. */
        PRACTICE_ONLY,
        /** Miễn cả môn. */
        WHOLE,
        /** Miễn theo kế hoạch giáo dục cá nhân of a disabled pupil. */
        DISABILITY_PLAN;

        /** Whether the subject is left out of everything. */
        public boolean leavesOut() {
            return this != PRACTICE_ONLY;
        }
    }

    /** Tình trạng. */
    public enum State {
        WAITING,
        APPROVED,
        REFUSED
    }

    /** Whether it holds on a day. */
    public boolean holds(LocalDate on) {
        return state == State.APPROVED && !on.isBefore(from) && (until == null || on.isBefore(until));
    }

    boolean overlaps(LocalDate otherFrom, @Nullable LocalDate otherUntil) {
        return state != State.REFUSED
                && (until == null || otherFrom.isBefore(until))
                && (otherUntil == null || from.isBefore(otherUntil));
    }

    Exemption decided(State newState, String by, Instant at) {
        return new Exemption(
                id,
                pupil,
                subject,
                kind,
                from,
                until,
                reason,
                decision,
                attachment,
                newState,
                askedBy,
                askedAt,
                by,
                at);
    }
}
