package vn.sotruong.school.regulation;

/** Căn cứ của một kết luận. */
public enum Ground {
    /** Đủ mọi điều kiện. */
    ALL_MET,
    /** Còn môn chưa có kết quả. */
    RESULT_MISSING,
    /** Chưa có kết quả rèn luyện. */
    CONDUCT_MISSING,
    /** Ít hơn số môn tính điểm mà thông tư cần. */
    TOO_FEW_SUBJECTS,
    /** Chưa nhập điều khoản về ngưỡng. */
    CLAUSE_NOT_ENTERED,
    /** Năm ấy theo quy định mà máy không tính. */
    TYPED_BY_HAND,
    /** Học sinh khuyết tật. */
    OWN_PLAN,
    /** Nghỉ quá số buổi. */
    ABSENT_TOO_OFTEN,
    /** Học tập chưa đạt. */
    LEARNING_NOT_YET,
    /** Rèn luyện chưa đạt. */
    CONDUCT_NOT_YET,
    /** Cả học tập và rèn luyện chưa đạt. */
    BOTH_NOT_YET,
    /** Học lực Kém. */
    LEARNING_POOR,
    /** Đạt sau kiểm tra lại hoặc rèn luyện hè. */
    AFTER_SUMMER,
    /** Việc trong hè chưa xong. */
    SUMMER_OPEN,
    /** Sau hè học tập vẫn chưa đạt. */
    STILL_LEARNING,
    /** Sau hè rèn luyện vẫn chưa đạt. */
    STILL_CONDUCT,
    /** Cần giúp đỡ và đánh giá bổ sung. */
    NEEDS_HELP;

    /** The key of its sentence. */
    public String key() {
        return "regulation.ground." + name();
    }
}
