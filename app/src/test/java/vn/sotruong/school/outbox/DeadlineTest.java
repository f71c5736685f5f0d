package vn.sotruong.school.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.sotruong.school.outbox.Deadline.Level;

class DeadlineTest {
    private static final Instant ENTERED = Instant.parse("2026-11-16T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, GREEN, 48",
        "86399, GREEN, 24",
        "86400, AMBER, 24",
        "143999, AMBER, 8",
        "144000, RED, 8",
        "172799, RED, 0",
        "172800, LATE, 0",
        "999999, LATE, 0"
    })
    void the_level_follows_the_hours_waited(long seconds, Level level, long hoursLeft) {
        var deadline = new Deadline(3, ENTERED);
        assertThat(deadline.level(ENTERED.plusSeconds(seconds))).isEqualTo(level);
        assertThat(deadline.hoursLeft(ENTERED.plusSeconds(seconds))).isEqualTo(hoursLeft);
    }
}
