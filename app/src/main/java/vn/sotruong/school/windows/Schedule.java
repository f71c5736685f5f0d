package vn.sotruong.school.windows;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lịch nhập: every published window of one class, subject and term. What none of them opens is closed.
 *
 * @param windows published ones, by beginning
 */
public record Schedule(List<Window> windows) {
    /** How long before an end the page warns, the longest first. */
    public static final List<Duration> WARNINGS = List.of(Duration.ofMinutes(30), Duration.ofMinutes(10));

    public Schedule {
        windows = List.copyOf(windows);
    }

    /**
     * Báo sắp hết giờ.
     *
     * @param closes the moment from which nothing is taken
     * @param within the shortest warning that this moment falls under, in minutes
     */
    public record Warning(Instant closes, int within) {}

    /** The window that takes marks of a column now; of several, the one that ends last. */
    public Optional<Window> open(String col, Instant now) {
        return covering(col)
                .filter(window -> window.phase(now) == Window.Phase.OPEN)
                .max(Comparator.comparing(Window::closes));
    }

    /** Whether some window of a column ended after {@code since}, at {@code now} the latest. */
    public boolean endedBetween(String col, Instant since, Instant now) {
        return covering(col)
                .anyMatch(window ->
                        window.closes().isAfter(since) && !window.closes().isAfter(now));
    }

    /** Whether some window of a column ran between two moments, be it for a while. */
    public boolean ran(String col, Instant from, Instant until) {
        return covering(col)
                .anyMatch(window ->
                        window.opens().isBefore(until) && window.closes().isAfter(from));
    }

    /** Whether some window of a column has ended. */
    public boolean ended(String col, Instant now) {
        return lastEnd(col, now).isPresent();
    }

    /** The window of a column that ended last. */
    public Optional<Window> lastEnd(String col, Instant now) {
        return covering(col)
                .filter(window -> window.phase(now) == Window.Phase.ENDED)
                .max(Comparator.comparing(Window::closes));
    }

    /** The window of a column that opens next. */
    public Optional<Window> next(String col, Instant now) {
        return covering(col)
                .filter(window -> window.phase(now) == Window.Phase.COMING)
                .min(Comparator.comparing(Window::opens));
    }

    /** Whether the time of a column is about to end; empty while there is more time, and where nothing is open. */
    public Optional<Warning> warning(String col, Instant now) {
        return open(col, now).flatMap(window -> {
            var left = Duration.between(now, window.closes());
            return WARNINGS.stream()
                    .filter(each -> left.compareTo(each) <= 0)
                    .min(Comparator.naturalOrder())
                    .map(each -> new Warning(window.closes(), (int) each.toMinutes()));
        });
    }

    private Stream<Window> covering(String col) {
        return windows.stream()
                .filter(window -> window.state() == Window.State.PUBLISHED)
                .filter(window -> window.covers(col));
    }
}
