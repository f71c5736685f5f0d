package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;

/** A right that ends while the body of a request is still on its way: what was admitted writes nothing. */
class SlowBodyTest {
    @TempDir
    private Path folder;

    private Governed school;

    @BeforeEach
    void open() {
        school = new Governed(folder);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void a_body_that_nobody_interferes_with_is_written_however_slowly_it_comes() throws Exception {
        assertThat(trickle(school.principal(), "/departments", "name=Toán", () -> {}))
                .startsWith("HTTP/1.1 303");
        assertThat(school.lines("department")).hasSize(1);
    }

    @Test
    void a_session_that_ends_meanwhile_writes_nothing() throws Exception {
        var elsewhere = school.signIn(school.username("Nguyễn Thị Hoa"), Governed.PASSWORD);
        var answer = trickle(school.principal(), "/departments", "name=Toán", () -> {
            elsewhere.get("/sessions");
            assertThat(elsewhere.post("/sessions/end").statusCode()).isEqualTo(303);
        });
        assertThat(answer).startsWith("HTTP/1.1 401");
        assertThat(school.lines("department")).isEmpty();
    }

    @Test
    void a_post_that_ends_meanwhile_writes_nothing() throws Exception {
        var answer = trickle(
                school.principal(),
                "/departments",
                "name=Toán",
                () -> school.house.db.write(Governed.SETUP, tx -> {
                    var today = LocalDate.ofInstant(tx.now(), ZoneId.of("Asia/Ho_Chi_Minh"));
                    Accounts.postsOf(tx.handle(), Post.Kind.PRINCIPAL)
                            .forEach(post -> Accounts.end(tx, post, today, "thử"));
                    return true;
                }));
        assertThat(answer).startsWith("HTTP/1.1 403");
        assertThat(school.lines("department")).isEmpty();
    }

    @Test
    void a_right_that_the_route_did_not_ask_for_but_the_room_may_have_seen_counts_too() throws Exception {
        // the route asks for a signed-in person alone; the clerk's post ends under the report
        var answer = trickle(school.clerk(), "/faults", "kind=FAULT&body=Chậm", () -> {
            school.house.db.write(Governed.SETUP, tx -> {
                var today = LocalDate.ofInstant(tx.now(), ZoneId.of("Asia/Ho_Chi_Minh"));
                Accounts.postsOf(tx.handle(), Post.Kind.CLERK).forEach(post -> Accounts.end(tx, post, today, "thử"));
                return true;
            });
        });
        assertThat(answer).startsWith("HTTP/1.1 403");
        assertThat(school.lines("fault_report")).isEmpty();
    }

    /** Sends all but the last bytes of a form, does something else, and sends the rest. @return the answer's head */
    private String trickle(TestBrowser browser, String path, String form, Runnable meanwhile) throws IOException {
        var body = (encoded(form) + "&csrf=" + URLEncoder.encode(browser.token(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.US_ASCII);
        var cookie = browser.sessionCookie().orElseThrow().getValue();
        var port = school.web().port();
        var context = TestBrowser.trusting(folder.resolve("keys/lan/authority.pem"));
        try (var socket = context.getSocketFactory().createSocket("127.0.0.1", port)) {
            send(
                    socket,
                    ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nCookie: __Host-sotruong=" + cookie
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
                                    + "Content-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (var at = 0; at < body.length - 1; at++) {
                send(socket, new byte[] {body[at]});
            }
            pause();
            meanwhile.run();
            send(socket, new byte[] {body[body.length - 1]});
            return new String(socket.getInputStream().readNBytes(20), StandardCharsets.ISO_8859_1);
        }
    }

    private static String encoded(String form) {
        return form.replace("Toán", "To%C3%A1n").replace("Chậm", "Ch%E1%BA%ADm");
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Long enough for the gate to have admitted what has come so far. */
    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
