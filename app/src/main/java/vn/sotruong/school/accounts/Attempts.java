package vn.sotruong.school.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Số lần thử: failed sign-ins by account and address. After a few, each further one from there must wait longer, up to a
 * quarter of an hour. An account that is tried from everywhere waits a minute at most: or a pupil with a list of names
 * could keep the teachers out. Memory is bounded.
 */
final class Attempts {
    private static final int ACCOUNT_FREE = 5;
    private static final int ACCOUNT_ANYWHERE_FREE = 60;
    private static final int ADDRESS_FREE = 30;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT_ANYWHERE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int LARGEST = 4096;
    private static final int LINES_AN_HOUR = 1000;

    private final Clock clock;
    private final Map<String, Failures> known = new LinkedHashMap<>(64, 0.75f, true);
    private Instant hour = Instant.EPOCH;
    private int lines;

    private record Failures(int count, Instant last) {}

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Until when this account and address must wait, if they must. */
    synchronized Optional<Instant> waitUntil(String account, String address) {
        var now = clock.instant();
        return Stream.of(
                        until(here(account, address), ACCOUNT_FREE, LONGEST_WAIT),
                        until("u " + account, ACCOUNT_ANYWHERE_FREE, LONGEST_WAIT_ANYWHERE),
                        until("a " + address, ADDRESS_FREE, LONGEST_WAIT))
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }

    synchronized void failed(String account, String address) {
        count(here(account, address));
        count("u " + account);
        count("a " + address);
    }

    synchronized void succeeded(String account, String address) {
        known.remove(here(account, address));
        known.remove("u " + account);
    }

    private static String here(String account, String address) {
        return "h " + account + " " + address;
    }

    /** Whether another failure still gets its line in the journal: a flood must not fill the disk. */
    synchronized boolean worthALine() {
        var now = clock.instant();
        if (Duration.between(hour, now).compareTo(Duration.ofHours(1)) > 0) {
            hour = now;
            lines = 0;
        }
        return lines++ < LINES_AN_HOUR;
    }

    private Instant until(String key, int free, Duration longest) {
        var failures = known.get(key);
        if (failures == null || failures.count() < free) {
            return Instant.EPOCH;
        }
        int doublings = Math.min(failures.count() - free, 10);
        var wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return failures.last().plus(wait.compareTo(longest) > 0 ? longest : wait);
    }

    private void count(String key) {
        var now = clock.instant();
        var before = known.get(key);
        boolean goesOn = before != null
                && before.last().plus(LONGEST_WAIT.multipliedBy(2)).isAfter(now);
        known.put(key, new Failures(before != null && goesOn ? before.count() + 1 : 1, now));
        if (known.size() > LARGEST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
