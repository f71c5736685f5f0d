package vn.sotruong.school.regulation;

/**
 * Bình bầu: what people say about a pupil, which no rule can compute.
 *
 * @param outstanding outstanding in a subject, or clear progress in a quality or competency
 * @param byTheClass whether the class recognises it
 */
public record Recognition(boolean outstanding, boolean byTheClass) {
    /** Nobody has said anything. */
    public static final Recognition NONE = new Recognition(false, false);
}
