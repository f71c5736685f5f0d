package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NightlyPolicyTest {
    private static final LocalTime TEN = LocalTime.of(22, 0);
    private static final Instant EVENING = Instant.parse("2026-11-21T15:00:00Z"); // 22:00 in Việt Nam

    @Test
    void a_set_is_due_at_its_hour_and_not_before() {
        var lastNight = Optional.of(EVENING.minusSeconds(86_400));
        assertThat(NightlyPolicy.due(EVENING.minusSeconds(1), TEN, lastNight)).isFalse();
        assertThat(NightlyPolicy.due(EVENING, TEN, lastNight)).isTrue();
        assertThat(NightlyPolicy.due(EVENING.plusSeconds(60), TEN, Optional.of(EVENING.plusSeconds(5))))
                .isFalse();
    }

    @Test
    void a_box_that_was_off_at_the_hour_catches_up_when_it_starts() {
        var nextMorning = EVENING.plusSeconds(9 * 3600);
        assertThat(NightlyPolicy.due(nextMorning, TEN, Optional.of(EVENING.minusSeconds(86_400))))
                .isTrue();
        assertThat(NightlyPolicy.due(nextMorning, TEN, Optional.empty())).isTrue();
    }
}
