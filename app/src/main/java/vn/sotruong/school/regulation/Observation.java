package vn.sotruong.school.regulation;

/** Kết quả quan sát một mục tiêu ở mầm non: no mark, and nobody is ranked by it. */
public enum Observation {
    /** Đạt. */
    ACHIEVED("D"),
    /** Cần cố gắng. */
    NEEDS_EFFORT("C");

    private final String code;

    Observation(String code) {
        this.code = code;
    }

    /** The letter under which it is stored. */
    public String code() {
        return code;
    }

    /** The key of its words. */
    public String key() {
        return "regulation.observation." + name();
    }
}
