package vn.sotruong.sync.courier;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Chờ rồi thử lại: full jitter, doubling from 5 seconds to 15 minutes. */
final class Backoff {
    private static final long FIRST = Duration.ofSeconds(5).toMillis();
    private static final long LAST = Duration.ofMinutes(15).toMillis();
    private static final int MOST_DOUBLINGS = 8;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void succeeded() {
        failures = 0;
    }

    /** How long to wait after one more failure. */
    Duration failed(Duration atLeast) {
        var ceiling = Math.min(LAST, FIRST << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        var wait = Duration.ofMillis(random.nextLong(ceiling + 1));
        return wait.compareTo(atLeast) < 0 ? atLeast : wait;
    }
}
