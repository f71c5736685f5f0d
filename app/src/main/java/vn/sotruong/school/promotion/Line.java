package vn.sotruong.school.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.results.Missing;

/**
 * Một học sinh trong danh sách xét của lớp.
 *
 * @param review null before the first list
 * @param judged what the rules say now; null where no rule judges this class
 */
record Line(
        int number,
        Pupil pupil,
        State state,
        @Nullable Review review,
        @Nullable Judged judged,
        List<Missing> missing) {
    Line {
        missing = List.copyOf(missing);
    }

    /** Whether something has changed since the review, and nobody has said so yet. */
    boolean overtaken() {
        return review != null && judged != null && review.state() != State.RETURNED && !judged.says(review);
    }
}
