package vn.sotruong.school.safekeeping;

/** Phiên lưu trữ: what a set was made for. */
public enum Session {
    /** Kết thúc học kỳ I: goes to DVD and USB. */
    HK1,
    /** Kết thúc năm học: goes to DVD and USB. */
    NAM,
    /** Hằng đêm. */
    NIGHTLY,
    /** Theo yêu cầu. */
    ASKED
}
