package vn.sotruong.school.attachments;

import java.time.Instant;
import java.util.Set;
import vn.sotruong.ground.web.Need;

/**
 * Tài liệu đính kèm.
 *
 * @param name as the person's computer called the file, tidied
 * @param size in bytes
 * @param sha256 64 hexadecimal digits of the content
 * @param circle for whom it was kept; who reads it is asked of the record that refers to it
 * @param keptBy account id
 */
public record Attachment(
        String id,
        String name,
        MediaType type,
        long size,
        String sha256,
        Set<Need> circle,
        String keptBy,
        Instant keptAt) {
    public Attachment {
        circle = Set.copyOf(circle);
    }
}
