package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.KeyDrawer;

/** The router gives the box another address, years pass, the power fails: teachers are not taught twice. */
class LanCertificateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
    private final AtomicReference<List<String>> machine = new AtomicReference<>(List.of("192.168.1.20"));
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private LanCertificate lan(String name) {
        return new LanCertificate(KeyDrawer.plain(folder), entrance(name), new Hands(now), random);
    }

    private Entrance entrance(String name) {
        return new Entrance(Entrance.EVERYWHERE, 0, Optional.of(name), Optional.empty(), false, machine::get);
    }

    private static final class Hands extends Clock {
        private final AtomicReference<Instant> now;

        Hands(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private List<X509Certificate> made(String name) throws Exception {
        var store = lan(name).keyStore();
        var chain = new ArrayList<X509Certificate>();
        for (var each : store.getCertificateChain("tls")) {
            chain.add((X509Certificate) each);
        }
        return chain;
    }

    private List<X509Certificate> made() throws Exception {
        return made("sotruong.local");
    }

    /** What a stock program says of the chain on disk, asked for one host. */
    private String verify(String... asked) throws Exception {
        var command = new ArrayList<>(List.of(
                "openssl",
                "verify",
                "-attime",
                Long.toString(now.get().getEpochSecond()),
                "-purpose",
                "sslserver",
                "-x509_strict",
                "-CAfile",
                "authority.pem"));
        command.addAll(List.of(asked));
        command.add("server.pem");
        var run = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        run.getOutputStream().close();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        run.waitFor();
        return said;
    }

    @Test
    void it_vouches_for_the_name_and_for_the_address_that_the_network_gave() throws Exception {
        var server = made().getFirst();
        assertThat(LanCertificate.names(server))
                .containsExactlyInAnyOrder("sotruong.local", "localhost", "127.0.0.1", "192.168.1.20");
        assertThat(verify("-verify_hostname", "sotruong.local")).contains("server.pem: OK");
        assertThat(verify("-verify_ip", "192.168.1.20")).contains("server.pem: OK");
        assertThat(verify("-verify_ip", "192.168.1.21")).contains("IP address mismatch");
        assertThat(Duration.between(
                        server.getNotBefore().toInstant(), server.getNotAfter().toInstant()))
                .isLessThanOrEqualTo(Duration.ofDays(397));
        assertThat(server.getNotBefore().toInstant()).isBefore(now.get());
    }

    @Test
    void another_private_address_of_whatever_range_needs_no_new_authority() throws Exception {
        var authority = made().getLast();
        for (var address : List.of("10.20.30.40", "172.31.255.254", "192.168.200.3", "169.254.9.9")) {
            machine.set(List.of(address));
            var chain = made();
            assertThat(chain.getLast()).isEqualTo(authority);
            assertThat(LanCertificate.names(chain.getFirst())).contains(address).doesNotContain("192.168.1.20");
            assertThat(verify("-verify_ip", address)).contains("server.pem: OK");
        }
    }

    @Test
    void an_address_that_goes_or_stays_makes_no_new_certificate() throws Exception {
        var server = made().getFirst();
        assertThat(made().getFirst()).isEqualTo(server);
        machine.set(List.of());
        assertThat(made().getFirst()).isEqualTo(server);
    }

    @Test
    void an_address_of_the_internet_is_left_out_and_the_rest_still_verifies() throws Exception {
        machine.set(List.of("8.8.8.8", "172.32.0.1", "192.168.1.20"));
        assertThat(LanCertificate.names(made().getFirst())).doesNotContain("8.8.8.8", "172.32.0.1");
        assertThat(verify("-verify_ip", "192.168.1.20")).contains("server.pem: OK");
    }

    @Test
    void the_authority_is_believed_for_nothing_on_the_internet() throws Exception {
        var authority = made().getLast();
        assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.30");
        for (var stranger : List.of("bank.example", "local", "8.8.8.8", "172.32.0.1", "2001:db8::1", "fe80::1")) {
            assertThat(Certificates.permits(authority, stranger)).as(stranger).isFalse();
        }
    }

    @Test
    void a_month_before_its_end_the_certificate_is_renewed_under_the_same_authority() throws Exception {
        var first = made();
        now.set(now.get().plus(Duration.ofDays(365)));
        assertThat(made()).isEqualTo(first);
        now.set(now.get().plus(Duration.ofDays(2)));
        var second = made();
        assertThat(second.getLast()).isEqualTo(first.getLast());
        assertThat(second.getFirst()).isNotEqualTo(first.getFirst());
        assertThat(verify("-verify_hostname", "sotruong.local")).contains("server.pem: OK");
    }

    @Test
    void it_ends_with_its_authority_and_is_not_made_again_and_again() throws Exception {
        var authority = made().getLast();
        now.set(authority.getNotAfter().toInstant().minus(Duration.ofDays(9)));
        var last = made();
        assertThat(last.getLast()).isEqualTo(authority);
        assertThat(last.getFirst().getNotAfter()).isEqualTo(authority.getNotAfter());
        now.set(now.get().plus(Duration.ofDays(1)));
        assertThat(made()).isEqualTo(last);
        now.set(now.get().plus(Duration.ofDays(9)));
        assertThat(made().getLast()).isNotEqualTo(authority);
    }

    @Test
    void a_clock_that_once_ran_ahead_does_no_lasting_harm() throws Exception {
        var authority = made().getLast();
        now.set(now.get().plus(Duration.ofDays(900)));
        made();
        now.set(now.get().minus(Duration.ofDays(900)));
        assertThat(made().getLast()).isEqualTo(authority);
        assertThat(verify("-verify_hostname", "sotruong.local")).contains("server.pem: OK");
    }

    @Test
    void another_name_makes_a_new_authority_and_a_certificate_under_it() throws Exception {
        var before = made().getLast();
        var after = made("so.thcshoamai.edu.vn");
        assertThat(after.getLast()).isNotEqualTo(before);
        assertThat(verify("-verify_hostname", "so.thcshoamai.edu.vn")).contains("server.pem: OK");
        assertThat(made().getLast()).as("it may speak for the usual name too").isEqualTo(after.getLast());
    }

    @Test
    void a_key_that_a_power_cut_parted_from_its_certificate_is_made_anew() throws Exception {
        var authority = made().getLast();
        Files.copy(folder.resolve("authority.key"), folder.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(made().getLast()).isEqualTo(authority);
        Files.delete(folder.resolve("server.key"));
        assertThat(made().getLast()).isEqualTo(authority);
        Files.writeString(folder.resolve("server.pem"), "");
        assertThat(made().getLast()).isEqualTo(authority);
        assertThat(verify("-verify_hostname", "sotruong.local")).contains("server.pem: OK");
        assertThat(handshake(open()).getLast()).isEqualTo(authority);
    }

    @Test
    void while_the_authoritys_key_is_out_of_reach_what_machines_trust_stays() throws Exception {
        var before = made();
        Files.delete(folder.resolve("authority.key"));
        machine.set(List.of("10.1.1.7"));
        assertThat(made()).isEqualTo(before);
        now.set(now.get().plus(Duration.ofDays(390)));
        assertThat(made()).isEqualTo(before);
        now.set(now.get().plus(Duration.ofDays(10)));
        assertThat(made().getLast()).isNotEqualTo(before.getLast());
        assertThat(verify("-verify_ip", "10.1.1.7")).contains("server.pem: OK");
    }

    @Test
    void a_running_server_takes_the_new_certificate_and_drops_nobody() throws Exception {
        var lan = lan("sotruong.local");
        try (var web = Web.open(
                new WebSettings(entrance("sotruong.local"), lan::keyStore),
                Doorkeeper.ofNobody(),
                () -> new Masthead("Trường THCS Hoa Mai", ""),
                random,
                List.of())) {
            var browser = new TestBrowser(web.address(), lan.authorityFile());
            assertThat(browser.get("/trust").body())
                    .contains("https://sotruong.local:" + web.port() + "/")
                    .contains("https://192.168.1.20:" + web.port() + "/");
            var before = handshake(web.port());
            try (var standing = connect(web.port())) {
                standing.startHandshake();
                machine.set(List.of("10.1.1.7"));
                assertThat(handshake(web.port())).as("nobody looked yet").isEqualTo(before);
                web.renew();
                var after = handshake(web.port());
                assertThat(after.getLast()).isEqualTo(before.getLast());
                assertThat(LanCertificate.names(after.getFirst())).contains("10.1.1.7");
                assertThat(status(standing)).contains("200");
            }
            assertThat(new TestBrowser(web.address(), lan.authorityFile())
                            .get("/trust")
                            .body())
                    .contains("https://10.1.1.7:" + web.port() + "/")
                    .doesNotContain("192.168.1.20");
        }
    }

    @Test
    void the_addresses_of_this_machine_are_private_ones() {
        assertThat(Entrance.ownAddresses())
                .allMatch(each -> each.matches("(10|172|192|169)(\\.[0-9]+){3}"))
                .doesNotContain("127.0.0.1");
    }

    @Test
    void a_name_is_told_from_what_is_none() {
        assertThat(List.of("sotruong.local", "so.thcs-hoamai.edu.vn")).allMatch(Entrance::isName);
        assertThat(List.of("", "sotruong", "a b.vn", "192.168.1.1", "so_truong.local", "x.y/z", "*.local", "-a.vn"))
                .noneMatch(Entrance::isName);
    }

    private int open() {
        opened = Web.open(
                new WebSettings(entrance("sotruong.local"), lan("sotruong.local")::keyStore),
                Doorkeeper.ofNobody(),
                () -> new Masthead("", ""),
                random,
                List.of());
        return opened.port();
    }

    private @Nullable Web opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private SSLSocket connect(int port) throws IOException {
        return (SSLSocket) TestBrowser.trusting(folder.resolve("authority.pem"))
                .getSocketFactory()
                .createSocket("127.0.0.1", port);
    }

    /** The chain that a real handshake shows. */
    private List<X509Certificate> handshake(int port) throws IOException {
        try (var socket = connect(port)) {
            socket.startHandshake();
            var chain = new ArrayList<X509Certificate>();
            for (var each : socket.getSession().getPeerCertificates()) {
                chain.add((X509Certificate) each);
            }
            return chain;
        }
    }

    private static String status(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /trust HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.lines().findFirst().orElse("");
    }
}
