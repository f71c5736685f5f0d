package vn.sotruong.school.windows;

import java.time.Duration;
import java.time.Instant;

/**
 * Gián đoạn trong đợt nhập: a pause of the work that fell into a published window. The principal is offered the lost
 * time before anybody is listed late.
 *
 * @param incident id of what paused the work
 * @param from when it began to cost time of this window
 * @param until when work went on, or the window ended; null while the pause lasts and the window runs
 * @param ended whether the window's end has passed: the lost time is then given as a new one
 */
public record Pause(
        Window window, String incident, String what, Instant from, Instant until, boolean lasts, boolean ended) {
    /** What was lost, in whole minutes, begun ones counted whole. */
    public Duration lost() {
        return Duration.ofMinutes(Duration.between(from, until).plusSeconds(59).toMinutes());
    }
}
