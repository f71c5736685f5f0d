package vn.sotruong.school.marksheets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.sotruong.school.workbook.ExcelTab;

/**
 * Dấu của tệp: which sheet a template is of, and what the sheet's newest event was when it was made.
 *
 * @param revision the number of that event
 */
record Stamp(String sheet, long revision) {
    /** The name of the sheet that nobody sees. */
    static final String TAB = "_meta";

    private static final String KIND = "sotruong-marks-1";
    private static final int LINES = 4;

    /** Kết quả đọc dấu. */
    sealed interface Reading {
        /** The stamp is ours. */
        record Ours(Stamp stamp) implements Reading {}

        /** There is something in its place, and it is not ours. */
        record Broken() implements Reading {}
    }

    /** What the hidden sheet says. */
    List<String> lines(byte[] key) {
        return List.of(KIND, "sheet " + sheet, "revision " + revision, "seal " + seal(key));
    }

    private String seal(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var told = KIND + "\n" + sheet + "\n" + revision;
            return HexFormat.of().formatHex(mac.doFinal(told.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reading read(ExcelTab tab, Optional<byte[]> key) {
        var lines = tab.rows().stream().map(row -> row.at(0).shown()).toList();
        if (key.isEmpty()
                || lines.size() != LINES
                || !lines.getFirst().equals(KIND)
                || !lines.get(1).startsWith("sheet ")
                || !lines.get(2).matches("revision [0-9]{1,15}")) {
            return new Reading.Broken();
        }
        var stamp = new Stamp(
                lines.get(1).substring("sheet ".length()),
                Long.parseLong(lines.get(2).substring("revision ".length())));
        var same = MessageDigest.isEqual(
                ("seal " + stamp.seal(key.get())).getBytes(StandardCharsets.UTF_8),
                lines.get(LINES - 1).getBytes(StandardCharsets.UTF_8));
        return same ? new Reading.Ours(stamp) : new Reading.Broken();
    }
}
