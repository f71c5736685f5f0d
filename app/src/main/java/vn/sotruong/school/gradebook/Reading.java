package vn.sotruong.school.gradebook;

import java.util.Optional;

/** Kết quả đọc điểm: what somebody's typing means. */
public sealed interface Reading {
    /**
     * A mark or a word.
     *
     * @param rounded whether more was typed than the book keeps, so that the teacher should be told
     * @param doubtful whether it may well mean something else: {@code 11} is 1,1 and perhaps was to be 1 and 1
     */
    record Mark(Entry entry, boolean rounded, boolean doubtful) implements Reading {}

    /** Nothing was typed: the cell is to be empty. */
    record Empty() implements Reading {}

    /**
     * Not a mark.
     *
     * @param hint the mark that was probably meant
     */
    record Wrong(Fault fault, Optional<Score> hint) implements Reading {}

    /** Lỗi: why it is not a mark. */
    enum Fault {
        /** Not a number between 0 and 10. */
        RANGE,
        /** A mark with a fraction, or two digits for one, where only whole numbers are given. */
        WHOLE,
        /** The same where the school gives no nought: 0 is none, too. */
        FROM_ONE,
        /** Neither Đ nor CĐ. */
        VERDICT,
        /** None of T, H, C. */
        LEVEL,
        /** None of T, Đ, C. */
        TRAIT,
        /** A spreadsheet has turned the mark into a date. */
        DATE;

        /** Whether a word was asked for. */
        boolean ofWords() {
            return this == VERDICT || this == LEVEL || this == TRAIT;
        }
    }
}
