package vn.sotruong.school.primary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.windows.Schedule;

/**
 * Có được nhập không: whether a moment takes levels now.
 *
 * @param at when it closes, closed or opens; null where no window is known
 * @param lock what forbids it; null where nothing does
 */
record Gate(State state, @Nullable Instant at, @Nullable Lock lock) {
    /** Tình trạng. */
    enum State {
        OPEN,
        ENDED,
        AHEAD,
        NONE,
        LOCKED
    }

    static Gate of(Schedule schedule, String col, @Nullable Lock lock, Instant now) {
        if (lock != null) {
            return new Gate(State.LOCKED, null, lock);
        }
        var open = schedule.open(col, now);
        if (open.isPresent()) {
            return new Gate(State.OPEN, open.get().closes(), null);
        }
        var next = schedule.next(col, now);
        if (next.isPresent()) {
            return new Gate(State.AHEAD, next.get().opens(), null);
        }
        return schedule.lastEnd(col, now)
                .map(each -> new Gate(State.ENDED, each.closes(), null))
                .orElseGet(() -> new Gate(State.NONE, null, null));
    }

    public boolean open() {
        return state == State.OPEN;
    }

    Reason reason() {
        return switch (state) {
            case LOCKED -> Reason.LOCKED;
            case ENDED -> Reason.WINDOW_ENDED;
            default -> Reason.WINDOW_CLOSED;
        };
    }
}
