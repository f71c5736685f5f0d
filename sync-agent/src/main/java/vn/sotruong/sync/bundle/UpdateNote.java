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
 * Phiếu bản cập nhật: the newest system that an office offers to its schools' boxes (BUNDLE.md §5). It says which file to
 * fetch and when it has come whole; whether the file may be installed its maker's own signature says.
 *
 * @param size in bytes
 * @param sha256 of the whole file, 64 lower hexadecimal digits
 */
public record UpdateNote(String unit, String at, String compatible, String version, long size, String sha256) {
    /** No update is larger. */
    public static final long MAX_SIZE = 1L << 30;

    private static final Set<String> KEYS =
            Set.of("at", "compatible", "purpose", "sha256", "size", "unit", "v", "version");
    private static final String PURPOSE = "update";
    private static final Pattern COMPATIBLE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){1,3}");
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");

    public UpdateNote {
        if (!COMPATIBLE.matcher(compatible).matches()
                || !VERSION.matcher(version).matches()
                || !SUM.matcher(sha256).matches()
                || size < 1
                || size > MAX_SIZE) {
            throw new NotCanonical("no note of an update");
        }
    }

    /** What the file is called, at the office and in the box's tray. */
    public String fileName() {
        return fileName(version);
    }

    /** What the file of a version is called. */
    public static String fileName(String version) {
        return "update-" + version + ".raucb";
    }

    /** Whether {@code one} is newer than {@code other}, number by number; what is no version is older than any. */
    public static boolean isNewer(String one, String other) {
        if (!VERSION.matcher(one).matches()) {
            return false;
        }
        if (!VERSION.matcher(other).matches()) {
            return true;
        }
        var left = one.split("\\.", -1);
        var right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            var difference = Integer.compare(part(left, i), part(right, i));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    private static int part(String[] parts, int i) {
        return i < parts.length ? Integer.parseInt(parts[i]) : 0;
    }

    /** The note as a file, signed by the office. */
    public byte[] signed(PrivateKey officeKey, X509Certificate office) {
        var content = CanonicalJson.write(Map.of(
                "v", Note.VERSION,
                "purpose", PURPOSE,
                "unit", unit,
                "at", at,
                "compatible", compatible,
                "version", version,
                "size", size,
                "sha256", sha256));
        return Signatures.signAttached(content, officeKey, office);
    }

    /**
     * Reads a note that an office of this authority signed.
     *
     * @param at null where no clock can be trusted
     */
    public static UpdateNote verify(byte[] p7m, X509Certificate authority, @Nullable Instant at) throws NoteRefused {
        return Note.open(p7m, authority, at, note -> {
            var fields = note.fields().exactly(KEYS);
            fields.purpose(PURPOSE);
            note.require(Seat.OFFICE, fields.match("unit", Fields.CODE));
            return new UpdateNote(
                    fields.text("unit"),
                    fields.time("at"),
                    fields.text("compatible"),
                    fields.text("version"),
                    fields.number("size"),
                    fields.text("sha256"));
        });
    }
}
