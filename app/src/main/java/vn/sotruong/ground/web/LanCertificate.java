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
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.WrongPassphrase;

/**
 * Chứng thư mạng nội bộ: the box's own authority, and the server's certificate under it. Kept as files; made when
 * missing, the server's renewed a month before its end or when the box has got another address.
 *
 * <p>The authority may speak for the school's names and for the address ranges that no machine on the internet has
 * (RFC 1918, link-local, loopback). The ranges are wide on purpose: a router gives the box another address whenever it
 * likes, and an authority that knew one address alone would have to be made anew and taught to every machine of every
 * teacher again, until people click warnings away. What that costs: whoever steals the authority's key can pass for
 * other machines of the private networks that its believers sit in, a router's page say; for no site on the internet.
 * Only another name, or a listening address outside these ranges, makes a new authority.
 */
public final class LanCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(LanCertificate.class);
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);
    /** With {@link #before} 397 days: browsers refuse certificates that are good for longer. */
    private static final Duration LIFE = Duration.ofDays(396);

    private static final Duration MARGIN = Duration.ofDays(30);
    private static final List<String> RANGES =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");

    private final Path folder;
    private final KeyDrawer authorities;
    private final KeyDrawer servers;
    private final Entrance entrance;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * The server's key lies in plain (mode 0600): a box whose store nobody has opened yet must show its page, too.
     * Whoever takes the disk away can pass for this box until that certificate ends, in a network where they answer at
     * its address; they can make no other certificate.
     *
     * @param drawer {@code keys/lan}, where the authority's key lies
     */
    public LanCertificate(KeyDrawer drawer, Entrance entrance, Clock clock, SecureRandom random) {
        this.folder = drawer.folder();
        this.authorities = drawer;
        this.servers = KeyDrawer.plain(folder);
        this.entrance = entrance;
        this.clock = clock;
        this.random = random;
    }

    /** The authority's certificate, which browsers of the school are taught to trust. */
    public Path authorityFile() {
        return folder.resolve("authority.pem");
    }

    /** What the server needs as things stand now, with everything missing made. */
    public synchronized KeyStore keyStore() {
        try {
            Files.createDirectories(folder);
            var found = find(authorities, "authority").filter(each -> serves(each.certificate()));
            var standing = found.isPresent() ? Optional.<KeyStore>empty() : standing();
            if (standing.isPresent()) {
                return standing.get();
            }
            var authority = found.orElseGet(this::makeAuthority);
            var server = find(servers, "server")
                    .filter(each -> fits(each, authority.certificate()))
                    .orElseGet(() -> makeServer(authority));
            return store(server.key(), List.of(server.certificate(), authority.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server's certificate as it is, while the authority's key is out of reach: a box that nobody has unlocked yet
     * keeps what machines trust, even if its address has changed meanwhile.
     */
    public synchronized Optional<KeyStore> standing() {
        var now = clock.instant();
        return findCertificate("authority")
                .filter(this::serves)
                .flatMap(authority -> find(servers, "server")
                        .filter(each -> signedBy(authority, each.certificate())
                                && each.certificate().getNotAfter().toInstant().isAfter(now))
                        .map(each -> store(each.key(), List.of(each.certificate(), authority))));
    }

    private Optional<X509Certificate> findCertificate(String name) {
        var file = folder.resolve(name + ".pem");
        try {
            return Files.exists(file)
                    ? Optional.of(Certificates.readPem(Files.readString(file)).getFirst())
                    : Optional.empty();
        } catch (IOException | Broken damaged) {
            return Optional.empty();
        }
    }

    /** A certificate with its key. */
    private record Pair(PrivateKey key, X509Certificate certificate) {}

    /** The pair of files, if both are there, whole and made for each other: a power cut may part them. */
    private Optional<Pair> find(KeyDrawer drawer, String name) {
        var certificate = folder.resolve(name + ".pem");
        if (!drawer.holds(name) || !Files.exists(certificate)) {
            return Optional.empty();
        }
        try {
            var own = Certificates.readPem(Files.readString(certificate)).getFirst();
            return Optional.of(new Pair(drawer.get(name, own), own));
        } catch (IOException | UncheckedIOException | Broken | WrongPassphrase damaged) {
            LOG.debug("{} and its key cannot be read", certificate, damaged);
            return Optional.empty();
        }
    }

    /** Whether it can vouch for every name that must stand in the server's certificate, and for whatever address comes. */
    private boolean serves(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isAfter(clock.instant())
                && Stream.concat(entrance.names().stream(), ranges().map(LanCertificate::first))
                        .allMatch(each -> Certificates.permits(certificate, each));
    }

    private boolean fits(Pair server, X509Certificate authority) {
        var certificate = server.certificate();
        var now = clock.instant();
        var until = certificate.getNotAfter().toInstant();
        var old = until.isBefore(now.plus(MARGIN))
                && (until.isBefore(authority.getNotAfter().toInstant()) || !until.isAfter(now));
        // A clock that once ran ahead leaves a certificate that no browser takes yet.
        var early = certificate.getNotBefore().toInstant().isAfter(now);
        return !old
                && !early
                && signedBy(authority, certificate)
                && names(certificate).containsAll(wanted(authority));
    }

    /** The names, and every address that the box has now and that the authority may speak for. */
    private Set<String> wanted(X509Certificate authority) {
        var all = new LinkedHashSet<>(entrance.names());
        entrance.addresses().stream()
                .filter(each -> Certificates.permits(authority, each))
                .forEach(all::add);
        return all;
    }

    private Stream<String> ranges() {
        return Stream.concat(
                RANGES.stream(),
                entrance.names().stream()
                        .filter(LanCertificate::isAddress)
                        .map(each -> each + (each.contains(":") ? "/128" : "/32")));
    }

    private static String first(String range) {
        return range.substring(0, range.indexOf('/'));
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private Pair makeAuthority() {
        var key = Keys.newAuthorityKey(random);
        var now = clock.instant();
        var dns = entrance.names().stream().filter(each -> !isAddress(each)).toList();
        var certificate = Certificates.lanAuthority(
                "Sổ Trường " + dns.getFirst(),
                key,
                dns,
                ranges().distinct().toList(),
                before(now),
                now.plus(AUTHORITY_LIFE));
        LOG.info("a new authority for {}: browsers must be taught to trust it", dns);
        return keep(authorities, "authority", key, certificate, certificate);
    }

    private Pair makeServer(Pair authority) {
        var key = Keys.newSigningKey(random);
        var now = clock.instant();
        var names = List.copyOf(wanted(authority.certificate()));
        var last = authority.certificate().getNotAfter().toInstant();
        var until = now.plus(LIFE);
        var certificate = Certificates.issueFor(
                key.getPublic(),
                names.getFirst(),
                Certificates.Use.TLS_SERVER,
                names,
                authority.key(),
                authority.certificate(),
                new BigInteger(127, random).setBit(126),
                before(now),
                until.isBefore(last) ? until : last);
        LOG.info("a new certificate for {}", names);
        return keep(servers, "server", key, certificate, certificate, authority.certificate());
    }

    private Pair keep(KeyDrawer drawer, String name, KeyPair key, X509Certificate own, X509Certificate... chain) {
        drawer.replace(name, key.getPrivate());
        Certificates.write(folder.resolve(name + ".pem"), chain);
        return new Pair(key.getPrivate(), own);
    }

    /** Clocks of old school computers run behind: a certificate begins a day ago, and its life counts from there. */
    private static Instant before(Instant now) {
        return now.minus(Duration.ofDays(1));
    }

    private static boolean signedBy(X509Certificate authority, X509Certificate certificate) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** The names and addresses that a server's certificate vouches for. */
    static Set<String> names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream().map(LanCertificate::value).collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (CertificateParsingException e) {
            throw new Broken("the names of a certificate cannot be read", e);
        }
    }

    /** Kind and value, in this order. */
    private static String value(Collection<?> name) {
        return new ArrayList<>(name).get(1).toString();
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
