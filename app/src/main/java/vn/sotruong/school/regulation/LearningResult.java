package vn.sotruong.school.regulation;

import java.util.List;
import java.util.OptionalInt;

/** Kết quả học tập: a level that explains itself, or the reason why there is none. */
public sealed interface LearningResult {
    /**
     * Đã có mức.
     *
     * @param base before the adjustment for one limiting subject
     * @param mean ĐTB các môn, where the circular has one
     */
    record Known(LearningLevel base, LearningLevel level, OptionalInt mean, List<Explanation> why)
            implements LearningResult {
        public Known {
            why = List.copyOf(why);
        }
    }

    /**
     * Chưa có mức.
     *
     * @param subjects those that are missing, if it is that
     */
    record Open(Ground ground, List<String> subjects) implements LearningResult {
        public Open {
            subjects = List.copyOf(subjects);
        }
    }

    /** Whether it is that level or a better one. */
    default boolean reaches(LearningLevel wanted) {
        return this instanceof Known known && known.level().reaches(wanted);
    }
}
