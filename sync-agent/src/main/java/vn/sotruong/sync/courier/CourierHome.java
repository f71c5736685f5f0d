package vn.sotruong.sync.courier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.NotCanonical;
import vn.sotruong.sync.bundle.Seat;
import vn.sotruong.sync.spool.Spool;

/** Nhà của người đưa thư, {@code courier/} in the data folder: its own key and what enrolment told it. */
public final class CourierHome {
    private static final Duration SELF_SIGNED_FOR = Duration.ofDays(3 * 365);
    private static final int VERSION = 1;
    private static final String NAME = "courier";
    private static final String KEY = NAME + ".key";
    private static final String CERTIFICATE = NAME + ".pem";

    private final Path folder;

    /** The home in a data folder. */
    public CourierHome(Path data) {
        folder = data.resolve(NAME);
    }

    /**
     * Người đưa thư đã đăng ký.
     *
     * @param authority the office's CA, pinned
     */
    public record Enrolled(
            String school,
            String unit,
            List<URI> urls,
            PrivateKey key,
            X509Certificate certificate,
            X509Certificate authority) {}

    /** The courier's key pair, made at the first call. Enrolment asks the office to certify it. */
    public KeyPair key(Clock clock, SecureRandom random) {
        var key = folder.resolve(KEY);
        var certificate = folder.resolve(CERTIFICATE);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(key)) {
                var pair = Keys.newSigningKey(random);
                var now = clock.instant();
                var own = Certificates.selfSigned(
                        "courier", pair, Certificates.Use.SIGNER, now, now.plus(SELF_SIGNED_FOR));
                write(CERTIFICATE, Certificates.pem(own));
                Keys.writePrivate(key, pair.getPrivate());
            }
            return new KeyPair(read(certificate).getPublicKey(), Keys.readPrivate(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the pieces of an update lie until it is whole. */
    public Path updates() {
        return folder.resolve("updates");
    }

    /** Moves in: keeps what the office answered. Its authority was confirmed by a person. False when it is known. */
    public boolean enrol(EnrolmentAnswer answer) {
        try {
            var known = folder.resolve("office.json");
            if (Files.exists(known)
                    && Arrays.equals(Files.readAllBytes(known), office(answer))
                    && read(folder.resolve(CERTIFICATE)).equals(answer.courier())) {
                return false;
            }
            if (!read(folder.resolve(CERTIFICATE))
                    .getPublicKey()
                    .equals(answer.courier().getPublicKey())) {
                throw new IllegalArgumentException("the answer certifies another courier's key");
            }
            write(CERTIFICATE, Certificates.pem(answer.courier()));
            write("office-ca.pem", Certificates.pem(answer.authority()));
            write("office.json", new String(office(answer), StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] office(EnrolmentAnswer answer) {
        return CanonicalJson.write(Map.of(
                "v", VERSION,
                "school", answer.school(),
                "unit", answer.unit(),
                "urls", answer.urls().stream().map(URI::toString).toList()));
    }

    /** What the courier needs on its way, or why it cannot go. */
    public Enrolled enrolled() throws NotEnrolled {
        for (var name : List.of(KEY, CERTIFICATE, "office-ca.pem", "office.json")) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new NotEnrolled(name + " is missing");
            }
        }
        try {
            var office = CanonicalJson.read(Files.readAllBytes(folder.resolve("office.json")));
            if (office.get("school") instanceof String school
                    && office.get("unit") instanceof String unit
                    && office.get("urls") instanceof List<?> urls
                    && !urls.isEmpty()) {
                var certificate = read(folder.resolve(CERTIFICATE));
                if (!Seat.COURIER.isOf(school, certificate)) {
                    throw new NotEnrolled("courier.pem is not certified for " + school);
                }
                return new Enrolled(
                        school,
                        unit,
                        urls.stream().map(url -> URI.create(url.toString())).toList(),
                        Keys.readPrivate(folder.resolve(KEY)),
                        certificate,
                        read(folder.resolve("office-ca.pem")));
            }
            throw new NotEnrolled("office.json has not its form");
        } catch (NotCanonical | Broken broken) {
            throw new NotEnrolled("a file of the enrolment is damaged: " + broken.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A private place for files that are not yet believed. */
    Path scratch() {
        try {
            return Files.createDirectories(folder.resolve("scratch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate read(Path file) throws IOException {
        return Certificates.readPem(Files.readString(file)).getFirst();
    }

    private void write(String name, String text) throws IOException {
        var fresh = folder.resolve(name + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Spool.settle(folder);
    }
}
