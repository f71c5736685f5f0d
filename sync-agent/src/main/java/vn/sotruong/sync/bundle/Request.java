package vn.sotruong.sync.bundle;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Signatures;

/**
 * Câu hỏi của người đưa thư: asks an office for its state or for receipts, signed by the courier's key (BUNDLE.md §5).
 *
 * @param nonce 32 random lower hexadecimal digits
 * @param after number of the last receipt in hand
 */
public record Request(Purpose purpose, String school, String unit, String nonce, String at, long after) {
    /** No request is longer. */
    public static final int MAX_BYTES = 2048;

    private static final Set<String> KEYS = Set.of("after", "at", "nonce", "purpose", "school", "unit", "v");
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final int MAX_SIGNED = 8192;

    /** Hỏi điều gì. */
    public enum Purpose {
        ASK_STATE("ask-state"),
        ASK_RECEIPTS("ask-receipts"),
        ASK_UPDATE("ask-update");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        private static Purpose of(String word) {
            for (var purpose : values()) {
                if (purpose.word.equals(word)) {
                    return purpose;
                }
            }
            throw new NotCanonical("no purpose of a request");
        }
    }

    /** A verified request with the certificate that signed it; whether that was revoked is for the office to say. */
    public record Verified(Request request, X509Certificate signer) {}

    /** The request in DER. */
    public byte[] signed(PrivateKey key, X509Certificate certificate) {
        var content = CanonicalJson.write(Map.of(
                "v", Note.VERSION,
                "purpose", purpose.word,
                "school", school,
                "unit", unit,
                "nonce", nonce,
                "at", at,
                "after", after));
        return Signatures.signAttached(content, key, certificate);
    }

    /** Reads a request that the school's courier or device signed. The office still compares {@code unit} with its own. */
    public static Verified verify(byte[] p7m, X509Certificate authority, @Nullable Instant at) throws NoteRefused {
        if (p7m.length > MAX_SIGNED) {
            throw new NoteRefused("a request is not that long");
        }
        return Note.open(p7m, authority, at, note -> {
            var fields = note.fields().exactly(KEYS);
            var school = fields.match("school", Fields.CODE);
            if (!Seat.COURIER.isOf(school, note.signer())) {
                note.require(Seat.DEVICE, school);
            }
            var request = new Request(
                    Purpose.of(fields.text("purpose")),
                    school,
                    fields.match("unit", Fields.CODE),
                    fields.match("nonce", NONCE),
                    fields.time("at"),
                    fields.number("after"));
            return new Verified(request, note.signer());
        });
    }
}
