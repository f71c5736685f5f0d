package vn.sotruong.school.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;

/**
 * Máy của trường: its two keys with their certificates, in {@code keys/}. Until the receiving office has certified them
 * they vouch for themselves; the keys stay the same afterwards.
 *
 * @param signer P-256, signs bundle labels, backup sets and requests
 * @param signerCertificate by the office, or self-signed before enrolment
 * @param receiver RSA-3072, opens what is sealed to this box
 * @param receiverCertificate by the office, or self-signed before enrolment
 * @param ownCertificate the signing key's self-signed certificate, by which a person at the office knows the box
 */
public record Device(
        PrivateKey signer,
        X509Certificate signerCertificate,
        PrivateKey receiver,
        X509Certificate receiverCertificate,
        X509Certificate ownCertificate) {
    private static final Duration SELF_SIGNED_FOR = Duration.ofDays(3 * 365);
    private static final int RECEIVER_BITS = 3072;

    /** Opens the keys in {@code folder}, making them where they are missing. */
    public static Device open(Path folder, String school, Clock clock, SecureRandom random) {
        try {
            Files.createDirectories(folder);
            make(folder, "device", school, Use.SIGNER, clock, () -> Keys.newSigningKey(random));
            keepOwn(folder);
            make(folder, "box", school, Use.RECIPIENT, clock, () -> Keys.newRecipientKey(RECEIVER_BITS, random));
            return new Device(
                    Keys.readPrivate(folder.resolve("device.key")),
                    certificate(folder.resolve("device.pem")),
                    Keys.readPrivate(folder.resolve("box.key")),
                    certificate(folder.resolve("box.pem")),
                    certificate(folder.resolve("device-own.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the certificates that the office issued for these keys. */
    public Device certified(Path folder, X509Certificate forSigner, X509Certificate forReceiver) {
        if (!forSigner.getPublicKey().equals(signerCertificate.getPublicKey())
                || !forReceiver.getPublicKey().equals(receiverCertificate.getPublicKey())) {
            throw new IllegalArgumentException("these certificates are for another box");
        }
        Certificates.write(folder.resolve("device.pem"), forSigner);
        Certificates.write(folder.resolve("box.pem"), forReceiver);
        return new Device(signer, forSigner, receiver, forReceiver, ownCertificate);
    }

    /** The signing key with its public half. */
    public KeyPair signerPair() {
        return new KeyPair(signerCertificate.getPublicKey(), signer);
    }

    /** The receiving key with its public half. */
    public KeyPair receiverPair() {
        return new KeyPair(receiverCertificate.getPublicKey(), receiver);
    }

    private static void keepOwn(Path folder) throws IOException {
        var own = folder.resolve("device-own.pem");
        if (!Files.exists(own)) {
            Certificates.write(own, certificate(folder.resolve("device.pem")));
        }
    }

    private static void make(Path folder, String name, String school, Use use, Clock clock, Supplier<KeyPair> newKey) {
        var key = folder.resolve(name + ".key");
        var certificate = folder.resolve(name + ".pem");
        if (Files.exists(key) && Files.exists(certificate)) {
            return;
        }
        if (Files.exists(key)) {
            throw new IllegalStateException("a key without its certificate: " + key.getFileName());
        }
        var pair = newKey.get();
        var now = clock.instant();
        Certificates.write(
                certificate, Certificates.selfSigned(name + " " + school, pair, use, now, now.plus(SELF_SIGNED_FOR)));
        Keys.writePrivate(key, pair.getPrivate());
    }

    private static X509Certificate certificate(Path file) throws IOException {
        return Certificates.readPem(Files.readString(file)).getFirst();
    }
}
