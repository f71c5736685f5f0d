package vn.sotruong.school.movements;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Thời gian bảo lưu.
 *
 * @param from the first day; null when nobody wrote it down
 * @param until the first day on which it is over; null while it goes on
 */
public record Pause(@Nullable LocalDate from, @Nullable LocalDate until) {
    /** Whether the pupil is away for it on that day. */
    public boolean holds(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
    }
}
