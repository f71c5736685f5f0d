package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.seal.Keys;

/**
 * Khóa diễn tập: a further recipient of every set, so that the box can open its own sets again without the board. It
 * lies in {@code keys/} alone, never on a medium, and a restored school gets a new one.
 */
record DrillKey(PrivateKey key, X509Certificate certificate) {
    private static final int BITS = 3072;
    private static final Duration VALID = Duration.ofDays(10 * 365);

    /** Opens the key in the drawer, making it where there is none. */
    static DrillKey open(KeyDrawer drawer, String school, Clock clock, SecureRandom random) {
        var certificate = drawer.folder().resolve("drill.pem");
        try {
            if (!drawer.holds("drill")) {
                Files.createDirectories(drawer.folder());
                var pair = Keys.newRecipientKey(BITS, random);
                var now = clock.instant();
                var own = Certificates.selfSigned("drill " + school, pair, Use.RECIPIENT, now, now.plus(VALID));
                Certificates.write(certificate, own);
                drawer.put("drill", pair.getPrivate());
            }
            var own = Certificates.readPem(Files.readString(certificate)).getFirst();
            return new DrillKey(drawer.get("drill", own), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "DrillKey";
    }
}
