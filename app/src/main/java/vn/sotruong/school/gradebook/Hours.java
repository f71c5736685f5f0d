package vn.sotruong.school.gradebook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.windows.Schedule;

/**
 * Giờ nhập của một cột: whether it takes marks at a moment, and until when.
 *
 * @param at the end of what is open or of what ended, or the beginning of what comes; null where nothing is published
 */
public record Hours(State state, @Nullable Instant at) {
    /** Tình trạng. */
    public enum State {
        /** Đang mở. */
        OPEN,
        /** Đã hết: what arrives is a late draft. */
        ENDED,
        /** Chưa tới. */
        AHEAD,
        /** Chưa công bố. */
        NONE
    }

    static Hours of(Schedule schedule, Column column, Instant now) {
        var code = column.code();
        var open = schedule.open(code, now);
        if (open.isPresent()) {
            return new Hours(State.OPEN, open.get().closes());
        }
        var ended = schedule.lastEnd(code, now);
        if (ended.isPresent()) {
            return new Hours(State.ENDED, ended.get().closes());
        }
        return schedule.next(code, now)
                .map(window -> new Hours(State.AHEAD, window.opens()))
                .orElseGet(() -> new Hours(State.NONE, null));
    }

    static Hours until(Instant end) {
        return new Hours(State.OPEN, end);
    }

    /** Whether what is typed may be committed. */
    public boolean open() {
        return state == State.OPEN;
    }

    /** Whether what is typed is kept without effect. */
    public boolean ended() {
        return state == State.ENDED;
    }
}
