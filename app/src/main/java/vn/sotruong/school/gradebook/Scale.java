package vn.sotruong.school.gradebook;

import java.util.List;

/** Thang đánh giá của một cột: what a column takes. */
public enum Scale {
    /** Điểm số, lẻ đến một chữ số thập phân. */
    TENTHS,
    /** Điểm số nguyên: the periodic test of a primary school (Thông tư 27/2020/TT-BGDĐT, Điều 7). */
    WHOLE,
    /** Điểm số nguyên từ 1: the same where the school gives no nought. */
    FROM_ONE,
    /** Đạt, Chưa đạt. */
    VERDICT,
    /** Mức hoàn thành: T, H, C. */
    LEVEL,
    /** Mức của một phẩm chất, một năng lực: T, Đ, C. */
    TRAIT;

    private static final int TEN = 10;

    /** Whether it takes words. */
    public boolean wordy() {
        return !words().isEmpty();
    }

    /** The words that it takes; none where it takes numbers. */
    public List<Word> words() {
        return switch (this) {
            case TENTHS, WHOLE, FROM_ONE -> List.of();
            case VERDICT -> List.of(Word.D, Word.CD);
            case LEVEL -> List.of(Word.T, Word.H, Word.C);
            case TRAIT -> List.of(Word.T, Word.D, Word.C);
        };
    }

    /** Whether it takes whole numbers alone. */
    public boolean whole() {
        return this == WHOLE || this == FROM_ONE;
    }

    /** The lowest that it takes. */
    public Entry lowest() {
        return switch (this) {
            case TENTHS, WHOLE -> new Score(0);
            case FROM_ONE -> new Score(TEN);
            case VERDICT -> Word.CD;
            case LEVEL, TRAIT -> Word.C;
        };
    }

    /** Whether a value may stand in a column of this scale. */
    public boolean takes(Entry entry) {
        return switch (entry) {
            case Score score ->
                this == TENTHS || (whole() && score.tenths() % TEN == 0 && !(this == FROM_ONE && score.tenths() < TEN));
            case Word word -> words().contains(word);
        };
    }
}
