package vn.sotruong.office.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.sync.bundle.Seat;

/** Tạo chùm khóa: makes all keys of a new office. */
public final class KeyMaker {
    private static final Duration AUTHORITY_VALID = Duration.ofDays(10 * 365);
    private static final Duration VALID = Duration.ofDays(2 * 365);
    private static final int RECIPIENT_BITS = 3072;
    private static final int SERIAL_BITS = 127;

    private static final String DEPARTMENT = "SO";

    private final Path folder;
    private final SecureRandom random;
    private final Instant from;
    private final KeyPair authorityKey;
    private final X509Certificate authority;

    private KeyMaker(Path folder, String unit, Clock clock, SecureRandom random) {
        this.folder = folder;
        this.random = random;
        this.from = clock.instant().minus(Duration.ofHours(1));
        this.authorityKey = Keys.newAuthorityKey(random);
        this.authority =
                Certificates.selfSigned("CA " + unit, authorityKey, Use.AUTHORITY, from, from.plus(AUTHORITY_VALID));
    }

    /**
     * Makes the keys.
     *
     * @param unit the office's code
     * @param department the certificate of the department above; absent makes a pair here, whose key lies in the folder
     *     {@code so} until the department fetches it
     * @param hosts names and addresses under which the office is reached
     */
    public static void make(
            Path folder,
            String unit,
            char[] passphrase,
            Optional<X509Certificate> department,
            List<String> hosts,
            Clock clock,
            SecureRandom random) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var maker = new KeyMaker(folder, unit, clock, random);
            maker.keepAuthority(passphrase);
            maker.keepOwn(unit, hosts);
            maker.keepDepartment(department);
            DatabaseKey.random(random).writeTo(folder.resolve("database.key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keepAuthority(char[] passphrase) throws IOException {
        writeSecret(folder.resolve("office-ca.key"), Keys.encrypted(authorityKey.getPrivate(), passphrase));
        Files.writeString(folder.resolve("office-ca.pem"), Certificates.pem(authority), StandardOpenOption.CREATE_NEW);
    }

    private void keepOwn(String unit, List<String> hosts) throws IOException {
        keep("signing", Keys.newSigningKey(random), Seat.OFFICE.commonName(unit), Use.SIGNER, List.of());
        var opening = Keys.newRecipientKey(RECIPIENT_BITS, random);
        keep("recipient", opening, Seat.RECIPIENT.commonName(unit), Use.RECIPIENT, List.of());
        var names = new ArrayList<>(hosts);
        for (var loopback : List.of("localhost", "127.0.0.1")) {
            if (!names.contains(loopback)) {
                names.add(loopback);
            }
        }
        keep("tls", Keys.newSigningKey(random), names.getFirst(), Use.TLS_SERVER, names);
    }

    private void keepDepartment(Optional<X509Certificate> given) throws IOException {
        if (given.isPresent()) {
            Files.writeString(folder.resolve("so-recipient.pem"), Certificates.pem(given.get()));
            return;
        }
        var drawer = Files.createDirectory(folder.resolve("so"));
        var key = Keys.newRecipientKey(RECIPIENT_BITS, random);
        Keys.writePrivate(drawer.resolve("so-recipient.key"), key.getPrivate());
        Files.writeString(
                folder.resolve("so-recipient.pem"),
                Certificates.pem(issue(key, Seat.RECIPIENT.commonName(DEPARTMENT), Use.RECIPIENT, List.of())));
    }

    private void keep(String name, KeyPair key, String owner, Use use, List<String> hosts) throws IOException {
        Keys.writePrivate(folder.resolve(name + ".key"), key.getPrivate());
        Files.writeString(folder.resolve(name + ".pem"), Certificates.pem(issue(key, owner, use, hosts)));
    }

    private X509Certificate issue(KeyPair key, String owner, Use use, List<String> hosts) {
        var serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
        return Certificates.issueFor(
                key.getPublic(),
                owner,
                use,
                hosts,
                authorityKey.getPrivate(),
                authority,
                serial,
                from,
                from.plus(VALID));
    }

    /** Writes a text that only its owner can read to a new file. */
    public static void writeSecret(Path file, String text) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
