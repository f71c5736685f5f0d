package vn.sotruong.office.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * Thiết bị đã đăng ký: one certificate of a school's box.
 *
 * @param fingerprint SHA-256 of the certificate, lower hex
 * @param compromisedSince from when on its signatures are in doubt, where that is known
 */
public record Device(
        String fingerprint,
        String school,
        Kind kind,
        Instant validUntil,
        Optional<Instant> revokedAt,
        Optional<Instant> compromisedSince) {
    /** Loại khóa: what a certificate may be used for. */
    public enum Kind {
        /** Signs bundles. */
        DEVICE,
        /** Signs questions, never a bundle. */
        COURIER,
        /** Opens what the office sends. */
        BOX
    }
}
