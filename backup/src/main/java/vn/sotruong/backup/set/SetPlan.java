package vn.sotruong.backup.set;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Kế hoạch của một bộ sao lưu.
 *
 * @param archive the archive key that the board's cards open
 * @param furtherRecipients offices and the drill key
 * @param signer the device key
 */
public record SetPlan(SetSource source, ArchiveKey archive, List<X509Certificate> furtherRecipients, Signer signer) {
    public SetPlan {
        furtherRecipients = List.copyOf(furtherRecipients);
    }

    /** Khóa lưu trữ: its private part as PEM under the board's passphrase, and its certificate. */
    public record ArchiveKey(String encryptedPem, X509Certificate certificate) {}

    /** Khóa ký của máy. */
    public record Signer(PrivateKey key, X509Certificate certificate) {
        @Override
        public String toString() {
            return "Signer";
        }
    }
}
