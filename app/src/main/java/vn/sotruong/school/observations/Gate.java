package vn.sotruong.school.observations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.windows.Schedule;

/**
 * Có được ghi không: whether a stage takes observations now.
 *
 * @param at when it closes, closed or opens; null where no window is known
 */
record Gate(State state, @Nullable Instant at) {
    /** Tình trạng. */
    enum State {
        OPEN,
        ENDED,
        AHEAD,
        NONE,
        LOCKED
    }

    static Gate of(Schedule schedule, String col, boolean locked, Instant now) {
        if (locked) {
            return new Gate(State.LOCKED, null);
        }
        var open = schedule.open(col, now);
        if (open.isPresent()) {
            return new Gate(State.OPEN, open.get().closes());
        }
        var next = schedule.next(col, now);
        if (next.isPresent()) {
            return new Gate(State.AHEAD, next.get().opens());
        }
        return schedule.lastEnd(col, now)
                .map(each -> new Gate(State.ENDED, each.closes()))
                .orElseGet(() -> new Gate(State.NONE, null));
    }

    boolean open() {
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
