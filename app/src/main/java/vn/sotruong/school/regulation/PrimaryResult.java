package vn.sotruong.school.regulation;

/** Kết quả giáo dục cuối năm ở tiểu học (Thông tư 27/2020/TT-BGDĐT, Điều 9), best first. */
public enum PrimaryResult {
    /** Hoàn thành xuất sắc. */
    EXCELLENT,
    /** Hoàn thành tốt. */
    WELL,
    /** Hoàn thành. */
    DONE,
    /** Chưa hoàn thành. */
    NOT_DONE
}
