package vn.sotruong.school.regulation;

/**
 * Mức của kết quả học tập, or học lực under older circulars, best first. The words for it come from the ruleset: the
 * third is Đạt in one and Trung bình in another.
 */
public enum LearningLevel {
    /** Tốt, Giỏi. */
    GOOD,
    /** Khá. */
    FAIR,
    /** Đạt, Trung bình. */
    PASSED,
    /** Chưa đạt, Yếu. */
    NOT_YET,
    /** Kém: only under older circulars. */
    POOR;

    /** Whether it is this level or a better one. */
    public boolean reaches(LearningLevel other) {
        return compareTo(other) <= 0;
    }
}
