package vn.sotruong.school.board;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Duyệt thay: an approval that was not the principal's to give, since the work was their own.
 *
 * @param insteadOf the principal whose work it was
 * @param by the deputy; of a superior's decision, the member of the board who recorded it
 * @param number of the superior's decision; null where a deputy approved
 * @param said what the decision says; null where there is only its scan
 * @param paper its scan; null where there is only its text
 */
public record StandIn(
        String id,
        About about,
        Board.Hand hand,
        String insteadOf,
        String by,
        Instant at,
        @Nullable String number,
        @Nullable LocalDate decidedOn,
        @Nullable String said,
        @Nullable String paper) {
    /** Việc được duyệt. */
    public enum Matter {
        PROMOTION,
        SUMMER,
        RESULTS,
        CLOSING
    }

    /**
     * Việc nào, của lớp nào.
     *
     * @param period 1, 2, or 3 for the year
     */
    public record About(Matter matter, String homeroom, int period) {}
}
