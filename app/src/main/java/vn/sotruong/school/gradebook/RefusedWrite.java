package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lần ghi bị từ chối: somebody wanted to write where they may not, such as over a committed mark.
 *
 * @param pupil null where the whole request was refused
 * @param wanted what was typed
 * @param cells how many cells the request named
 * @param staff whose attempt it was
 */
public record RefusedWrite(
        @Nullable String pupil,
        @Nullable String col,
        @Nullable String wanted,
        int cells,
        Reason reason,
        String staff,
        Instant at) {
    /** Every kept attempt on a sheet, the oldest first. */
    public static List<RefusedWrite> list(Handle handle, String sheet) {
        return RefusedTable.list(handle, sheet);
    }
}
