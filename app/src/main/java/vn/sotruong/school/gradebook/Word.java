package vn.sotruong.school.gradebook;

import org.jspecify.annotations.Nullable;

/**
 * Kết quả bằng chữ: a verdict (Đ, CĐ) of a subject with comments alone (Thông tư 22/2021/TT-BGDĐT, Điều 6), or a level
 * (T, H, C) of a primary subject (Thông tư 27/2020/TT-BGDĐT, Điều 7).
 */
public enum Word implements Entry {
    /** Đạt. */
    D("Đ"),
    /** Chưa đạt. */
    CD("CĐ"),
    /** Hoàn thành tốt; of a quality, tốt. */
    T("T"),
    /** Hoàn thành. */
    H("H"),
    /** Chưa hoàn thành; of a quality, cần cố gắng. */
    C("C");

    private final String text;

    Word(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public @Nullable Integer number() {
        return null;
    }

    @Override
    public String word() {
        return name();
    }
}
