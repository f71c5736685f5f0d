package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.trial.TrialPages;

/** Whoever begins to send a file and never ends takes neither the memory nor the turn of anybody else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowBodyTest {
    private static final String MULTIPART = "multipart/form-data; boundary=x";

    @TempDir
    private Path data;

    private TestDoor door;

    @BeforeEach
    void open() {
        var pages = new TrialPages();
        door = TestDoor.open(data, pages, List.of(pages), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_page_that_takes_no_files_is_sent_none() {
        var browser = signedIn();
        assertThat(browser.upload("/note", "note", "a.xlsx", new byte[1000]).statusCode())
                .isEqualTo(415);
        var stranger = door.browser();
        stranger.get("/");
        assertThat(stranger.upload("/enter", "file", "a.xlsx", new byte[1000]).statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_file_that_hides_its_length_is_not_taken() {
        var browser = signedIn();
        var hidden = BodyPublishers.fromPublisher(BodyPublishers.ofString("--x\r\n"));
        var answer = browser.send(
                browser.request("/file").header("Content-Type", MULTIPART).POST(hidden));
        assertThat(answer.statusCode()).isEqualTo(411);
    }

    @Test
    void a_file_that_never_ends_is_cut_off_and_its_sender_may_send_another() throws Exception {
        var browser = signedIn();
        try (var slow = beginFile(browser)) {
            Thread.sleep(1000);
            assertThat(browser.upload("/file", "file", "a.xlsx", new byte[10]).statusCode())
                    .as("the same account at the same time")
                    .isEqualTo(503);
            assertThat(goOn(slow)).as("the connection is cut").isTrue();
        }
        assertThat(browser.upload("/file", "file", "a.xlsx", new byte[10]).body())
                .isEqualTo("got 10");
    }

    @Test
    void strangers_who_never_end_keep_nobody_out() throws Exception {
        var browser = signedIn();
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 20; i++) {
                slow.add(begin("/enter", "", 11 * 1024 * 1024));
            }
            assertThat(browser.get("/inside").statusCode()).isEqualTo(200);
        } finally {
            for (var each : slow) {
                each.close();
            }
        }
    }

    private TestBrowser signedIn() {
        var browser = door.browser();
        browser.get("/");
        browser.post("/enter", "need", Need.ENTER_MARKS.name());
        browser.get("/inside");
        return browser;
    }

    private Socket beginFile(TestBrowser browser) throws Exception {
        var cookie = browser.sessionCookie().orElseThrow();
        return begin("/file", "Cookie: " + cookie.getName() + "=" + cookie.getValue() + "\r\n", 5_000_000);
    }

    /** A form with a file of which the last bytes never come. */
    private Socket begin(String path, String header, int length) throws Exception {
        var context = TestBrowser.trusting(data.resolve("keys/lan/authority.pem"));
        var socket =
                context.getSocketFactory().createSocket("127.0.0.1", door.web().port());
        var out = socket.getOutputStream();
        out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "Content-Type: " + MULTIPART
                        + "\r\nContent-Length: " + length + "\r\n\r\n"
                        + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(new byte[100_000]);
        out.flush();
        return socket;
    }

    /** Whether the server stops taking what is sent on and on. */
    private static boolean goOn(Socket socket) throws InterruptedException {
        for (var i = 0; i < 100; i++) {
            Thread.sleep(100);
            try {
                drip(socket.getOutputStream());
            } catch (IOException cut) {
                return true;
            }
        }
        return false;
    }

    private static void drip(OutputStream out) throws IOException {
        out.write(new byte[100]);
        out.flush();
    }
}
