package vn.sotruong.school.told;

/** Loại của một việc được kể: what of a pupil, or of the book, it was about. */
public enum Kind {
    /** Điểm, Đ/CĐ, mức. */
    MARK,
    /** Kết quả rèn luyện. */
    CONDUCT,
    /** Phẩm chất, năng lực. */
    TRAIT,
    /** Quan sát trẻ mầm non. */
    OBSERVATION,
    /** Nhận xét bằng lời. */
    REMARK,
    /** Chuyên cần, sau khi đã xác nhận tháng. */
    ATTENDANCE,
    /** Kết quả trong hè. */
    SUMMER,
    /** Miễn giảm môn học. */
    EXEMPTION,
    /** Điểm của trường cũ. */
    EARLIER_MARK,
    /** Xét lên lớp. */
    PROMOTION,
    /** Đợt nhập. */
    WINDOW,
    /** Khoá. */
    LOCK,
    /** Khoá sổ của một lớp và học kỳ. */
    BOOK,
    /** Bị từ chối: somebody wanted to, and was not let. */
    REFUSED;

    /** Whether it says something of a child, and not of the running of the school. */
    public boolean personal() {
        return switch (this) {
            case MARK, CONDUCT, TRAIT, OBSERVATION, REMARK, ATTENDANCE, SUMMER, EXEMPTION, EARLIER_MARK, PROMOTION ->
                true;
            case WINDOW, LOCK, BOOK, REFUSED -> false;
        };
    }
}
