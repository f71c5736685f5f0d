package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.board.BoardDecision;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.founding.Founding;

/** Thiết lập lần đầu: the page that works once, held against thieves of the code, haste, and falls at any moment. */
@Tag("setup")
class FirstStartTest {
    private static final Pattern CODE = Pattern.compile("(?m)^CODE (\\S+)");
    private static final Pattern PAPER = Pattern.compile("action=\"(/setup/papers/\\d+/received)\"");
    private static final Pattern USERNAME = Pattern.compile("<td><b>([a-z0-9._]+)</b></td>");

    @TempDir
    private Path folder;

    private final List<RunningSchool> running = new ArrayList<>();

    private record Open(RunningSchool school, URI address, String code) {}

    private Open start(Path data) throws Exception {
        var school = RunningSchool.start(data, 0);
        running.add(school);
        var address = school.awaitReady();
        RunningSchool.pause(100);
        var code = CODE.matcher(Files.readString(data.resolveSibling("school.out")));
        return new Open(school, address, code.find() ? code.group(1) : "");
    }

    @org.junit.jupiter.api.AfterEach
    void end() {
        running.forEach(RunningSchool::kill);
    }

    private TestBrowser browser(Path data, URI address) {
        return new TestBrowser(address, data.resolve("keys/lan/authority.pem"));
    }

    static String[] sound(String... changes) {
        var fields = new java.util.LinkedHashMap<String, String>();
        var all = List.of(
                "name",
                "Trường THCS Sao Mai",
                "code",
                "79000123",
                "level",
                "THCS",
                "abbr",
                "thcssm",
                "district",
                "Sao Mai",
                "address",
                "Số 1 đường Sao Mai",
                "starts",
                "05/09/2026",
                "ends",
                "31/05/2027",
                "leadership",
                "34/QĐ-UBND ngày 01/08/2026",
                "decision",
                "12/QĐ-THCSSM",
                "decided",
                "20/08/2026",
                "person.0",
                "Nguyễn Thanh Hòa",
                "person.1",
                "Hoàng Đăng Khoa",
                "task.1",
                "Quản trị hệ thống",
                "person.2",
                "Vũ Thị Hồng Nhung",
                "task.2",
                "Thường trực ban",
                "person.4",
                "Phạm Quốc Toàn",
                "task.4",
                "Giữ bản sao lưu",
                "password.0",
                "mưa rơi trên mái tôn",
                "again.0",
                "mưa rơi trên mái tôn");
        for (var i = 0; i < all.size(); i += 2) {
            fields.put(all.get(i), all.get(i + 1));
        }
        for (var i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return fields.entrySet().stream()
                .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
    }

    @Test
    void a_school_is_founded_once_its_cards_wait_for_their_holders_and_the_page_is_gone_for_good() throws Exception {
        var data = folder.resolve("data");
        var first = start(data);
        var browser = browser(data, first.address());

        // everything leads to the set-up page, and it asks for the console's code
        for (var path : List.of("/", "/sign-in", "/pupils/import", "/sheets/abc")) {
            assertThat(TestBrowser.location(browser.get(path))).as(path).isEqualTo("/setup");
        }
        assertThat(browser.get("/setup").body()).contains("Mã thiết lập").doesNotContain("Lập trường", first.code());
        assertThat(browser.post("/setup/school", sound()).statusCode()).isEqualTo(303);
        assertThat(data.resolve("db/so.db")).doesNotExist();
        assertThat(browser.post("/setup/code", "setup", "aaaa-bbbb-cccc").body())
                .contains("Mã thiết lập không đúng");
        assertThat(browser.post("/setup/code", "setup", first.code().toUpperCase(java.util.Locale.ROOT))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/setup").body()).contains("Lập trường");

        // what browsers must trust is offered before the school stands, and after
        var authority = Files.readString(data.resolve("keys/lan/authority.pem"));
        assertThat(browser.get("/setup").body()).doesNotContain("authority.pem");
        assertThat(browser.get("/trust/so-truong-ca.pem").body()).isEqualTo(authority);
        assertThat(browser.get("/health").body()).contains("\"setup\"");

        // faults are named, what was typed stays, passwords do not
        var faulty = browser.post(
                "/setup/school",
                sound(
                        "task.4",
                        "",
                        "ends",
                        "31/02/2027",
                        "abbr",
                        "trường tôi",
                        "again.0",
                        "khác",
                        "district",
                        "!",
                        "task.0",
                        "Trưởng ban"));
        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body())
                .contains(
                        "phải có nhiệm vụ",
                        "cần 3 đến 5 thành viên",
                        "Không đọc được ngày",
                        "không có khoảng trống",
                        "không giống nhau",
                        "gồm 1 đến 20 chữ cái hoặc chữ số",
                        "không ngồi trong ban",
                        "Trường THCS Sao Mai",
                        "Phạm Quốc Toàn")
                .doesNotContain("mưa rơi trên mái tôn");
        assertThat(data.resolve("db/so.db")).doesNotExist();

        assertThat(browser.post("/setup/school", sound()).statusCode()).isEqualTo(303);
        var papers = browser.get("/setup").body();
        assertThat(cards(papers)).hasSize(3);
        assertThat(papers)
                .contains(first.address().resolve("/trust").toString())
                .contains("Cần 2 trong 3 thẻ", "SOTRUONG THE-1", "hoant.thcssm", "đã tự đặt mật khẩu");
        assertThat(browser.post("/setup/school", sound()).statusCode()).isEqualTo(303);
        assertThat(browser.get("/setup").body()).contains(cards(papers));
        assertThat(browser.post("/setup/open").body()).contains("Còn thẻ chưa trao");

        // a fall loses no card: the next start shows the same ones, to whoever knows the new code
        browser.post(cards(papers).getFirst());
        first.school().kill();
        var again = start(data);
        browser = browser(data, again.address());
        assertThat(again.code()).isNotEmpty().isNotEqualTo(first.code());
        assertThat(browser.get("/setup").body()).doesNotContain("SOTRUONG THE-1");
        browser.post("/setup/code", "setup", again.code());
        var left = browser.get("/setup").body();
        assertThat(cards(left)).hasSize(2).isSubsetOf(cards(papers));
        assertThat(USERNAME.matcher(left).results().map(each -> each.group(1)))
                .containsExactly("hoant.thcssm", "saomai_thcssm", "nhungvth.thcssm", "toanpq.thcssm");
        for (var card : cards(left)) {
            browser.post(card);
        }
        assertThat(browser.post("/setup/open").body()).contains("Trường đã mở", "/sign-in", "opening.js");
        awaitSecondReady(data);
        browser = browser(data, again.address());

        // the school is open, and there is no set-up page any more, now or after a restart
        assertThat(browser.get("/setup").statusCode()).isEqualTo(404);
        assertThat(browser.post("/setup/code", "setup", again.code()).statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/health").body()).contains("\"open\"", "\"reads\"");
        assertThat(browser.get("/sign-in").body()).contains("href=\"/trust\"");
        assertThat(browser.get("/trust").body())
                .contains(again.address().toString())
                .contains(Certificates.spoken(Certificates.readPem(authority).getFirst()));
        assertThat(browser.get("/trust/so-truong-ca.pem").body()).isEqualTo(authority);
        var in = browser.post("/sign-in", "username", "hoant.thcssm", "password", "mưa rơi trên mái tôn");
        assertThat(TestBrowser.location(in)).isEqualTo("/");
        assertThat(browser.get("/outbox").body())
                .contains("./sotruong courier init --data " + data.toAbsolutePath() + " --school=79000123");
        assertThat(browser.get("/board").body())
                .contains("12/QĐ-THCSSM", "20/08/2026", "Quản trị hệ thống", "Thường trực ban", "Giữ bản sao lưu");
        again.school().close();
        var third = start(data);
        assertThat(third.code()).isEmpty();
        assertThat(browser(data, third.address()).get("/setup").statusCode()).isEqualTo(404);
        third.school().close();
        whole(data);
    }

    private static List<String> cards(String page) {
        return PAPER.matcher(page).results().map(each -> each.group(1)).toList();
    }

    private static void awaitSecondReady(Path data) throws Exception {
        var said = data.resolveSibling("school.out");
        for (var i = 0; i < 600; i++) {
            if (Files.readString(said)
                            .lines()
                            .filter(line -> line.startsWith("READY"))
                            .count()
                    == 2) {
                return;
            }
            RunningSchool.pause(50);
        }
        throw new AssertionError("the front door did not open");
    }

    /** The founded school as it lies on disk. */
    private void whole(Path data) {
        var home = new DataFolder(data);
        try (var house = House.open(home, Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom())) {
            assertThat(house.audit().sound()).isTrue();
            boolean valid = house.db.read(handle -> house.board.valid(handle, house.today()));
            assertThat(valid).isTrue();
            var kinds = house.db.read(handle -> Accounts.postsInForce(handle, house.today()).stream()
                    .map(Post::kind)
                    .sorted()
                    .toList());
            assertThat(kinds)
                    .containsExactly(
                            Post.Kind.PRINCIPAL,
                            Post.Kind.VICE_PRINCIPAL,
                            Post.Kind.BOARD,
                            Post.Kind.BOARD,
                            Post.Kind.BOARD,
                            Post.Kind.ADMIN);
            var decision = house.db.read(
                    handle -> Decisions.findInForce(handle, house.today()).orElseThrow());
            assertThat(decision.number()).isEqualTo("12/QĐ-THCSSM");
            assertThat(decision.seats())
                    .extracting(BoardDecision.Seat::task)
                    .containsExactlyInAnyOrder("Quản trị hệ thống", "Thường trực ban", "Giữ bản sao lưu");
            boolean key = house.db.read(handle -> house.archiveKeys.find(handle).isPresent());
            assertThat(key).isTrue();
            assertThat(Founding.unfinished(house.db)).isFalse();
        }
        assertThat(data.resolve("founding")).doesNotExist();
        assertThat(data.resolve("founding-new")).doesNotExist();
    }

    @Test
    void five_wrong_codes_close_the_page_even_to_the_right_one() throws Exception {
        var data = folder.resolve("data");
        var open = start(data);
        var browser = browser(data, open.address());
        browser.get("/setup");
        for (var i = 0; i < 5; i++) {
            browser.post("/setup/code", "setup", "sai-" + i);
        }
        assertThat(browser.post("/setup/code", "setup", open.code()).body()).contains("Đã sai năm lần");
        assertThat(browser.get("/setup").body()).doesNotContain("Lập trường");
    }

    @Test
    void a_kill_while_the_school_is_made_leaves_nothing_or_all_of_it() throws Exception {
        var whole = 0;
        for (var round = 0; round < 2; round++) {
            var data = Files.createDirectories(folder.resolve("r" + round)).resolve("data");
            var open = start(data);
            var browser = browser(data, open.address());
            browser.get("/setup");
            browser.post("/setup/code", "setup", open.code());
            browser.get("/setup");
            var wait = 800L + 1700L * round;
            var killer = Thread.ofVirtual().start(() -> {
                RunningSchool.pause(wait);
                open.school().kill();
            });
            try {
                browser.post("/setup/school", sound());
            } catch (java.io.UncheckedIOException cutOff) {
                // it was killed before it could answer
            }
            killer.join();
            var next = start(data);
            browser = browser(data, next.address());
            browser.get("/setup");
            browser.post("/setup/code", "setup", next.code());
            var page = browser.get("/setup").body();
            if (page.contains("SOTRUONG THE-1")) {
                assertThat(cards(page)).hasSize(3);
                whole++;
            } else {
                assertThat(page).contains("Lập trường");
                assertThat(data.resolve("db/so.db")).doesNotExist();
                assertThat(data.resolve("keys/db.key")).doesNotExist();
            }
            next.school().kill();
        }
        assertThat(whole).as("rounds that ended with a school").isBetween(0, 2);
    }

    @Test
    void a_key_without_its_store_is_not_buried() throws Exception {
        var data = folder.resolve("data");
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/db.key"), "ab".repeat(32));
        var code = Main.commandLine().execute("serve", "--data", data.toString(), "--port", "0");
        assertThat(code).isEqualTo(Main.FINDING);
        assertThat(Files.readString(data.resolve("keys/db.key"), StandardCharsets.UTF_8))
                .startsWith("abab");
    }
}
