package vn.sotruong.school.rectifications;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Đính chính: a request about one record, bound to the old and the new content, its reason and its evidence.
 *
 * @param before null where nothing was committed
 * @param evidence null only in requests from before it was asked for
 * @param requestedBy staff id of whoever keeps the record
 * @param decidedBy staff id of the principal, of a deputy where the principal asked, or of the member of the board who
 *     recorded the superior's decision
 * @param decision the superior's decision, where nobody here may decide
 * @param seal of what was consented to; null before, and in consents from before there were seals
 * @param executedBy staff id of the member of the board who was there
 * @param refusal why it was not consented to
 */
public record Rectification(
        String id,
        Item item,
        @Nullable Content before,
        Content after,
        String reason,
        @Nullable String evidence,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable String seal,
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

    /** Whether it still waits for somebody. */
    public boolean waits() {
        return state == State.REQUESTED || state == State.CONSENTED;
    }

    Optional<Content> old() {
        return Optional.ofNullable(before);
    }

    /** A hash over everything that a consent binds. */
    public String digest() {
        return Content.digest(String.join(
                "\u0000",
                id,
                item.toString(),
                String.valueOf(before),
                after.toString(),
                reason,
                String.valueOf(evidence),
                requestedBy));
    }

    Rectification consented(String staff, Instant at, @Nullable String superior) {
        return with(State.CONSENTED, staff, at, superior, digest(), null, null, null);
    }

    Rectification refused(String staff, Instant at, String why) {
        return with(State.REFUSED, staff, at, null, null, null, null, why);
    }

    Rectification executed(String staff, Instant at) {
        return with(State.EXECUTED, decidedBy, decidedAt, decision, seal, staff, at, null);
    }

    Rectification withdrawn() {
        return with(State.WITHDRAWN, decidedBy, decidedAt, decision, seal, null, null, null);
    }

    private Rectification with(
            State to,
            @Nullable String decider,
            @Nullable Instant decided,
            @Nullable String superior,
            @Nullable String sealed,
            @Nullable String executor,
            @Nullable Instant executed,
            @Nullable String why) {
        return new Rectification(
                id,
                item,
                before,
                after,
                reason,
                evidence,
                to,
                requestedBy,
                requestedAt,
                decider,
                decided,
                superior,
                sealed,
                executor,
                executed,
                why);
    }
}
