package vn.sotruong.school.regulation;

/** Danh hiệu. */
public enum Title {
    /** Học sinh Xuất sắc. */
    EXCELLENT,
    /** Học sinh Giỏi. */
    GOOD,
    /** Học sinh tiên tiến. */
    ADVANCED,
    /** Học sinh tiêu biểu hoàn thành tốt trong học tập và rèn luyện. */
    EXEMPLARY;

    /** The key of its words. */
    public String key() {
        return "regulation.title." + name();
    }
}
