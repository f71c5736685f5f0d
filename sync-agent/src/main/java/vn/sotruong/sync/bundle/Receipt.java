package vn.sotruong.sync.bundle;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Signatures;

/**
 * Biên nhận: the office's signed word that it has a bundle (BUNDLE.md §5).
 *
 * @param n number of the receipt within the school, from 1
 * @param bundle identity of the bundle
 * @param head head of the chain at {@code to}
 * @param receivedAt by the office's clock
 * @param state all that the office had of the school at that moment
 */
public record Receipt(
        long n,
        String school,
        String unit,
        String bundle,
        Label.Type type,
        String epoch,
        long from,
        long to,
        String head,
        String receivedAt,
        @Nullable String oldestAt,
        Status status,
        Late late,
        SchoolState state) {
    private static final Set<String> KEYS = Set.of(
            "bundle",
            "epoch",
            "from",
            "head",
            "late",
            "n",
            "oldest_at",
            "purpose",
            "received_at",
            "school",
            "state",
            "status",
            "to",
            "type",
            "unit",
            "v");
    private static final String PURPOSE = "receipt";

    /** Đã lưu, hay đã đưa vào sổ của nơi nhận. */
    public enum Status {
        STORED,
        APPLIED
    }

    /** So với hạn 48 giờ. */
    public enum Late {
        ON_TIME,
        LATE,
        UNDETERMINED
    }

    /** The receipt as a file, signed by the office. */
    public byte[] signed(PrivateKey officeKey, X509Certificate office) {
        var fields = new TreeMap<String, @Nullable Object>();
        fields.put("v", Note.VERSION);
        fields.put("purpose", PURPOSE);
        fields.put("n", n);
        fields.put("school", school);
        fields.put("unit", unit);
        fields.put("bundle", bundle);
        fields.put("type", type.word());
        fields.put("epoch", epoch);
        fields.put("from", from);
        fields.put("to", to);
        fields.put("head", head);
        fields.put("received_at", receivedAt);
        fields.put("oldest_at", oldestAt);
        fields.put("status", status.name().toLowerCase(Locale.ROOT));
        fields.put("late", late.name().toLowerCase(Locale.ROOT));
        fields.put("state", state.fields());
        return Signatures.signAttached(CanonicalJson.write(fields), officeKey, office);
    }

    /**
     * Reads a receipt that an office of this authority signed.
     *
     * @param at null where no clock can be trusted
     */
    public static Receipt verify(byte[] p7m, X509Certificate authority, @Nullable Instant at) throws NoteRefused {
        return Note.open(p7m, authority, at, note -> {
            var fields = note.fields().exactly(KEYS);
            fields.purpose(PURPOSE);
            note.require(Seat.OFFICE, fields.match("unit", Fields.CODE));
            return read(fields);
        });
    }

    private static Receipt read(Fields fields) {
        return new Receipt(
                fields.number("n"),
                fields.match("school", Fields.CODE),
                fields.match("unit", Fields.CODE),
                fields.match("bundle", Fields.HASH),
                fields.word("type", Label.Type.class),
                fields.match("epoch", Fields.EPOCH),
                fields.number("from"),
                fields.number("to"),
                fields.match("head", Fields.HASH),
                fields.time("received_at"),
                fields.findTime("oldest_at"),
                fields.word("status", Status.class),
                fields.word("late", Late.class),
                SchoolState.read(fields.part("state")));
    }
}
