package vn.sotruong.school.safekeeping;

import java.time.Instant;

/**
 * Bộ sao lưu: one sealed set in the spool.
 *
 * @param name its folder's name, there and on every medium
 * @param epoch the lineage whose line {@code seq} has the head {@code head}
 * @param bytes size of the folder
 */
public record BackupSet(
        String id,
        String name,
        Session session,
        Instant madeAt,
        String epoch,
        long seq,
        String head,
        long bytes,
        boolean pruned) {}
