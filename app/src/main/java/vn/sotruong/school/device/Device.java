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
import vn.sotruong.backup.seal.KeyDrawer;
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

    /** Opens the keys in the drawer, making them where they are missing. */
    public static Device open(KeyDrawer drawer, String school, Clock clock, SecureRandom random) {
        var folder = drawer.folder();
        try {
            Files.createDirectories(folder);
            make(drawer, "device", school, Use.SIGNER, clock, () -> Keys.newSigningKey(random));
            keepOwn(folder);
            make(drawer, "box", school, Use.RECIPIENT, clock, () -> Keys.newRecipientKey(RECEIVER_BITS, random));
            var signer = certificate(folder.resolve("device.pem"));
            var receiver = certificate(folder.resolve("box.pem"));
            return new Device(
                    drawer.get("device", signer),
                    signer,
                    drawer.get("box", receiver),
                    receiver,
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

    private static void make(
            KeyDrawer drawer, String name, String school, Use use, Clock clock, Supplier<KeyPair> newKey) {
        var certificate = drawer.folder().resolve(name + ".pem");
        if (drawer.holds(name) && Files.exists(certificate)) {
            return;
        }
        if (drawer.holds(name)) {
            throw new IllegalStateException("a key without its certificate: " + name);
        }
        var pair = newKey.get();
        var now = clock.instant();
        Certificates.write(
                certificate, Certificates.selfSigned(name + " " + school, pair, use, now, now.plus(SELF_SIGNED_FOR)));
        drawer.put(name, pair.getPrivate());
    }

    private static X509Certificate certificate(Path file) throws IOException {
        return Certificates.readPem(Files.readString(file)).getFirst();
    }
}
