package vn.sotruong.school.safekeeping;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** Giờ sao lưu hằng đêm: pure. */
final class NightlyPolicy {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private NightlyPolicy() {}

    /**
     * Whether a set is due: since the last time the clock showed {@code hour}, none was made. A box that was off at that
     * hour catches up when it starts.
     */
    static boolean due(Instant now, LocalTime hour, Optional<Instant> newest) {
        var here = now.atZone(ZONE);
        var lastTurn = here.with(hour);
        if (lastTurn.isAfter(here)) {
            lastTurn = lastTurn.minus(Duration.ofDays(1));
        }
        var turn = lastTurn.toInstant();
        return newest.isEmpty() || newest.get().isBefore(turn);
    }
}
