package vn.sotruong.school.rectifications;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nội dung: what a record says, as its room writes it.
 *
 * @param level a level, or several in one line; null where the record has none
 * @param text its words; empty where it has none
 */
public record Content(@Nullable String level, String text) {
    /** A mark of what stands there: a form carries it, so that nobody asks about what they have not seen. */
    static String mark(Optional<Content> there) {
        return digest(there.map(each -> each.level + "\u0000" + each.text).orElse("\u0001"));
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
