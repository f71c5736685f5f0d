package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.trial.TrialPages;

/** The front door under attack. */
class WebTest {
    @TempDir
    static Path data;

    private static TestDoor door;

    @BeforeAll
    static void open() {
        var room = new TrialPages();
        door = TestDoor.open(data, room, List.of(room));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static TestBrowser signedIn(Need need) {
        var browser = door.browser();
        browser.get("/");
        assertThat(browser.post("/enter", "need", need.name()).statusCode()).isEqualTo(302);
        browser.get("/inside");
        return browser;
    }

    @Test
    void every_route_but_the_open_ones_turns_an_anonymous_visitor_away() {
        var open = 0;
        for (var route : door.web().routes()) {
            if (route.needs().contains(Need.ANYONE) || route.needs().contains(Need.MACHINE)) {
                open++;
                continue;
            }
            var browser = door.browser();
            var answer = browser.send(browser.request(route.path()).method(route.method(), BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(route.toString()).isIn(303, 401, 403);
            assertThat(answer.body()).doesNotContain("noted").doesNotContain("board");
        }
        assertThat(open).isEqualTo(10);
    }

    @Test
    void a_page_without_a_session_leads_to_the_sign_in_and_back() {
        var answer = door.browser().get("/inside?class=7A&x=%C3%A1");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(answer)).isEqualTo("/sign-in?next=%2Finside%3Fclass%3D7A%26x%3D%25C3%25A1");
    }

    @Test
    void a_script_without_a_session_is_told_so_in_json() {
        var browser = door.browser();
        var answer = browser.postJson("/note", "{}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"problem\":\"SIGNED_OUT\"").contains("Phiên làm việc đã hết.");
    }

    @Test
    void one_need_of_several_is_enough_and_another_is_not() {
        assertThat(signedIn(Need.PRINCIPAL).get("/board").body()).isEqualTo("board");
        assertThat(signedIn(Need.BOARD).get("/board").body()).isEqualTo("board");
        var refused = signedIn(Need.ENTER_MARKS).get("/board");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("không được mở trang đó");
    }

    @Test
    void somebody_with_a_first_password_is_sent_to_change_it() {
        var browser = signedIn(Need.CHANGE_PASSWORD);
        assertThat(TestBrowser.location(browser.get("/inside"))).isEqualTo("/password");
    }

    @Test
    void a_post_without_or_with_a_wrong_token_writes_nothing() {
        var browser = signedIn(Need.ENTER_MARKS);
        var stranger = signedIn(Need.ENTER_MARKS).token();
        for (var token : List.of("", "x", "A".repeat(43), "é".repeat(43), stranger)) {
            var answer = browser.postBare("/note", "note", "hi", "csrf", token);
            assertThat(answer.statusCode()).as(token).isEqualTo(403);
            assertThat(answer.body())
                    .contains("Biểu mẫu này không còn hiệu lực")
                    .doesNotContain("noted");
        }
        assertThat(browser.postBare("/note", "note", "hi").statusCode()).isEqualTo(403);
        assertThat(browser.post("/note", "note", "hi").body()).isEqualTo("noted hi");
    }

    @Test
    void a_good_token_from_another_origin_is_refused() {
        var browser = signedIn(Need.ENTER_MARKS);
        for (var origin : List.of("https://evil.example", "https://127.0.0.1:1", "%%")) {
            var answer = browser.send(browser.request("/note")
                    .header("Origin", origin)
                    .header("X-CSRF", browser.token())
                    .POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
        }
        for (var site : List.of("cross-site", "same-site", "none")) {
            var answer = browser.send(browser.request("/note")
                    .header("Origin", "null")
                    .header("Sec-Fetch-Site", site)
                    .header("X-CSRF", browser.token())
                    .POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(site).isEqualTo(403);
        }
        var own = browser.send(browser.request("/note")
                .header("Origin", door.web().address().resolve("/").toString().replaceAll("/$", ""))
                .header("X-CSRF", browser.token())
                .POST(BodyPublishers.noBody()));
        assertThat(own.statusCode()).isEqualTo(200);
    }

    @Test
    void tokens_differ_on_every_page_and_both_hold() {
        var browser = signedIn(Need.ENTER_MARKS);
        var seen = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            browser.get("/inside");
            seen.add(browser.token());
        }
        assertThat(seen).hasSize(5);
        seen.forEach(token -> assertThat(
                        browser.postBare("/note", "note", "x", "csrf", token).statusCode())
                .isEqualTo(200));
    }

    @Test
    void a_session_id_given_by_a_stranger_is_not_kept_at_sign_in() {
        var browser = door.browser();
        browser.get("/");
        var before = browser.sessionCookie().orElseThrow().getValue();
        browser.post("/enter", "need", "ENTER_MARKS");
        var after = browser.sessionCookie().orElseThrow().getValue();
        assertThat(after).isNotEqualTo(before);
        var thief = door.browser();
        var answer = thief.send(thief.request("/inside")
                .header("Cookie", "__Host-sotruong=" + before)
                .GET());
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void the_session_cookie_is_for_this_host_over_tls_alone_and_hidden_from_scripts() {
        var cookie = door.browser().get("/").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).matches("__Host-sotruong=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void every_answer_carries_the_safety_headers() {
        var browser = signedIn(Need.ENTER_MARKS);
        var answers = List.of(
                browser.get("/"),
                browser.get("/inside"),
                browser.get("/nowhere"),
                browser.get("/break"),
                browser.get("/board"),
                browser.postBare("/note", "note", "x"),
                door.browser().get("/inside"));
        for (var answer : answers) {
            var headers = answer.headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void a_broken_page_shows_an_incident_number_and_nothing_internal() {
        var answer = door.browser().get("/break");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).containsPattern("Mã sự cố: <b>[0-9a-f]{8}</b>");
        assertThat(answer.body())
                .doesNotContain("secret detail")
                .doesNotContain("Exception")
                .doesNotContain("vn.sotruong")
                .doesNotContain("\tat ");
    }

    @Test
    void unknown_routes_and_wrong_methods_get_pages_of_their_own() {
        var browser = door.browser();
        var unknown = browser.get("/no/such/<b>page</b>".replace("<", "%3C").replace(">", "%3E"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("Không có trang này.").doesNotContain("<b>page");
        var wrong = browser.get("/note");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(browser.send(browser.request("/inside").DELETE()).statusCode())
                .isEqualTo(405);
        assertThat(browser.send(browser.request("/inside").method("TRACE", BodyPublishers.noBody()))
                        .statusCode())
                .isIn(404, 405);
    }

    @Test
    void text_of_users_is_escaped_in_title_page_and_frame() {
        var browser = signedIn(Need.ENTER_MARKS);
        var page = browser.get("/?say=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E").body();
        assertThat(page).doesNotContain("<img src=x").contains("&lt;img src=x");
        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page).contains("aria-label=\"Tài khoản: &lt;script&gt;alert(1)&lt;/script&gt; &quot;Hoa&quot;");
    }

    @Test
    void a_refusal_says_its_reason_in_words() {
        var browser = signedIn(Need.ENTER_MARKS);
        var answer = browser.post("/refuse");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Cột &lt;b&gt;7A&lt;/b&gt; đã khoá.");
    }

    @Test
    void a_body_over_the_limit_is_refused_and_one_below_is_not() {
        var browser = signedIn(Need.ENTER_MARKS);
        assertThat(browser.post("/note", "note", "x".repeat(200_000)).statusCode())
                .isEqualTo(200);
        var large = browser.post("/note", "note", "x".repeat(300_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("quá lớn");
    }

    @Test
    void a_body_that_hides_its_length_is_stopped_all_the_same() {
        var browser = signedIn(Need.ENTER_MARKS);
        var endless = BodyPublishers.fromPublisher(
                BodyPublishers.ofString("csrf=" + browser.token() + "&note=" + "x".repeat(300_000)));
        var answer = browser.send(browser.request("/note")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(endless));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void a_file_comes_in_with_its_token_and_a_huge_one_does_not() {
        var browser = signedIn(Need.ENTER_MARKS);
        assertThat(browser.upload("/file", "file", "a.xlsx", new byte[3_000_000])
                        .body())
                .isEqualTo("got 3000000");
        browser.get("/inside");
        assertThat(browser.upload("/file", "file", "a.xlsx", new byte[13_000_000])
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void redirects_lead_to_this_server_alone() {
        var browser = door.browser();
        for (var bad : List.of(
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "%0d%0aSet-Cookie:x=1",
                "/a%0d%0aX:1",
                "javascript:alert(1)")) {
            var answer = browser.get("/go?next=" + bad.replace("\\", "%5C"));
            assertThat(TestBrowser.location(answer))
                    .as(bad)
                    .isIn("/", "https://127.0.0.1:" + door.web().port() + "/");
            assertThat(answer.headers().firstValue("X")).isEmpty();
        }
        assertThat(TestBrowser.location(browser.get("/go?next=%2Fsheet%3Fa%3D1")))
                .endsWith("/sheet?a=1");
    }

    @Test
    void static_files_are_kept_for_good_under_their_hash_and_packed() throws IOException {
        var browser = door.browser();
        var page = browser.get("/").body();
        var css = page.replaceAll("(?s).*href=\"(/static/[0-9a-f]{16}/web/app\\.css)\".*", "$1");
        var answer = browser.get(css);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(answer.body()).contains("url(/static/").doesNotContain("asset:");
        var packed = browser.send(
                browser.request(css).header("Accept-Encoding", "gzip").GET());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValueAsLong("Content-Length").orElse(99_999))
                .isLessThan(8 * 1024);
        var old = browser.get(css.replaceAll("[0-9a-f]{16}", "0000000000000000"));
        assertThat(old.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void static_files_are_from_the_list_of_kinds_and_never_from_elsewhere() {
        var browser = door.browser();
        for (var path : List.of(
                "/static/0/web/frame.peb",
                "/static/0/web/Web.class",
                "/static/0/web/messages_vi.properties",
                "/static/0/web/..%2f..%2fx.css",
                "/static/0/nowhere/app.css",
                "/static/0/web/%2e%2e/app.css")) {
            assertThat(browser.get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    @Test
    void the_language_follows_the_visitor() {
        var browser = door.browser();
        browser.get("/");
        browser.post("/language", "to", "en", "back", "//evil.example");
        assertThat(browser.get("/").body()).contains("<html lang=\"en\">").contains("Connected");
        assertThat(browser.get("/").body()).contains("1,234.5");
        browser.post("/language", "to", "xx", "back", "/");
        assertThat(browser.get("/").body())
                .contains("lang=\"vi\"")
                .contains("1.234,5")
                .contains("00:30 22/11/2026");
    }

    @Test
    void a_machine_needs_no_token_but_gets_no_session_either() {
        var browser = signedIn(Need.ENTER_MARKS);
        var answer = browser.send(browser.request("/machine").PUT(BodyPublishers.ofByteArray(new byte[100])));
        assertThat(answer.body()).isEqualTo("machine 100");
    }

    @Test
    void a_page_stays_small() {
        var browser = signedIn(Need.BOARD);
        var answer = browser.send(
                browser.request("/inside").header("Accept-Encoding", "gzip").GET());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(15 * 1024);
    }

    @Test
    void http2_is_spoken_and_old_tls_is_not() throws Exception {
        var browser = door.browser();
        assertThat(browser.get("/").version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
        var context = TestBrowser.trusting(data.resolve("keys/lan/authority.pem"));
        try (var socket = (SSLSocket)
                context.getSocketFactory().createSocket("127.0.0.1", door.web().port())) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void a_client_that_does_not_know_the_authority_refuses() {
        var stranger = java.net.http.HttpClient.newHttpClient();
        var request = java.net.http.HttpRequest.newBuilder(door.web().address()).build();
        assertThatThrownBy(() -> stranger.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(javax.net.ssl.SSLException.class);
    }

    @Test
    void a_request_line_out_of_order_gets_a_bare_refusal() throws Exception {
        var context = TestBrowser.trusting(data.resolve("keys/lan/authority.pem"));
        for (var bad : List.of(
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GE\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n")) {
            try (var socket = context.getSocketFactory()
                    .createSocket("127.0.0.1", door.web().port())) {
                socket.getOutputStream().write(bad.getBytes(StandardCharsets.ISO_8859_1));
                var answer = new String(socket.getInputStream().readNBytes(60), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 4");
                assertThat(answer).doesNotContain("Exception");
            }
        }
    }
}
