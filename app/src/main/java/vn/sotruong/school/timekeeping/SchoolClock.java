package vn.sotruong.school.timekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.ClockDoubt;

/**
 * Đồng hồ của trường, in two readings: {@link #machine} is the machine's clock, set right by what people vouched for;
 * {@link #book} is what every room goes by, and stands still at the newest trusted trace while the machine's clock is
 * in doubt.
 *
 * <p>Thread-safe.
 */
public final class SchoolClock {
    private static final Duration JUMP = Duration.ofMinutes(10);

    private final Clock base;
    private final LongSupplier ticks;
    private volatile @Nullable Correction correction;
    private volatile Supplier<Optional<ClockDoubt>> doubt = Optional::empty;

    /** @param ticks nanoseconds of a counter that nobody sets */
    public SchoolClock(Clock base, LongSupplier ticks) {
        this.base = base;
        this.ticks = ticks;
    }

    /**
     * Độ chỉnh.
     *
     * @param by added to the machine's clock
     * @param base what the machine's clock said when it was set right, at {@code ticks}
     */
    private record Correction(Duration by, Instant base, long ticks) {}

    /** For the store: the machine's clock with its correction. */
    public Clock machine() {
        return reading(() -> base.instant().plus(correction()));
    }

    /** For the rooms. */
    public Clock book() {
        var machine = machine();
        return reading(() -> doubt.get().map(ClockDoubt::last).orElseGet(machine::instant));
    }

    /** Who knows whether the clock is in doubt. */
    public void ask(Supplier<Optional<ClockDoubt>> whoKnows) {
        doubt = whoKnows;
    }

    /** What the machine's clock says without any correction. */
    Instant uncorrected() {
        return base.instant();
    }

    long ticks() {
        return ticks.getAsLong();
    }

    /** Goes by the machine's clock plus {@code by} from now on, until somebody sets that clock. */
    void correct(Duration by) {
        correction = by.isZero() ? null : new Correction(by, base.instant(), ticks.getAsLong());
    }

    /** The correction in force; a machine's clock that was set since by somebody else needs none of ours. */
    Duration correction() {
        var now = correction;
        if (now == null) {
            return Duration.ZERO;
        }
        var expected = now.base().plusNanos(ticks.getAsLong() - now.ticks());
        if (Duration.between(expected, base.instant()).abs().compareTo(JUMP) > 0) {
            correction = null;
            return Duration.ZERO;
        }
        return now.by();
    }

    private static Clock reading(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
