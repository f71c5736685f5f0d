package vn.sotruong.school.results;

import org.jspecify.annotations.Nullable;

/**
 * Xác nhận kết quả: somebody stands for what a class came to in a period.
 *
 * @param period 1, 2, or 3 for the year
 * @param subject empty where it is not about one
 * @param by staff id
 * @param voidedAt when what they saw changed; null while it stands
 * @param voidedPupil whose result it was
 * @param voidedSubject in which subject; empty where a level, conduct or a title changed; null while it stands
 */
public record Confirmation(
        int period,
        Step step,
        String subject,
        String by,
        String at,
        @Nullable String voidedAt,
        @Nullable String voidedPupil,
        @Nullable String voidedSubject) {
    /** Bước, in the order in which they come. */
    public enum Step {
        /** Giáo viên bộ môn: the averages of a subject. */
        SUBJECT,
        /** Giáo viên chủ nhiệm: averages, levels, titles. */
        HOMEROOM,
        /** Hiệu trưởng: the book. */
        PRINCIPAL
    }

    /** Whether nothing of what they saw has changed. */
    public boolean stands() {
        return voidedAt == null;
    }
}
