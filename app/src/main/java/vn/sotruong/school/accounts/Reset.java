package vn.sotruong.school.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Một lần đặt lại mật khẩu: asked for by one person and confirmed by another, in their own session; for the principal's
 * account by two others. All persons are accounts.
 *
 * @param codeAt when the code was printed, which is when the old password ended
 * @param replacedAt when the owner set a password of their own
 * @param seenAt when the owner said that they know of it
 * @param attestedBy the principal, who has met the owner
 */
public record Reset(
        String id,
        String account,
        String why,
        String requestedBy,
        Instant requestedAt,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt,
        @Nullable String secondedBy,
        @Nullable Instant secondedAt,
        @Nullable Instant codeAt,
        @Nullable Instant replacedAt,
        @Nullable Instant seenAt,
        @Nullable String attestedBy,
        @Nullable Instant attestedAt,
        @Nullable Instant withdrawnAt) {

    /** Đang ở bước nào. */
    public enum State {
        REQUESTED,
        /** One of the two who must confirm the principal's own. */
        HALF_CONFIRMED,
        PRINTED,
        REPLACED,
        SETTLED,
        WITHDRAWN
    }

    /** At which step it is. */
    public State state() {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (codeAt == null) {
            return confirmedBy == null ? State.REQUESTED : State.HALF_CONFIRMED;
        }
        if (replacedAt == null) {
            return State.PRINTED;
        }
        // two members of the board who confirm the principal's own reset have met the principal
        return attestedBy != null || secondedBy != null ? State.SETTLED : State.REPLACED;
    }

    boolean waits() {
        return state() == State.REQUESTED || state() == State.HALF_CONFIRMED;
    }

    boolean settled() {
        return state() == State.SETTLED;
    }

    static Reset asked(String id, String account, String why, String by, Instant at) {
        return new Reset(id, account, why, by, at, null, null, null, null, null, null, null, null, null, null);
    }

    Reset confirmed(String by, Instant at, boolean last) {
        return confirmedBy == null
                ? new Reset(
                        id,
                        account,
                        why,
                        requestedBy,
                        requestedAt,
                        by,
                        at,
                        null,
                        null,
                        last ? at : null,
                        null,
                        null,
                        null,
                        null,
                        null)
                : new Reset(
                        id,
                        account,
                        why,
                        requestedBy,
                        requestedAt,
                        confirmedBy,
                        confirmedAt,
                        by,
                        at,
                        last ? at : null,
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    Reset replaced(Instant at) {
        return with(at, seenAt, attestedBy, attestedAt, withdrawnAt);
    }

    Reset seen(Instant at) {
        return with(replacedAt, at, attestedBy, attestedAt, withdrawnAt);
    }

    Reset attested(String by, Instant at) {
        return with(replacedAt, seenAt, by, at, withdrawnAt);
    }

    Reset withdrawn(Instant at) {
        return with(replacedAt, seenAt, attestedBy, attestedAt, at);
    }

    private Reset with(
            @Nullable Instant replaced,
            @Nullable Instant seen,
            @Nullable String attester,
            @Nullable Instant attested,
            @Nullable Instant withdrawn) {
        return new Reset(
                id,
                account,
                why,
                requestedBy,
                requestedAt,
                confirmedBy,
                confirmedAt,
                secondedBy,
                secondedAt,
                codeAt,
                replaced,
                seen,
                attester,
                attested,
                withdrawn);
    }
}
