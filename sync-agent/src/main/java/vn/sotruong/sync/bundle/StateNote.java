package vn.sotruong.sync.bundle;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Signatures;

/**
 * Phiếu trạng thái: what the office has of a school now, and what its clock says (BUNDLE.md §5).
 *
 * @param nonce of the request that it answers; empty on a stick
 * @param lastReceipt number of the newest receipt, 0 when there is none
 */
public record StateNote(String school, String unit, String nonce, String at, long lastReceipt, SchoolState state) {
    private static final Set<String> KEYS =
            Set.of("at", "last_receipt", "nonce", "purpose", "school", "state", "unit", "v");
    private static final String PURPOSE = "state";

    /** The note as a file, signed by the office. */
    public byte[] signed(PrivateKey officeKey, X509Certificate office) {
        var content = CanonicalJson.write(Map.of(
                "v", Note.VERSION,
                "purpose", PURPOSE,
                "school", school,
                "unit", unit,
                "nonce", nonce,
                "at", at,
                "last_receipt", lastReceipt,
                "state", state.fields()));
        return Signatures.signAttached(content, officeKey, office);
    }

    /**
     * Reads a note that an office of this authority signed.
     *
     * @param at null where no clock can be trusted
     */
    public static StateNote verify(byte[] p7m, X509Certificate authority, @Nullable Instant at) throws NoteRefused {
        return Note.open(p7m, authority, at, note -> {
            var fields = note.fields().exactly(KEYS);
            fields.purpose(PURPOSE);
            note.require(Seat.OFFICE, fields.match("unit", Fields.CODE));
            return new StateNote(
                    fields.match("school", Fields.CODE),
                    fields.text("unit"),
                    fields.text("nonce"),
                    fields.time("at"),
                    fields.number("last_receipt"),
                    SchoolState.read(fields.part("state")));
        });
    }
}
