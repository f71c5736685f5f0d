package vn.sotruong.school.gradebook;

import java.util.List;

/** Thang đánh giá của một cột: what a column takes. */
public enum Scale {
    /** Điểm số, lẻ đến một chữ số thập phân. */
    TENTHS,
    /** Điểm số nguyên: the periodic test of a primary school (Thông tư 27/2020/TT-BGDĐT, Điều 7). */
    WHOLE,
    /** Đạt, Chưa đạt. */
    VERDICT,
    /** Mức hoàn thành: T, H, C. */
    LEVEL,
    /** Mức của một phẩm chất, một năng lực: T, Đ, C. */
    TRAIT;

    /** Whether it takes words. */
    public boolean wordy() {
        return !words().isEmpty();
    }

    /** The words that it takes; none where it takes numbers. */
    public List<Word> words() {
        return switch (this) {
            case TENTHS, WHOLE -> List.of();
            case VERDICT -> List.of(Word.D, Word.CD);
            case LEVEL -> List.of(Word.T, Word.H, Word.C);
            case TRAIT -> List.of(Word.T, Word.D, Word.C);
        };
    }

    /** Whether a value may stand in a column of this scale. */
    public boolean takes(Entry entry) {
        return switch (entry) {
            case Score score -> this == TENTHS || (this == WHOLE && score.tenths() % 10 == 0);
            case Word word -> words().contains(word);
        };
    }
}
