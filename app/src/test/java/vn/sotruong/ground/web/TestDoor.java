package vn.sotruong.ground.web;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vn.sotruong.backup.seal.KeyDrawer;

/** A real server on a free loopback port, under an authority of its own. */
public final class TestDoor implements AutoCloseable {
    private final Web web;
    private final Path authority;

    private TestDoor(Web web, Path authority) {
        this.web = web;
        this.authority = authority;
    }

    /** Opens on loopback, with keys under {@code data}. */
    public static TestDoor open(Path data, Doorkeeper doorkeeper, List<? extends Pages> pages) {
        return open(data, doorkeeper, pages, Duration.ofMinutes(2));
    }

    /** The same, where a file may take so long to come in. */
    static TestDoor open(Path data, Doorkeeper doorkeeper, List<? extends Pages> pages, Duration longestUpload) {
        var random = new SecureRandom();
        var lan = lan(data, random);
        var web = Web.open(
                new WebSettings(new Entrance("127.0.0.1", 0), lan::keyStore, longestUpload),
                doorkeeper,
                () -> new Masthead("Trường THCS Hoa Mai", "2026–2027"),
                random,
                pages);
        return new TestDoor(web, lan.authorityFile());
    }

    /** What a House under test hands to {@link WebSettings}. */
    public static KeyStore certificate(Path data) {
        return lan(data, new SecureRandom()).keyStore();
    }

    private static LanCertificate lan(Path data, SecureRandom random) {
        return new LanCertificate(
                KeyDrawer.plain(data.resolve("keys/lan")), new Entrance("127.0.0.1", 0), Clock.systemUTC(), random);
    }

    /** The paths of all pages and downloads that a house declares, with their {places}. */
    public static Set<String> paths(Web web) {
        return web.routes().stream()
                .filter(route -> route.method().equals("GET"))
                .map(Gate.Route::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Một đường vào.
     *
     * @param path with its {places}
     */
    public record Way(String method, String path, Set<Need> needs) {}

    /** Every route that a house declares, in the order of path and method. */
    public static List<Way> ways(Web web) {
        return web.routes().stream()
                .map(route -> new Way(route.method(), route.path(), Set.copyOf(route.needs())))
                .sorted(Comparator.comparing(Way::path).thenComparing(Way::method))
                .toList();
    }

    /** A browser without cookies. */
    public TestBrowser browser() {
        return new TestBrowser(web.address(), authority);
    }

    public Web web() {
        return web;
    }

    @Override
    public void close() {
        web.close();
    }
}
