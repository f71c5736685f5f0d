package vn.sotruong.school.secrets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Đề nghị đổi người giữ khóa kho.
 *
 * @param askedBy staff id
 * @param decidedBy staff id of whoever confirmed it or took it back
 * @param reason the helper's reason for refusing; null where there is none
 */
public record CustodyChange(
        String id,
        Keeper keeper,
        String askedBy,
        Instant askedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason) {
    /** Ai giữ khóa. */
    public enum Keeper {
        /** Every start waits for a member's words. */
        BOARD,
        /** The machine opens by itself. */
        MACHINE
    }

    /** Tình trạng đề nghị. */
    public enum State {
        /** Waits for a second person. */
        ASKED,
        WITHDRAWN,
        /** Confirmed; root's helper is at it. */
        ORDERED,
        DONE,
        REFUSED
    }

    boolean open() {
        return state == State.ASKED || state == State.ORDERED;
    }

    CustodyChange decided(State to, String by, Instant at) {
        return new CustodyChange(id, keeper, askedBy, askedAt, to, by, at, reason);
    }

    CustodyChange answered(State to, @Nullable String why) {
        return new CustodyChange(id, keeper, askedBy, askedAt, to, decidedBy, decidedAt, why);
    }
}
