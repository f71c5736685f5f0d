package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.KeyDrawer;

/** The plain port shows the way and nothing else. */
class PorchTest {
    @TempDir
    static Path data;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Web web;
    private static LanCertificate lan;

    @BeforeAll
    static void open() {
        var entrance = entrance(0, 0);
        lan = new LanCertificate(KeyDrawer.plain(data), entrance, Clock.systemUTC(), new SecureRandom());
        web = open(entrance);
    }

    private static Entrance entrance(int port, int porch) {
        return new Entrance(
                Entrance.EVERYWHERE,
                port,
                Optional.of("sotruong.local"),
                Optional.of(porch),
                true,
                () -> List.of("192.168.1.20", "192.168.1.30"));
    }

    private static Web open(Entrance entrance) {
        return Web.open(
                new WebSettings(entrance, lan::keyStore),
                Doorkeeper.ofNobody(),
                () -> new Masthead("Trường THCS Hoa Mai", ""),
                new SecureRandom(),
                List.of());
    }

    @AfterAll
    static void close() {
        web.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + web.porchPort().orElseThrow() + path));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(to(path).build(), BodyHandlers.ofString());
    }

    @Test
    void it_tells_the_address_the_fingerprint_and_each_machines_steps() throws Exception {
        var page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Trường THCS Hoa Mai")
                .contains("href=\"https://sotruong.local/\"")
                .contains("href=\"https://192.168.1.20/\"")
                .contains("href=\"https://192.168.1.30/\"")
                .contains(Certificates.spoken(authority()))
                .contains("Windows", "Android", "iPhone", "Firefox")
                .doesNotContain("<form", "<script", "password");
        assertThat(get("/?lang=en").body()).contains("The way in to Sổ Trường");
    }

    private static X509Certificate authority() throws IOException {
        return Certificates.readPem(Files.readString(lan.authorityFile())).getFirst();
    }

    @Test
    void it_gives_the_authority_in_both_forms_and_never_a_key() throws Exception {
        assertThat(get("/trust/so-truong-ca.pem").body())
                .isEqualTo(Certificates.pem(authority()))
                .doesNotContain("PRIVATE");
        var der = CLIENT.send(to("/trust/so-truong-ca.crt").build(), BodyHandlers.ofByteArray());
        assertThat(der.body()).isEqualTo(authority().getEncoded());
        assertThat(der.headers().firstValue("content-type")).contains("application/x-x509-ca-cert");
    }

    @Test
    void whatever_else_is_asked_for_leads_to_that_page() throws Exception {
        for (var path : List.of(
                "/sign-in", "/today", "/classes/7a?x=1", "/setup", "/health", "/static/x/web/none.css", "/..%2f")) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isIn(302, 400);
            if (answer.statusCode() == 302) {
                assertThat(answer.headers().firstValue("location")).contains("/");
            }
        }
        for (var method : List.of("POST", "PUT", "DELETE")) {
            var answer = CLIENT.send(
                    to("/sign-in")
                            .method(method, BodyPublishers.ofString("username=a&password=b"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method).isEqualTo(302);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void a_phone_that_asks_for_the_internet_gets_a_plain_no() throws Exception {
        for (var probe : List.of("/generate_204", "/hotspot-detect.html", "/connecttest.txt", "/success.txt?ipv4")) {
            var answer = get(probe);
            assertThat(answer.statusCode()).as(probe).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("404");
        }
    }

    @Test
    void it_sets_no_cookie_promises_no_https_and_lets_nobody_frame_it() throws Exception {
        for (var path : List.of("/", "/sign-in", "/generate_204", "/trust/so-truong-ca.crt")) {
            var answer = CLIENT.send(
                    to(path).header("Cookie", "__Host-sotruong=" + "a".repeat(43))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.headers().map().keySet())
                    .as(path)
                    .doesNotContain("set-cookie", "strict-transport-security", "server")
                    .contains("content-security-policy", "x-frame-options");
        }
    }

    @Test
    void no_address_is_made_from_the_name_that_a_browser_says() throws Exception {
        for (var path : List.of("/", "/sign-in")) {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), web.porchPort().orElseThrow())) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                                        + "Connection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("evil.example");
            }
        }
    }

    @Test
    void the_front_door_speaks_no_plain_http_and_names_the_porch_for_the_first_visit() throws Exception {
        var place = new Place(
                URI.create("https://sotruong.local/"),
                List.of(URI.create("https://192.168.1.20/")),
                List.of(URI.create("http://sotruong.local/"), URI.create("http://192.168.1.20/")),
                authority());
        assertThat(place.trust()).hasToString("http://sotruong.local/");
        assertThat(place.firstVisit()).hasToString("http://192.168.1.20/");
        assertThat(String.join("", place.lines())).isEqualTo(place.whole());
        assertThat(place.lines()).hasSize(4);
        assertThatThrownBy(() -> CLIENT.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_porch_whose_port_is_taken_says_so_and_leaves_no_door_open() throws Exception {
        try (var other = new ServerSocket(0)) {
            var free = new ServerSocket(0);
            var port = free.getLocalPort();
            free.close();
            assertThatThrownBy(() -> open(entrance(port, other.getLocalPort())))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining(String.valueOf(other.getLocalPort()));
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Tag("browser")
    void it_looks_right_on_a_desk_and_on_a_phone() throws Exception {
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                var wide = page.viewportSize().width;
                page.navigate("http://127.0.0.1:" + web.porchPort().orElseThrow() + "/");
                page.waitForSelector("text=Lối vào Sổ Trường");
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(wide);
                assertThat(new Axe().violations(page)).isEmpty();
                Chromium.shoot(page, "hien-nha-" + wide);
            }
        }
    }
}
