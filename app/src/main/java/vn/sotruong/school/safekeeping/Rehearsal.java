package vn.sotruong.school.safekeeping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Diễn tập phục hồi: a set was opened again, put together in memory, and its chain and counts compared.
 *
 * @param lines journal lines whose chain was recomputed
 * @param marks marks found
 * @param finding null when all was sound
 */
public record Rehearsal(
        String id,
        String set,
        Instant at,
        long lines,
        long marks,
        @Nullable String finding) {
    public boolean sound() {
        return finding == null;
    }
}
