package vn.sotruong.school.merging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Đề nghị gộp hồ sơ.
 *
 * @param gone id of the record that points to the other one afterwards
 * @param document the paper that says they are one
 */
record Merge(
        String id,
        String gone,
        String kept,
        String why,
        String document,
        State state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String answer) {
    /** Trạng thái. */
    enum State {
        WAITING,
        DONE,
        REFUSED,
        TAKEN_BACK
    }

    Merge decided(State to, String by, Instant at, @Nullable String said) {
        return new Merge(id, gone, kept, why, document, to, askedBy, askedAt, by, at, said);
    }
}
