package vn.sotruong.school.incidents;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Khen, vi phạm của cán bộ trong sử dụng hệ thống.
 *
 * @param decision number of the decision; null where there is none
 * @param withdrawn why it was taken back; null while it stands
 */
public record UsageRecord(
        String id,
        Kind kind,
        String staff,
        LocalDate on,
        String body,
        Authority authority,
        @Nullable String decision,
        String recordedBy,
        String recordedAt,
        @Nullable String withdrawn) {
    /** Loại. */
    public enum Kind {
        /** Vi phạm. */
        VIOLATION,
        /** Khen. */
        COMMENDATION
    }

    /** Cấp quyết định. */
    public enum Authority {
        /** Hiệu trưởng. */
        PRINCIPAL,
        /** Tổ trưởng chuyên môn. */
        DEPARTMENT_HEAD,
        /** Cấp trên. */
        SUPERIOR
    }
}
