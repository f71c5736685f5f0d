package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Một phiên bản của một ô đã ghi sổ: what it came to hold, and what it held before.
 *
 * @param sheet its id
 * @param seq the journal's line
 * @param before empty where nothing was committed, and where it was deleted
 * @param after empty where it was deleted
 * @param author staff id, in whose name the value stands
 * @param formerAuthor likewise of the value before
 * @param account whose session wrote it
 * @param lane by which a correction came; null for an ordinary committing
 * @param request that was consented to; null where there was none
 * @param why of a correction, in words
 */
public record Version(
        String sheet,
        Cell cell,
        long seq,
        Instant at,
        Kind kind,
        Optional<Entry> before,
        Optional<Entry> after,
        String author,
        @Nullable String formerAuthor,
        String account,
        @Nullable Lane lane,
        @Nullable String request,
        @Nullable String why) {

    /** Loại thay đổi. */
    public enum Kind {
        /** Ghi sổ lần đầu. */
        COMMITTED,
        /** Nhập bổ sung: its first value came by a request. */
        ADDED,
        UP,
        DOWN,
        /** Đổi chữ: Đ, CĐ, a level. */
        WORD,
        DELETED,
        /** Nhập lại sau khi xoá. */
        REENTERED;

        static Kind of(boolean first, @Nullable Lane lane, Optional<Entry> before, Optional<Entry> after) {
            if (first) {
                return lane == null ? COMMITTED : ADDED;
            }
            if (after.isEmpty()) {
                return DELETED;
            }
            if (before.isEmpty()) {
                return REENTERED;
            }
            if (before.get() instanceof Score(var held) && after.get() instanceof Score(var next)) {
                return next > held ? UP : DOWN;
            }
            return WORD;
        }
    }
}
