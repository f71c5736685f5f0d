package vn.sotruong.school.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hạn 48 giờ: how long the oldest change that the office has not yet received has waited (181/QĐ-TH Điều 6.2).
 *
 * @param waiting changes for the office that no receipt covers
 * @param oldest when the oldest of them was entered; null when none waits
 */
public record Deadline(long waiting, @Nullable Instant oldest) {
    public static final Duration LIMIT = Duration.ofDays(2);
    private static final Duration AMBER_AFTER = Duration.ofDays(1);
    private static final Duration RED_AFTER = Duration.ofHours(40);

    /** Mức báo: what the screen shows. */
    public enum Level {
        NOTHING_WAITS,
        GREEN,
        AMBER,
        /** The stick is offered. */
        RED,
        LATE
    }

    public Level level(Instant now) {
        if (oldest == null) {
            return Level.NOTHING_WAITS;
        }
        var waited = Duration.between(oldest, now);
        if (waited.compareTo(LIMIT) >= 0) {
            return Level.LATE;
        }
        if (waited.compareTo(RED_AFTER) >= 0) {
            return Level.RED;
        }
        return waited.compareTo(AMBER_AFTER) >= 0 ? Level.AMBER : Level.GREEN;
    }

    /** Whole hours left, rounded down; zero when late. */
    public long hoursLeft(Instant now) {
        return oldest == null
                ? LIMIT.toHours()
                : Math.max(0, LIMIT.minus(Duration.between(oldest, now)).toHours());
    }
}
