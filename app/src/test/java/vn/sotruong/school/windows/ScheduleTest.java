package vn.sotruong.school.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NINE = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant FIVE = NINE.plus(Duration.ofHours(8));

    private static Window window(String id, Set<String> cols, Instant opens, Instant closes, Window.State state) {
        var by = new Window.Deed("ht", NINE);
        return new Window(
                id,
                "2026-2027",
                1,
                id,
                null,
                null,
                null,
                cols,
                opens,
                closes,
                null,
                state,
                null,
                by,
                null,
                null,
                null,
                1);
    }

    private static Schedule of(Window... windows) {
        return new Schedule(List.of(windows));
    }

    @Test
    void without_a_published_window_everything_is_closed() {
        var proposed = window("a", Set.of(), NINE, FIVE, Window.State.PROPOSED);
        var withdrawn = window("b", Set.of(), NINE, FIVE, Window.State.WITHDRAWN);
        for (var none : List.of(of(), of(proposed, withdrawn))) {
            assertThat(none.open("tx1", NINE)).isEmpty();
            assertThat(none.ended("tx1", FIVE)).isFalse();
            assertThat(none.next("tx1", NINE.minusSeconds(1))).isEmpty();
        }
    }

    @Test
    void the_first_moment_is_in_and_the_last_is_out_to_the_millisecond() {
        var schedule = of(window("a", Set.of("gk"), NINE, FIVE, Window.State.PUBLISHED));
        assertThat(schedule.open("gk", NINE.minusMillis(1))).isEmpty();
        assertThat(schedule.next("gk", NINE.minusMillis(1))).isPresent();
        assertThat(schedule.open("gk", NINE)).isPresent();
        assertThat(schedule.open("tx1", NINE)).as("another column").isEmpty();
        assertThat(schedule.open("gk", FIVE.minusMillis(1))).isPresent();
        assertThat(schedule.ended("gk", FIVE.minusMillis(1))).isFalse();
        assertThat(schedule.open("gk", FIVE)).isEmpty();
        assertThat(schedule.ended("gk", FIVE)).isTrue();
        assertThat(schedule.endedBetween("gk", NINE, FIVE)).isTrue();
        assertThat(schedule.endedBetween("gk", NINE, FIVE.minusMillis(1))).isFalse();
        assertThat(schedule.endedBetween("gk", FIVE, FIVE.plusSeconds(9))).isFalse();
    }

    @Test
    void of_two_windows_the_one_that_ends_last_is_open_and_the_one_that_ended_has_ended() {
        var schedule = of(
                window("a", Set.of(), NINE, FIVE, Window.State.PUBLISHED),
                window("b", Set.of("gk"), NINE, FIVE.plusSeconds(600), Window.State.PUBLISHED));
        assertThat(schedule.open("gk", NINE).orElseThrow().id()).isEqualTo("b");
        assertThat(schedule.open("gk", FIVE).orElseThrow().id()).isEqualTo("b");
        assertThat(schedule.endedBetween("gk", NINE, FIVE)).isTrue();
        assertThat(schedule.lastEnd("gk", FIVE).orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void half_an_hour_and_ten_minutes_before_the_end_it_warns() {
        var schedule = of(window("a", Set.of(), NINE, FIVE, Window.State.PUBLISHED));
        assertThat(schedule.warning("gk", FIVE.minus(Duration.ofMinutes(31)))).isEmpty();
        assertThat(schedule.warning("gk", FIVE.minus(Duration.ofMinutes(30)))).contains(new Schedule.Warning(FIVE, 30));
        assertThat(schedule.warning("gk", FIVE.minus(Duration.ofMinutes(10)))).contains(new Schedule.Warning(FIVE, 10));
        assertThat(schedule.warning("gk", FIVE)).isEmpty();
    }
}
