package vn.sotruong.school.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;

/**
 * Số lần thử: failed guesses of passwords by account and address, whichever page took them: signing in, opening a screen,
 * setting a password or a PIN. A name that is nobody's counts like an account. After a few, each further one from there must wait longer, up to a
 * quarter of an hour. An account that is tried from everywhere waits a minute at most: or a pupil with a list of names
 * could keep the teachers out. A guess is counted before it is compared, so that guesses side by side add up; the store
 * keeps the counts over a restart. Memory is bounded.
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

    /** Các lần sai. */
    record Failures(int count, Instant last) {}

    /** @param known what counted when the house closed */
    Attempts(Clock clock, Map<String, Failures> known) {
        this.clock = clock;
        this.known.putAll(known);
    }

    /** What an account's guesses are counted under, or those at a name that is nobody's. */
    static String of(Optional<Account> account, String username) {
        return account.map(Account::id).orElse("? " + username);
    }

    /** Takes one guess out of the budget. @return until when there is none to take; empty when it was taken */
    synchronized Optional<Instant> take(String account, String address) {
        var wait = waitUntil(account, address);
        if (wait.isEmpty()) {
            keys(account, address).forEach(this::count);
        }
        return wait;
    }

    /** A guess that was never compared, because too many came at once, is given back. */
    synchronized void giveBack(String account, String address) {
        keys(account, address)
                .forEach(key -> known.computeIfPresent(
                        key,
                        (same, failures) ->
                                failures.count() > 1 ? new Failures(failures.count() - 1, failures.last()) : null));
    }

    /** Writes down how the budget stands, in the transaction of the act that used it. */
    synchronized void keep(Tx tx, String account, String address) {
        for (var key : keys(account, address)) {
            var failures = known.get(key);
            if (failures == null) {
                AttemptTable.remove(tx, key);
            } else {
                AttemptTable.put(tx, key, failures);
            }
        }
        AttemptTable.sweep(tx, clock.instant().minus(LONGEST_WAIT.multipliedBy(2)));
    }

    /** Somebody who is signed in guessed wrong: only the count is written. */
    void wrong(Database db, Actor actor, String address) {
        db.writeUnderAnyClock(actor, tx -> {
            keep(tx, actor.account(), address);
            return true;
        });
    }

    private static List<String> keys(String account, String address) {
        return List.of(here(account, address), "u " + account, "a " + address);
    }

    /** Until when this account and address must wait, if they must. */
    private Optional<Instant> waitUntil(String account, String address) {
        var now = clock.instant();
        return Stream.of(
                        until(here(account, address), ACCOUNT_FREE, LONGEST_WAIT),
                        until("u " + account, ACCOUNT_ANYWHERE_FREE, LONGEST_WAIT_ANYWHERE),
                        until("a " + address, ADDRESS_FREE, LONGEST_WAIT))
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }

    /** The guess was right: the account's count begins anew, and the address gets back the one that was taken. */
    synchronized void succeeded(String account, String address) {
        known.remove(here(account, address));
        known.remove("u " + account);
        known.computeIfPresent(
                "a " + address,
                (key, failures) -> failures.count() > 1 ? new Failures(failures.count() - 1, failures.last()) : null);
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
