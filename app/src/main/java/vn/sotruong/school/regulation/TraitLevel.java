package vn.sotruong.school.regulation;

/** Mức của một phẩm chất, năng lực (Thông tư 27/2020/TT-BGDĐT, Điều 7), best first. */
public enum TraitLevel {
    /** Tốt. */
    GOOD("T"),
    /** Đạt. */
    PASSED("D"),
    /** Cần cố gắng. */
    EFFORT("C");

    private final String code;

    TraitLevel(String code) {
        this.code = code;
    }

    /** The letter under which it is stored, and the key that enters it. */
    public String code() {
        return code;
    }
}
