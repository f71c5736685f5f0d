package vn.sotruong.school.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gói đã niêm phong: a bundle that lies, or lay, in the spool.
 *
 * @param identity SHA-256 of its label, 64 hexadecimal digits
 * @param oldest when the oldest change in it that the office may read was entered
 * @param size bytes of the file
 */
public record SealedBundle(
        String identity,
        String file,
        String epoch,
        long from,
        long to,
        String head,
        @Nullable Instant oldest,
        Instant made,
        long size) {}
