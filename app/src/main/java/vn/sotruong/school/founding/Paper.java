package vn.sotruong.school.founding;

/**
 * Tờ giấy: what somebody takes away from the first start.
 *
 * @param title the username, or which card of how many
 * @param secret the one-time code or the card's text; empty for somebody with a password of their own
 */
public record Paper(int n, Kind kind, String holder, String title, String secret) {
    /** Loại giấy. */
    public enum Kind {
        ACCOUNT,
        CARD
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Paper " + n;
    }
}
