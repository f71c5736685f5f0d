package vn.sotruong.school.results;

import java.util.Optional;

/**
 * Còn thiếu: one cell without which a result cannot be computed.
 *
 * @param subject empty for conduct, and for qualities and competencies
 * @param col as the gradebook names columns; {@link #CONDUCT} for conduct, {@link #TRAITS} for
 *     qualities and competencies
 * @param teacher staff id of whoever enters it; empty where nobody is assigned
 */
public record Missing(String pupil, String subject, int semester, String col, Optional<String> teacher) {
    /** Kết quả rèn luyện. */
    public static final String CONDUCT = "conduct";

    /** Phẩm chất, năng lực ở tiểu học. */
    public static final String TRAITS = "pcck";
}
