package vn.sotruong.school.promotion;

/**
 * Việc trong hè: one thing that is to be assessed again.
 *
 * @param key under which its result is kept
 * @param subject whose teacher enters it; empty where it is the homeroom teacher's
 * @param before of the year, as it would be kept; empty where there is none
 */
record Owed(String key, String subject, Form form, String before) {
    /** What follows a subject's id where its test is meant. */
    static final String TEST = ".ck";

    /** Cách đánh giá. */
    enum Form {
        /** Điểm số. */
        SCORE,
        /** Điểm số nguyên, of a primary test. */
        WHOLE,
        /** Đạt, chưa đạt. */
        VERDICT,
        /** Mức của môn học ở tiểu học. */
        LEVEL,
        /** Mức của phẩm chất, năng lực. */
        TRAIT,
        /** Kết quả rèn luyện. */
        CONDUCT
    }

    boolean homeroomTeachers() {
        return subject.isEmpty();
    }
}
