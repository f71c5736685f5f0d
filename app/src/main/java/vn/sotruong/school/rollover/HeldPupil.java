package vn.sotruong.school.rollover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Học sinh chờ kết quả hè.
 *
 * @param homeroom id of the class of the ended year
 * @param place id of the class in which this pupil sits since; null until then
 */
record HeldPupil(
        String schoolYear,
        String pupil,
        String homeroom,
        State state,
        @Nullable String place,
        @Nullable String placedBy,
        @Nullable Instant placedAt) {
    /** Trạng thái. */
    enum State {
        HELD,
        PLACED,
        FINISHED,
        TAKEN_BACK
    }

    HeldPupil as(State to, @Nullable String where, @Nullable String by, @Nullable Instant at) {
        return new HeldPupil(schoolYear, pupil, homeroom, to, where, by, at);
    }
}
