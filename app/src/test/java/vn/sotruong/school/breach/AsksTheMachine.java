package vn.sotruong.school.breach;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Breaks a rule on purpose: time and chance from the machine instead of from a constructor. */
final class AsksTheMachine {
    private AsksTheMachine() {}

    static List<Object> ask() {
        return List.of(
                Instant.now(), Clock.systemUTC(), System.currentTimeMillis(), UUID.randomUUID(), new SecureRandom());
    }
}
