package vn.sotruong.office.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vn.sotruong.sync.bundle.Receipt.Late;

/** Đúng hạn hay trễ: the 48 hours from the oldest new change to its arrival here. */
public final class Lateness {
    /** From entering a change to its arrival here. */
    public static final Duration ALLOWED = Duration.ofDays(2);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private Lateness() {}

    static Late of(Optional<Instant> oldest, Instant received, boolean suspectClock) {
        if (oldest.isEmpty()) {
            return Late.ON_TIME;
        }
        // a clock under suspicion can hide a delay as well as invent one
        if (suspectClock || oldest.get().isAfter(received.plus(CLOCKS_DIFFER))) {
            return Late.UNDETERMINED;
        }
        return Duration.between(oldest.get(), received).compareTo(ALLOWED) > 0 ? Late.LATE : Late.ON_TIME;
    }
}
