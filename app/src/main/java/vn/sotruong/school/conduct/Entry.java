package vn.sotruong.school.conduct;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.ConductLevel;

/**
 * Nội dung của một em trong một đợt: a draft, or what is committed.
 *
 * @param level null for a comment, and for a result that has only its reason so far
 * @param text reason or comment
 * @param seq of the committed row; 0 for a draft
 */
record Entry(@Nullable ConductLevel level, String text, String staff, String at, long seq) {
    /** A mark of what stands in a place: a form carries it, so that nobody writes over what they have not seen. */
    static String mark(@Nullable Entry entry) {
        return entry == null ? mark(null, "", 0) : mark(entry.level, entry.text, entry.seq);
    }

    static String mark(@Nullable ConductLevel level, String text, long seq) {
        return digest((level == null ? "" : level.code()) + "\u0000" + text + "\u0000" + seq);
    }

    static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
