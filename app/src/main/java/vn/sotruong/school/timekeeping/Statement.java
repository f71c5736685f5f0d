package vn.sotruong.school.timekeeping;

import java.time.Instant;

/**
 * Lời nói giờ, that waits for a second person. It runs on like a clock while it waits.
 *
 * @param id of this statement alone, so that nobody confirms another than was read
 * @param stated the time that was said, at {@code ticks}
 * @param staff who said it
 * @param member whether that was a member of the board
 */
record Statement(String id, Instant stated, long ticks, String reason, String staff, boolean member) {
    Instant now(long ticksNow) {
        return stated.plusNanos(ticksNow - ticks);
    }
}
