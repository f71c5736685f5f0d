package vn.sotruong.school.progress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lần kiểm tra tiến độ: what a leader found at the end of a month, a term or the year.
 *
 * @param period such as {@code 2026-10}, {@code 1}, {@code 2026-2027}
 * @param abnormal how many marks or columns a rule called abnormal
 * @param unconfirmed the classes whose attendance was not confirmed, each with its months; empty for none
 */
public record ProgressCheck(
        String id,
        String schoolYear,
        int semester,
        Kind kind,
        String period,
        int required,
        int entered,
        int abnormal,
        String unconfirmed,
        @Nullable String note,
        String checkedBy,
        Instant checkedAt) {
    /** Its period as people write it: 11/2026, 1, 2026–2027. */
    public String label() {
        return switch (kind) {
            case MONTH -> period.substring(5) + "/" + period.substring(0, 4);
            case TERM -> "I".repeat(Integer.parseInt(period));
            case YEAR -> period.replace('-', '–');
        };
    }

    /** Kỳ kiểm tra. */
    public enum Kind {
        MONTH,
        TERM,
        YEAR
    }

    /**
     * Số liệu của một giáo viên.
     *
     * @param late cells that were empty when their time ended
     */
    public record Figure(String check, String staff, int required, int entered, int late) {
        /** Whole per cent that were entered. */
        public int percent() {
            return Progress.percent(entered, required);
        }
    }
}
