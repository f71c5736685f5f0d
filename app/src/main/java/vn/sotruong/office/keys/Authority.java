package vn.sotruong.office.keys;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import vn.sotruong.backup.seal.Certificates;

/** Gốc chứng thực của nơi nhận, opened with its passphrase for as long as one enrolment takes. */
public final class Authority {
    private static final Duration VALID = Duration.ofDays(3 * 365);
    private static final int SERIAL_BITS = 127;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Clock clock;
    private final SecureRandom random;

    Authority(PrivateKey key, X509Certificate certificate, Clock clock, SecureRandom random) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Answers a certificate request.
     *
     * @throws vn.sotruong.backup.seal.Broken when the request is not signed by the key it names
     */
    public X509Certificate issue(byte[] request, Certificates.Use use) {
        // an hour back: a box whose clock runs a little behind must not find its own certificate in the future
        var from = clock.instant().minus(Duration.ofHours(1));
        var serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
        return Certificates.issue(request, use, key, certificate, serial, from, from.plus(VALID));
    }
}
