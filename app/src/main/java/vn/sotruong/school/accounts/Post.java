package vn.sotruong.school.accounts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Chức vụ: held by a recorded decision, from a day, until the day on which it no longer holds.
 *
 * @param decision number and date of the decision
 */
public record Post(
        String id,
        String staff,
        Kind kind,
        String decision,
        LocalDate from,
        @Nullable LocalDate until) {
    /** Loại chức vụ. */
    public enum Kind {
        /** Hiệu trưởng. */
        PRINCIPAL,
        /** Phó hiệu trưởng. */
        VICE_PRINCIPAL,
        /** Thành viên ban quản trị. */
        BOARD,
        /** Quản trị viên. */
        ADMIN,
        /** Văn thư. */
        CLERK
    }

    /** Whether it holds on that day. */
    public boolean holds(LocalDate on) {
        return !from.isAfter(on) && (until == null || on.isBefore(until));
    }
}
