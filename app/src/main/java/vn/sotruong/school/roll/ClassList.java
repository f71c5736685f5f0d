package vn.sotruong.school.roll;

import org.jspecify.annotations.Nullable;

/**
 * Danh sách lớp đã đánh số: who checked and numbered it, and who signed it off.
 *
 * @param numberedBy staff
 * @param signedBy staff; null while it is not signed off
 */
public record ClassList(
        String homeroom,
        String numberedBy,
        String numberedAt,
        @Nullable String signedBy,
        @Nullable String signedAt) {}
