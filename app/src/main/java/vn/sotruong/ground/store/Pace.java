package vn.sotruong.ground.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.ClockDoubt;

/**
 * Nhịp đồng hồ: holds the wall clock against a counter that nobody sets, from the first trusted reading on. It is never
 * held against the reading before, or many small steps would pass where one large one does not.
 *
 * <p>The counter stands still while a machine sleeps, so the clock of one that wakes has jumped ahead too: somebody
 * confirms the time then. A clock that is set while the program does not run is beyond this; the newest line judges it.
 */
final class Pace {
    /** How far the clock may be set while the house is open: what a time server corrects at once. */
    private static final Duration TOLERATED = Duration.ofMinutes(5);

    /** A cheap quartz loses or wins less than one second in so many, and the counter may be steered by as much. */
    private static final long SECONDS_A_SECOND = 5_000;

    private final LongSupplier ticks;
    private volatile @Nullable Mark mark;

    /** @param ticks nanoseconds */
    Pace(LongSupplier ticks) {
        this.ticks = ticks;
    }

    /** A trusted reading of both. */
    record Mark(Instant wall, long ticks) {}

    /** What is wrong with {@code wall}; the first reading is trusted. */
    Optional<ClockDoubt> doubt(Instant wall) {
        var from = mark;
        var now = ticks.getAsLong();
        if (from == null) {
            mark = new Mark(wall, now);
            return Optional.empty();
        }
        var passed = Duration.ofNanos(now - from.ticks());
        var expected = Moments.toMilliseconds(from.wall().plus(passed));
        var off = Duration.between(expected, wall);
        if (off.abs()
                        .compareTo(TOLERATED.plus(
                                passed.dividedBy(SECONDS_A_SECOND).abs()))
                <= 0) {
            return Optional.empty();
        }
        var kind = off.isNegative() ? ClockDoubt.Kind.JUMPED_BACK : ClockDoubt.Kind.JUMPED_AHEAD;
        return Optional.of(new ClockDoubt(kind, wall, expected));
    }

    /** Somebody vouches for the clock as it stands. */
    void accept(Instant wall) {
        mark = new Mark(wall, ticks.getAsLong());
    }

    @Nullable
    Mark mark() {
        return mark;
    }

    void backTo(@Nullable Mark before) {
        mark = before;
    }
}
