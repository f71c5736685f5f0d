package vn.sotruong.school.windows;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Đợt nhập định mở: what somebody wants to publish or propose, as a form has it.
 *
 * @param ended the year that has ended whose summer it is; null for the open year
 * @param grade the one grade, or null
 * @param homeroom the one class, or null
 * @param subject the one subject, or null
 * @param cols empty for all columns
 * @param opens a moment that has passed means at once
 * @param document empty where there is none
 */
public record Plan(
        int semester,
        @Nullable String ended,
        String name,
        @Nullable Integer grade,
        @Nullable String homeroom,
        @Nullable String subject,
        Set<String> cols,
        Instant opens,
        Instant closes,
        String document) {
    static final int LONGEST = 100;

    public Plan {
        cols = Set.copyOf(cols);
    }

    /** One of the open year. */
    public Plan(
            int semester,
            String name,
            @Nullable Integer grade,
            @Nullable String homeroom,
            @Nullable String subject,
            Set<String> cols,
            Instant opens,
            Instant closes,
            String document) {
        this(semester, null, name, grade, homeroom, subject, cols, opens, closes, document);
    }
}
