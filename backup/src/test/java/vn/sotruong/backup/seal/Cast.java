package vn.sotruong.backup.seal;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The keys of a small world, made once: RSA keys are slow to come by. */
public final class Cast {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    // wide enough for stock tools on a machine with any sane clock
    public static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    public static final Instant THEN = Instant.parse("2049-01-01T00:00:00Z");

    public static final KeyPair AUTHORITY_KEY = Keys.newAuthorityKey(RANDOM);
    public static final X509Certificate AUTHORITY =
            Certificates.selfSigned("Nơi nhận Hoa Mai", AUTHORITY_KEY, Certificates.Use.AUTHORITY, FROM, THEN);
    public static final KeyPair SIGNER_KEY = Keys.newSigningKey(RANDOM);
    public static final X509Certificate SIGNER = Certificates.issue(
            Certificates.request("Máy Trường THCS Hoa Mai", SIGNER_KEY),
            Certificates.Use.SIGNER,
            AUTHORITY_KEY.getPrivate(),
            AUTHORITY,
            BigInteger.TWO,
            FROM,
            THEN);
    public static final KeyPair OFFICE_KEY = Keys.newRecipientKey(3072, RANDOM);
    public static final X509Certificate OFFICE = Certificates.issueFor(
            OFFICE_KEY.getPublic(),
            "Xã Hoa Mai",
            Certificates.Use.RECIPIENT,
            List.of(),
            AUTHORITY_KEY.getPrivate(),
            AUTHORITY,
            BigInteger.TEN,
            FROM,
            THEN);
    public static final KeyPair ARCHIVE_KEY = Keys.newRecipientKey(3072, RANDOM);
    public static final X509Certificate ARCHIVE =
            Certificates.selfSigned("Lưu trữ 2026", ARCHIVE_KEY, Certificates.Use.RECIPIENT, FROM, THEN);

    private Cast() {}
}
