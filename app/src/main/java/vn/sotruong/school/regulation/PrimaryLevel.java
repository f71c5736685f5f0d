package vn.sotruong.school.regulation;

/** Mức đạt được của một môn học, hoạt động giáo dục (Thông tư 27/2020/TT-BGDĐT, Điều 7), best first. */
public enum PrimaryLevel {
    /** Hoàn thành tốt. */
    WELL("T"),
    /** Hoàn thành. */
    DONE("H"),
    /** Chưa hoàn thành. */
    NOT_DONE("C");

    private final String code;

    PrimaryLevel(String code) {
        this.code = code;
    }

    /** The letter under which it is stored, and the key that enters it. */
    public String code() {
        return code;
    }
}
