package vn.sotruong.school.regulation;

/** Kỳ đánh giá: what a result is the result of. */
public enum Period {
    /** Học kỳ I. */
    FIRST,
    /** Học kỳ II. */
    SECOND,
    /** Cả năm. */
    YEAR
}
