package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Listener;
import vn.sotruong.ground.web.TestBrowser;

/** The real program as a supervisor sees it: what it says of itself, how it answers for its health, how soon it ends. */
class SupervisedSchoolTest {
    private static final int TERMINATED = 128 + 15;
    /** What it promises is five seconds; a machine that builds something else at the time gets a few more. */
    private static final long LONGEST_STOP_MILLISECONDS = 9_000;

    private static final int SAVES_BEFORE_THE_STOP = 30;

    @TempDir
    private Path folder;

    private final List<RunningSchool> running = new ArrayList<>();

    @AfterEach
    void end() {
        running.forEach(RunningSchool::kill);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private RunningSchool start(Map<String, String> environment) {
        var school = RunningSchool.start(data(), 0, environment, "-XX:TieredStopAtLevel=1");
        running.add(school);
        return school;
    }

    private Map<String, String> environment() throws IOException {
        return Map.of(
                "NOTIFY_SOCKET",
                folder.resolve("notify").toString(),
                "WATCHDOG_USEC",
                "1000000",
                "RUNTIME_DIRECTORY",
                Files.createDirectories(folder.resolve("run")).toString());
    }

    private TestBrowser browser(URI address) {
        return new TestBrowser(address, authority());
    }

    private Path authority() {
        return data().resolve("keys/lan/authority.pem");
    }

    @Test
    void before_a_school_stands_it_is_ready_and_alive_as_well() throws Exception {
        try (var listener = new Listener(folder.resolve("notify").toString())) {
            var school = start(environment());
            var address = school.awaitReady();
            var heard = listener.await(all ->
                    all.stream().filter(each -> each.endsWith("WATCHDOG=1")).count() >= 2);
            assertThat(heard)
                    .contains(school.pid() + " STATUS=đang mở sổ")
                    .contains(school.pid() + " READY=1|STATUS=chờ thiết lập lần đầu");
            var health = browser(address).get("/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"state\":\"setup\",\"version\":\"\"}");
            var nameplate = folder.resolve("run/nameplate");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nameplate)))
                    .isEqualTo("rw-r-----");
            var code = Files.readString(data().resolveSibling("school.out"))
                    .lines()
                    .filter(line -> line.startsWith("CODE "))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("CODE (\\S+).*", "$1");
            assertThat(Files.readAllLines(nameplate))
                    .containsExactly("STATE=setup", "CODE=" + code, "FINGERPRINT=" + spoken());
            assertThat(school.stop()).isLessThan(LONGEST_STOP_MILLISECONDS);
            assertThat(listener.await(all -> all.getLast().contains("STOPPING")))
                    .last()
                    .isEqualTo(school.pid() + " STOPPING=1|STATUS=đang dừng");
        }
    }

    private String spoken() throws IOException {
        return Certificates.spoken(
                Certificates.readPem(Files.readString(authority())).getFirst());
    }

    @Test
    void a_stop_in_the_middle_of_work_is_over_in_seconds_and_loses_nothing_acknowledged() throws Exception {
        var desks = new ArrayList<Desk>();
        for (var seat : Staffroom.found(data(), 1)) {
            desks.add(new Desk(seat, desks.size(), 25));
        }
        try (var listener = new Listener(folder.resolve("notify").toString())) {
            var school = start(environment());
            var address = school.awaitReady();
            listener.await(all -> all.contains(school.pid() + " READY=1|STATUS=đang phục vụ")
                    && all.contains(school.pid() + " WATCHDOG=1"));
            assertThat(browser(address).get("/health").body())
                    .isEqualTo("{\"state\":\"open\",\"version\":\"\",\"database\":\"reads\",\"writer\":\"writes\"}");
            assertThat(Files.readAllLines(folder.resolve("run/nameplate")))
                    .containsExactly("STATE=open", "SCHOOL=79760512", "FINGERPRINT=" + spoken());
            stopWhileTheyWork(school, address, desks);
            assertThat(listener.heard()).contains(school.pid() + " STOPPING=1|STATUS=đang dừng");
        }
        // a desk whose line was cut while it asked is no fault of the school's
        assertThat(Files.readString(data().resolveSibling("school.log"))
                        .replaceAll(
                                "ERROR Javalin: Exception occurred[^\n]*\njava\\.io\\.EOFException: reset\n(\tat [^\n]*\n)+",
                                ""))
                .doesNotContain("Exception");
        Jdbi.create(() -> Sqlite.openReader(new DataFolder(data()).database(), House.key(new DataFolder(data()))))
                .useTransaction(store -> {
                    desks.forEach(desk -> desk.settle(store));
                    desks.forEach(desk -> desk.compare(store));
                });
        assertThat(desks.stream().mapToInt(desk -> desk.acknowledged).sum()).isPositive();
    }

    private void stopWhileTheyWork(RunningSchool school, URI address, List<Desk> desks) throws Exception {
        var over = new AtomicBoolean();
        var answers = new CountDownLatch(SAVES_BEFORE_THE_STOP);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var line = new Desk.Line(
                    HttpClient.newBuilder()
                            .sslContext(TestBrowser.trusting(authority()))
                            .build(),
                    address,
                    answers::countDown);
            var slow = List.of(
                    begin(address, "POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"),
                    begin(address, upload(desks.getFirst(), line)),
                    begin(address, "GET /sign-in HTTP/1.1\r\nX-Never: ends"));
            var working = new ArrayList<Future<?>>();
            for (var socket : slow) {
                working.add(threads.submit(() -> trickle(socket, over)));
            }
            for (var desk : desks) {
                working.add(threads.submit(() -> {
                    saveUntilTheEnd(desk, line, over);
                    return null;
                }));
            }
            assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
            over.set(true);
            var took = school.stop();
            System.out.println("stopped within " + took + " ms of SIGTERM");
            for (var each : working) {
                each.get();
            }
            line.client().shutdownNow();
            for (var socket : slow) {
                socket.close();
            }
            assertThat(took).isLessThan(LONGEST_STOP_MILLISECONDS);
            assertThat(school.exitCode()).isIn(0, TERMINATED);
        }
    }

    private static void saveUntilTheEnd(Desk desk, Desk.Line line, AtomicBoolean over) {
        try {
            desk.sitDown(line);
            while (true) {
                desk.act(line);
            }
        } catch (IOException noAnswer) {
            if (!over.get()) {
                throw new AssertionError("the school went away by itself", noAnswer);
            }
        }
    }

    /** A file of ten megabytes in somebody's name, of which little comes. */
    private static String upload(Desk desk, Desk.Line line) throws IOException {
        desk.sitDown(line);
        return "POST /faults HTTP/1.1\r\nCookie: " + desk.cookie()
                + "\r\nContent-Type: multipart/form-data; boundary=x";
    }

    private Socket begin(URI address, String head) throws IOException {
        var socket =
                TestBrowser.trusting(authority()).getSocketFactory().createSocket(address.getHost(), address.getPort());
        var ends = head.startsWith("GET") ? "\r\n" : "\r\nContent-Length: 10000000\r\n\r\n--x\r\n";
        socket.getOutputStream().write((head + "\r\nHost: " + address.getAuthority() + ends).getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static void trickle(Socket socket, AtomicBoolean over) {
        try {
            while (true) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                RunningSchool.pause(50);
            }
        } catch (IOException cut) {
            assertThat(over).as("an upload is cut only by the stop").isTrue();
        }
    }
}
