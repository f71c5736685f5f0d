package vn.sotruong.school.promotion;

/**
 * Một kết quả trong hè: of a subject that was assessed again, of a quality or competency, or of training.
 *
 * @param key what it is of, as {@link Owed} names it; empty for training
 * @param value tenths, or the letter of a level
 */
record SummerEntry(String pupil, String key, String value, String by, String at) {
    /** Rèn luyện. */
    static final String TRAINING = "";
}
