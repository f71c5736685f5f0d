package vn.sotruong.school.amendments;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.Lane;

/**
 * Đề nghị sửa điểm, hoặc nhập bổ sung: what was asked for, and how far it has come. Its cells, reason and lane never
 * change.
 *
 * @param homeroomSees whether the homeroom teacher witnesses too
 * @param upward the principal's own: decided by somebody else and shown to the office
 * @param requestedBy staff id
 * @param consentedAt when it was consented to or directed
 * @param slip number of its slip
 */
public record Amendment(
        String id,
        Kind kind,
        Lane lane,
        boolean homeroomSees,
        boolean upward,
        String sheet,
        String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant consentedAt,
        @Nullable Instant executedAt,
        @Nullable Long slip) {
    /** How long a consent holds. */
    static final Duration CONSENT_HOLDS = Duration.ofDays(7);

    /** After how long an unanswered request is spoken of again. */
    static final Duration UNANSWERED = Duration.ofDays(1);

    /** Loại đề nghị. */
    public enum Kind {
        /** Sửa hoặc xoá điểm đã ghi sổ. */
        CHANGE,
        /** Nhập bổ sung ô chưa ghi sổ khi đã hết đợt nhập. */
        SUPPLEMENT
    }

    /** Tình trạng. */
    public enum State {
        DRAFT,
        SUBMITTED,
        /** A deputy principal has said what they think. */
        OPINION,
        CONSENTED,
        /** A deputy principal directs it: whoever asked carries it out. */
        DIRECTED,
        REFUSED,
        /** The witnesses sit together. */
        SESSION_OPEN,
        EXECUTED,
        SLIP_SIGNED,
        ARCHIVED,
        WITHDRAWN,
        LAPSED;

        private static final Set<State> WAITING = EnumSet.of(SUBMITTED, OPINION, CONSENTED, DIRECTED, SESSION_OPEN);

        /** Whether somebody still has to do something before the book holds what was asked for. */
        public boolean waits() {
            return WAITING.contains(this);
        }

        /** Whether nobody has decided. */
        public boolean undecided() {
            return this == SUBMITTED || this == OPINION;
        }

        /** Whether its slip waits to be signed or put away. */
        public boolean filing() {
            return this == EXECUTED || this == SLIP_SIGNED;
        }

        /** Whether the book holds what was asked for. */
        public boolean done() {
            return this == EXECUTED || this == SLIP_SIGNED || this == ARCHIVED;
        }
    }

    /** Whether witnesses must sit together for it. */
    public boolean witnessed() {
        return lane != Lane.DIRECTED;
    }

    /** When its consent ends; null before there is one. */
    public @Nullable Instant ends() {
        return consentedAt == null ? null : consentedAt.plus(CONSENT_HOLDS);
    }

    boolean lapsed(Instant now) {
        var ends = ends();
        var open = state == State.CONSENTED || state == State.DIRECTED || state == State.SESSION_OPEN;
        return open && ends != null && !now.isBefore(ends);
    }

    /** Whether nobody has answered it for a day. */
    boolean unanswered(Instant now) {
        return state.undecided() && !now.isBefore(requestedAt.plus(UNANSWERED));
    }

    Amendment at(State next) {
        return with(next, requestedAt, consentedAt, executedAt, slip);
    }

    Amendment submitted(Instant now) {
        return with(State.SUBMITTED, now, null, null, null);
    }

    Amendment agreed(Instant now) {
        return with(witnessed() ? State.CONSENTED : State.DIRECTED, requestedAt, now, null, null);
    }

    Amendment executed(Instant now, long number) {
        return with(State.EXECUTED, requestedAt, consentedAt, now, number);
    }

    private Amendment with(
            State next,
            Instant requested,
            @Nullable Instant consented,
            @Nullable Instant executed,
            @Nullable Long number) {
        return new Amendment(
                id,
                kind,
                lane,
                homeroomSees,
                upward,
                sheet,
                reason,
                next,
                requestedBy,
                requested,
                consented,
                executed,
                number);
    }
}
