package vn.sotruong.ground.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Đồng hồ đáng ngờ: the machine's clock stands where no honest clock can stand beside the journal.
 *
 * @param wall what the clock says
 * @param last the moment of the newest trace that was written by a trusted clock; for a jump, what the clock would say
 *     had nobody set it
 */
public record ClockDoubt(Kind kind, Instant wall, Instant last) {
    /** How far a clock may be set back without anybody's word: what a time server corrects. */
    public static final Duration BACK = Duration.ofMinutes(2);

    /** How long a house may lie still before somebody must say that the time is right. */
    public static final Duration AHEAD = Duration.ofDays(366);

    /** Chậm hay nhanh. */
    public enum Kind {
        BEHIND,
        AHEAD,
        /** Set back while the house was open. */
        JUMPED_BACK,
        /** Set ahead while the house was open, or the machine slept. */
        JUMPED_AHEAD
    }

    /** What is wrong with {@code wall}, if anything. */
    public static Optional<ClockDoubt> of(Instant wall, Instant last) {
        if (wall.isBefore(last.minus(BACK))) {
            return Optional.of(new ClockDoubt(Kind.BEHIND, wall, last));
        }
        if (last.isAfter(Instant.EPOCH) && wall.isAfter(last.plus(AHEAD))) {
            return Optional.of(new ClockDoubt(Kind.AHEAD, wall, last));
        }
        return Optional.empty();
    }
}
