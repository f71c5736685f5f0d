package vn.sotruong.ground.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;

/**
 * Chứng thư mạng nội bộ: the box's own authority, which may speak for these names alone, and the server's certificate
 * under it. Kept as files; made when missing, renewed a month before the end or when the names change.
 */
public final class LanCertificate {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration MARGIN = Duration.ofDays(30);

    private final Path folder;
    private final List<String> dns;
    private final List<String> addresses;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param folder {@code keys/lan}
     * @param dns host names such as {@code localhost}
     * @param addresses IP addresses such as {@code 127.0.0.1}
     */
    public LanCertificate(Path folder, List<String> dns, List<String> addresses, Clock clock, SecureRandom random) {
        this.folder = folder;
        this.dns = List.copyOf(dns);
        this.addresses = List.copyOf(addresses);
        this.clock = clock;
        this.random = random;
    }

    /** The authority's certificate, which browsers of the school are taught to trust. */
    public Path authorityFile() {
        return folder.resolve("authority.pem");
    }

    /** What the server needs, with everything missing made. */
    public KeyStore keyStore() {
        try {
            Files.createDirectories(folder);
            if (!Files.exists(authorityFile()) || namesChanged(read(authorityFile()))) {
                makeAuthority();
            }
            var server = folder.resolve("server.pem");
            if (!Files.exists(server) || old(read(server).getFirst()) || namesChanged(read(server))) {
                makeServer();
            }
            return store(Keys.readPrivate(folder.resolve("server.key")), read(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean old(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(clock.instant().plus(MARGIN));
    }

    /** The names stand in a plain file beside the certificates: simpler to compare than the extensions. */
    private boolean namesChanged(List<X509Certificate> chain) throws IOException {
        var noted = folder.resolve("names");
        return chain.isEmpty()
                || !Files.exists(noted)
                || !new HashSet<>(Files.readAllLines(noted)).equals(Set.copyOf(names()));
    }

    private List<String> networks() {
        return addresses.stream()
                .map(ip -> ip + (ip.contains(":") ? "/128" : "/32"))
                .toList();
    }

    private List<String> names() {
        var all = new java.util.ArrayList<>(dns);
        all.addAll(addresses);
        return all;
    }

    private void makeAuthority() throws IOException {
        var key = Keys.newAuthorityKey(random);
        var now = clock.instant();
        var authority = Certificates.lanAuthority(
                "Sổ Trường " + names().getFirst(), key, dns, networks(), before(now), now.plus(AUTHORITY_LIFE));
        putKey("authority.key", key);
        Certificates.write(authorityFile(), authority);
        Files.deleteIfExists(folder.resolve("server.pem"));
        put(folder.resolve("names"), String.join("\n", names()) + "\n");
    }

    private void makeServer() throws IOException {
        var authority = read(authorityFile()).getFirst();
        var key = Keys.newSigningKey(random);
        var now = clock.instant();
        var certificate = Certificates.issueFor(
                key.getPublic(),
                names().getFirst(),
                Certificates.Use.TLS_SERVER,
                names(),
                Keys.readPrivate(folder.resolve("authority.key")),
                authority,
                new BigInteger(127, random).setBit(126),
                before(now),
                now.plus(LIFE));
        putKey("server.key", key);
        Certificates.write(folder.resolve("server.pem"), certificate, authority);
    }

    /** Clocks of old school computers run behind: a certificate begins a day ago. */
    private static Instant before(Instant now) {
        return now.minus(Duration.ofDays(1));
    }

    private void putKey(String name, KeyPair key) throws IOException {
        var file = folder.resolve(name);
        Files.deleteIfExists(file);
        Keys.writePrivate(file, key.getPrivate());
    }

    private static void put(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<X509Certificate> read(Path file) throws IOException {
        return Certificates.readPem(Files.readString(file));
    }

    private static KeyStore store(PrivateKey key, List<X509Certificate> chain) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("tls", key, new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot hold the server's certificate", e);
        }
    }
}
