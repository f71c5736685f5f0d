package vn.sotruong.sync.bundle;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;

/**
 * Nhãn đã kiểm chữ ký.
 *
 * @param id identity of the bundle: SHA-256 of the label's bytes
 * @param signer the device's certificate; whether it was revoked is for the office to say
 */
public record SignedLabel(Label label, String id, X509Certificate signer) {

    /**
     * Verifies the signature over the exact bytes first, then reads them, then asks whether the signer may sign for this
     * school.
     *
     * @param at null where no clock can be trusted
     */
    public static SignedLabel verify(Container.Head head, X509Certificate authority, @Nullable Instant at)
            throws BundleRefused {
        X509Certificate signer;
        try {
            signer = Signatures.verifyDetached(head.label(), head.signature(), authority, at);
        } catch (Broken broken) {
            throw new BundleRefused(Reason.LABEL_SIGNATURE, "the label's signature does not hold", broken);
        }
        var label = Label.parse(head.label());
        if (!Seat.DEVICE.isOf(label.school(), signer) || !label.device().equals(Certificates.fingerprint(signer))) {
            throw new BundleRefused(Reason.UNKNOWN_DEVICE, "the label is not signed by the device it names");
        }
        if (label.bodyLen() != head.bodyLen()) {
            throw new BundleRefused(Reason.BODY_HASH, "the body's length is not the label's");
        }
        return new SignedLabel(label, Sha256.hex(head.label()), signer);
    }
}
