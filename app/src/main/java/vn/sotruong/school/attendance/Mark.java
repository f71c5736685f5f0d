package vn.sotruong.school.attendance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lệnh điểm danh: one tap.
 *
 * @param op the browser's id of this command, 8 to 40 letters and digits
 * @param subject of a period; null for a half day
 * @param base journal number of what the person saw; 0 saw no row
 * @param why empty on the day itself
 */
public record Mark(
        String op,
        String homeroom,
        String pupil,
        LocalDate day,
        Slot slot,
        @Nullable String subject,
        Kind kind,
        long base,
        String why) {
    /** What it says, so that the same id with other contents is noticed. */
    String hash(String account) {
        var text = String.join(
                "\u0000",
                account,
                homeroom,
                pupil,
                day.toString(),
                slot.name(),
                String.valueOf(subject),
                kind.name(),
                why);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
