package vn.sotruong.school.board;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Đổi hiệu trưởng: on a decision of the authority above, prepared by one member of the board and carried out by another.
 *
 * @param leaving staff id of the principal until then; null where the post is empty
 * @param coming staff id of the new principal
 * @param authority who took the decision
 * @param from the day from which the new one holds the post
 * @param attachment id of the scanned decision
 * @param second who carried it out, or withdrew it
 */
public record PrincipalChange(
        String id,
        State state,
        @Nullable String leaving,
        String coming,
        String authority,
        String number,
        LocalDate decidedOn,
        LocalDate from,
        String attachment,
        String first,
        Instant firstAt,
        @Nullable String second,
        @Nullable Instant secondAt) {
    /** Tình trạng. */
    public enum State {
        PREPARED,
        DONE,
        WITHDRAWN
    }

    PrincipalChange closed(State to, String by, Instant at) {
        return new PrincipalChange(
                id, to, leaving, coming, authority, number, decidedOn, from, attachment, first, firstAt, by, at);
    }
}
