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
 * @param overtaken whether the review's outcome or title holds no more, and nobody has said so yet
 */
record Line(
        int number,
        Pupil pupil,
        State state,
        @Nullable Review review,
        @Nullable Judged judged,
        boolean overtaken,
        List<Missing> missing) {
    Line {
        missing = List.copyOf(missing);
    }
}
