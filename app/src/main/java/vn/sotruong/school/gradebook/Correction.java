package vn.sotruong.school.gradebook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sửa một ô đã ghi sổ, hoặc nhập bổ sung: exactly one cell, its old and its new value. The journal's line says why as
 * {@code LANE request: why}.
 *
 * @param expected what the cell holds, empty where it was deleted or nothing was ever committed
 * @param next what it shall hold, empty to delete
 * @param authorStaff in whose name the value stands
 * @param why in words
 * @param requestId of the request that was consented to; blank for a teacher's own correction
 */
public record Correction(
        String sheetId,
        Cell cell,
        Optional<Entry> expected,
        Optional<Entry> next,
        String authorStaff,
        String why,
        String requestId,
        Lane lane) {

    /** What a journal line says about it. */
    String line() {
        return lane + (requestId.isBlank() ? "" : " " + requestId) + ": " + why;
    }

    /** The words of a line's reason, without the lane; null where the line is no correction's. */
    static @Nullable String said(@Nullable String line) {
        var at = line == null ? -1 : line.indexOf(": ");
        return at < 0 || line == null ? null : line.substring(at + 2);
    }
}
