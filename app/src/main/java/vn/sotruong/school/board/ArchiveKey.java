package vn.sotruong.school.board;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import vn.sotruong.backup.seal.Certificates;

/**
 * Khóa lưu trữ: its public side. Backup sets are sealed to it; only {@code needed} of the board's cards open them.
 *
 * @param holders staff ids of the members, in the order of their cards
 * @param fingerprint SHA-256 of the certificate, 64 hexadecimal digits
 * @param pem the certificate
 */
public record ArchiveKey(
        String id,
        String decision,
        int needed,
        int cards,
        List<String> holders,
        String fingerprint,
        String pem,
        Instant madeAt) {
    public ArchiveKey {
        holders = List.copyOf(holders);
    }

    public X509Certificate certificate() {
        return Certificates.readPem(pem).getFirst();
    }

    /** How many of n members must come together. */
    static int needed(int members) {
        return switch (members) {
            case 3 -> 2;
            case 4, 5 -> 3;
            default -> throw new IllegalArgumentException("a board has three to five members, not " + members);
        };
    }
}
