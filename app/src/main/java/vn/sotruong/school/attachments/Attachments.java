package vn.sotruong.school.attachments;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;

/** Nhận và cho xem tài liệu đính kèm. A kept paper is never altered, replaced or removed. */
public final class Attachments {
    /** The table this room journals. */
    public static final Entity ATTACHMENT = AttachmentTable.ATTACHMENT;

    /** The largest paper, in bytes: 10 MiB. */
    public static final int LARGEST = 10 * 1024 * 1024;

    /** What one person may add within a day, in bytes: 200 MiB. Whatever is kept goes into every backup set for good. */
    public static final long MOST_A_DAY = 200L * 1024 * 1024;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int LONGEST_NAME = 100;

    private Attachments() {}

    /**
     * Keeps a paper in the caller's transaction.
     *
     * @param fileName as the browser sent it; only letters, digits and a few signs of it are kept
     * @param circle for whom it is kept, as a note: who reads it is the referring room's answer, see {@link Referrer}
     */
    public static Kept keep(Tx tx, String fileName, byte[] content, Need... circle) {
        if (content.length == 0) {
            return new Kept.Refused(Reason.EMPTY);
        }
        if (content.length > LARGEST) {
            return new Kept.Refused(Reason.TOO_LARGE);
        }
        var type = MediaType.of(content);
        if (type.isEmpty()) {
            return new Kept.Refused(Reason.NOT_A_PAPER);
        }
        var today = AttachmentTable.bytesSince(
                tx.handle(), tx.actor().account(), tx.now().minus(DAY));
        if (today + content.length > MOST_A_DAY) {
            return new Kept.Refused(Reason.TOO_MUCH_TODAY);
        }
        var sha256 = sha256(content);
        AttachmentTable.put(tx.handle(), sha256, content);
        var kept = new Attachment(
                tx.newId(),
                tidy(fileName, type.get()),
                type.get(),
                content.length,
                sha256,
                Set.of(circle),
                tx.actor().account(),
                tx.now());
        AttachmentTable.create(tx, kept);
        return new Kept.As(kept.id());
    }

    /** The paper of that id. */
    public static Optional<Attachment> find(Handle handle, String id) {
        return AttachmentTable.find(handle, id);
    }

    /** Its bytes, when they are what its row says. */
    public static Optional<byte[]> findContent(Handle handle, Attachment attachment) {
        return AttachmentTable.findContent(handle, attachment.sha256())
                .filter(content -> sha256(content).equals(attachment.sha256()));
    }

    /** Papers whose bytes are gone or other ones, for the audit. */
    public static List<String> findings(Handle handle) {
        var findings = new ArrayList<String>();
        for (var attachment : AttachmentTable.list(handle)) {
            if (findContent(handle, attachment).isEmpty()) {
                findings.add("attachment " + attachment.id() + ": its content is not what its journal line says");
            }
        }
        return findings;
    }

    private static String tidy(String fileName, MediaType type) {
        var name = Normalizer.normalize(fileName, Normalizer.Form.NFC)
                .replaceAll("\\.[A-Za-z0-9]{1,5}$", "")
                .replaceAll("[^\\p{L}\\p{M}\\p{N} ()_-]+", "-")
                .strip();
        var kept = name.codePoints()
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return (kept.isEmpty() ? "tai-lieu" : kept) + "." + type.extension();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
