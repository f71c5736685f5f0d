package vn.sotruong.school.regulation;

import java.util.Arrays;
import java.util.Optional;

/** Mức của kết quả rèn luyện (Thông tư 22/2021/TT-BGDĐT, Điều 8): one of four, given by the homeroom teacher each term. */
public enum ConductLevel {
    /** Tốt. */
    GOOD("T"),
    /** Khá. */
    FAIR("K"),
    /** Đạt. */
    PASSED("D"),
    /** Chưa đạt. */
    NOT_YET("C");

    private final String code;

    ConductLevel(String code) {
        this.code = code;
    }

    /** The letter under which it is stored, and the key that enters it. */
    public String code() {
        return code;
    }

    /** The level of that letter. */
    public static Optional<ConductLevel> find(String code) {
        return Arrays.stream(values()).filter(level -> level.code.equals(code)).findFirst();
    }
}
