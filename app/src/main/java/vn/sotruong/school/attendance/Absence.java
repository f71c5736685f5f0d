package vn.sotruong.school.attendance;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Lần vắng.
 *
 * @param subject of a period; null for a half day
 * @param markedBy staff id
 * @param seq number of its journal line: what a change of it is based on
 */
public record Absence(
        String pupil,
        LocalDate day,
        Slot slot,
        String homeroom,
        @Nullable String subject,
        Kind kind,
        String markedBy,
        Instant markedAt,
        long seq) {}
