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
        NOT_APPLIED,
        /** Lines that are in hand here, and that the school has left behind: it restored, or somebody rewrote them. */
        RESTORED
    }

    /** How many lines the detail of a {@link Kind#RESTORED} speaks of: epoch/from-to. */
    public long lines() {
        var ends = detail.substring(detail.indexOf('/') + 1).split("-", 2);
        return kind == Kind.RESTORED ? Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1 : 0;
    }
}
