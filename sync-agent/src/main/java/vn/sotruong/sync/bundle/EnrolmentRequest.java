package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;

/**
 * Đơn đăng ký của trường: asks an office to certify the box's three keys (BUNDLE.md §6).
 *
 * @param deviceCsr PKCS#10 in PEM, like the two others
 */
public record EnrolmentRequest(
        String school, String schoolName, String deviceCsr, String courierCsr, String boxCsr, String at) {
    private static final Set<String> KEYS =
            Set.of("at", "box_csr", "courier_csr", "device_csr", "purpose", "school", "school_name", "v");
    private static final String PURPOSE = "enrolment-request";

    /**
     * Đơn đã kiểm.
     *
     * @param device the self-signed certificate whose {@link Certificates#spoken} words are compared by telephone; the
     *     office issues the device's certificate for the key of this one
     * @param hash SHA-256 of the request's content, which the answer repeats
     */
    public record Verified(EnrolmentRequest request, X509Certificate device, String hash) {}

    /** A request for a certificate in this seat, PKCS#10 in PEM. */
    public static String csr(Seat seat, String school, KeyPair key) {
        return new String(Certificates.request(seat.commonName(school), key), StandardCharsets.US_ASCII);
    }

    /** The request as a text file, signed by the device key under its own self-signed certificate. */
    public String signed(KeyPair device, X509Certificate selfSigned) {
        return PemNote.write(selfSigned, Signatures.signAttached(content(), device.getPrivate(), selfSigned));
    }

    /** SHA-256 of the content, by which the answer names its request. */
    public String hash() {
        return Sha256.hex(content());
    }

    private byte[] content() {
        return CanonicalJson.write(Map.of(
                "v", Note.VERSION,
                "purpose", PURPOSE,
                "school", school,
                "school_name", schoolName,
                "device_csr", deviceCsr,
                "courier_csr", courierCsr,
                "box_csr", boxCsr,
                "at", at));
    }

    /** Reads a request and proves that the device's key signed it. A person still compares the spoken words. */
    public static Verified verify(String text) throws NoteRefused {
        var file = PemNote.read(text);
        return Note.open(file.cms(), file.certificate(), null, note -> {
            var fields = note.fields().exactly(KEYS);
            fields.purpose(PURPOSE);
            var request = new EnrolmentRequest(
                    fields.match("school", Fields.CODE),
                    fields.text("school_name"),
                    fields.text("device_csr"),
                    fields.text("courier_csr"),
                    fields.text("box_csr"),
                    fields.time("at"));
            return new Verified(request, file.certificate(), request.hash());
        });
    }

    /** The moment for {@code at}. */
    public static String at(Instant moment) {
        return ChangeLine.time(moment);
    }
}
