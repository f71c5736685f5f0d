package vn.sotruong.school.accounts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;

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
        CLERK,
        /** Nhân sự. */
        PERSONNEL,
        /** Y tế. */
        MEDICAL;

        /** What it opens. */
        Need need() {
            return switch (this) {
                case PRINCIPAL, VICE_PRINCIPAL -> Need.PRINCIPAL;
                case BOARD -> Need.BOARD;
                case ADMIN -> Need.ADMIN;
                case CLERK -> Need.CLERK;
                case PERSONNEL -> Need.PERSONNEL;
                case MEDICAL -> Need.MEDICAL;
            };
        }

        /** In which capacity it is exercised. */
        public Capacity capacity() {
            return this == BOARD || this == ADMIN ? Capacity.ADMINISTRATION : Capacity.USE;
        }
    }

    /** Whether it holds on that day. */
    public boolean holds(LocalDate on) {
        return !from.isAfter(on) && (until == null || on.isBefore(until));
    }
}
