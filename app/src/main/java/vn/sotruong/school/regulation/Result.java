package vn.sotruong.school.regulation;

import java.util.OptionalInt;

/** Kết quả môn học của một kỳ: an average, a verdict, or the reason why there is neither. */
public sealed interface Result {
    /** Điểm trung bình, in tenths. */
    record Score(int tenths) implements Result {
        public Score {
            Scale.OF_TEN.check(tenths);
        }
    }

    /** Mức của môn đánh giá bằng nhận xét. */
    enum Verdict implements Result {
        /** Đạt. */
        PASSED,
        /** Chưa đạt. */
        NOT_YET
    }

    /** Chưa có kết quả. */
    enum Gap implements Result {
        /** Còn thiếu: something that must still come. */
        PENDING,
        /** Không tính: exempt, not assessed, or not taught in that term. */
        LEFT_OUT
    }

    /** The average, or what is still to come. */
    static Result of(OptionalInt average) {
        return average.isPresent() ? new Score(average.getAsInt()) : Gap.PENDING;
    }
}
