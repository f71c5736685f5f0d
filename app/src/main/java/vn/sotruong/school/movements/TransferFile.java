package vn.sotruong.school.movements;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;

/**
 * Tệp chuyển trường đã ký: the signed form of a {@link TransferRecord}, and what a receiver may believe of it
 * (TRANSFER.md §3).
 *
 * @param spoken fingerprint of the signer's certificate in groups of four
 * @param known whether the authority that this school is enrolled with certified the signer
 */
public record TransferFile(TransferRecord record, String spoken, boolean known) {
    /** The largest file that is looked at, in bytes. */
    public static final int LARGEST = 512 * 1024;

    /** Kết quả mở. */
    public sealed interface Reading {
        /** It holds. */
        record Opened(TransferFile file) implements Reading {}

        /** It does not, and nothing of it is believed. */
        record Refused(Reason reason) implements Reading {}
    }

    /** Người ký: this school's device, as it signs now. */
    public record Signer(PrivateKey key, X509Certificate certificate) {}

    static byte[] sign(TransferRecord record, Signer signer) {
        return Signatures.signAttached(record.bytes(), signer.key(), signer.certificate());
    }

    /** A name that every computer takes, whatever the codes hold. */
    static String name(String school, @Nullable String code, String date) {
        return plain(school) + "-" + (code == null ? "chua-co-ma" : plain(code)) + "-" + plain(date)
                + ".chuyentruong.p7m";
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "");
    }

    /**
     * Opens a file that somebody brought.
     *
     * @param authority whom this school is enrolled with, if anybody
     */
    static Reading open(byte[] file, @Nullable X509Certificate authority, Instant now) {
        if (file.length == 0) {
            return new Reading.Refused(Reason.FILE_MISSING);
        }
        if (file.length > LARGEST) {
            return new Reading.Refused(Reason.FILE_TOO_LARGE);
        }
        Signatures.Opened opened;
        try {
            opened = Signatures.verifyCarried(file);
        } catch (Broken broken) {
            return new Reading.Refused(Reason.FILE_NOT_SIGNED);
        }
        TransferRecord record;
        try {
            record = TransferRecord.parse(opened.content());
        } catch (IllegalArgumentException broken) {
            return new Reading.Refused(Reason.FILE_NOT_A_TRANSFER);
        }
        var bearer = opened.signer().getSubjectX500Principal().getName();
        var code = record.school().code();
        if (!bearer.equals("CN=" + code + "/device") && !bearer.equals("CN=device " + code)) {
            return new Reading.Refused(Reason.FILE_SIGNER_OF_ANOTHER_SCHOOL);
        }
        return new Reading.Opened(
                new TransferFile(record, Certificates.spoken(opened.signer()), certified(file, authority, now)));
    }

    private static boolean certified(byte[] file, @Nullable X509Certificate authority, Instant now) {
        if (authority == null) {
            return false;
        }
        try {
            Signatures.verifyAttached(file, authority, now);
            return true;
        } catch (Broken notCertified) {
            return false;
        }
    }
}
