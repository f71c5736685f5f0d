package vn.sotruong.office.intake;

/**
 * Báo động: what a person must look at.
 *
 * @param detail ids and numbers only
 */
public record Alarm(long n, Kind kind, String detail, String raisedAt) {
    /** Loại báo động. */
    public enum Kind {
        /** Two histories of one school. */
        FORK,
        /** A waiting bundle whose predecessor can no longer come. */
        ORPHAN,
        /** A revoked key was used. */
        REVOKED_KEY,
        /** A key was used after the day from which it is in doubt. */
        DOUBTFUL_KEY,
        /** A key that ran out was used, within its days of grace. */
        EXPIRED_KEY,
        /** The school's rows and the office's differ. */
        DIVERGED,
        /** Lines that are kept but could not be worked in. */
        NOT_APPLIED
    }
}
