package vn.sotruong.school.gradebook;

import java.util.Optional;

/** Kết quả đọc điểm: what somebody's typing means. */
public sealed interface Reading {
    /**
     * A mark.
     *
     * @param rounded whether more was typed than the book keeps, so that the teacher should be told
     */
    record Mark(Score score, boolean rounded) implements Reading {}

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
        /** A spreadsheet has turned the mark into a date. */
        DATE
    }
}
