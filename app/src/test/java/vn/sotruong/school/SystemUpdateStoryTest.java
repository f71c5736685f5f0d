package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;

/** An update of the box, through the door: one asks, another confirms, root's helper is told and answers. */
class SystemUpdateStoryTest {
    private static final String SUM = "ab".repeat(32);
    private static final Pattern CONFIRM = Pattern.compile("/system/wishes/([0-9a-z]{13})/confirm");

    @TempDir
    private Path folder;

    private Path facts;
    private Path spool;
    private Governed school;

    @BeforeEach
    void open() throws IOException {
        facts = Files.createDirectories(folder.resolve("facts"));
        System.setProperty("sotruong.facts", facts.toString());
        school = new Governed(folder.resolve("data"));
        spool = folder.resolve("data/spool");
        tell("normal", "good", "2026.11.1");
    }

    @AfterEach
    void close() {
        System.clearProperty("sotruong.facts");
        school.close();
    }

    private void tell(String why, String state, String version) throws IOException {
        Files.writeString(facts.resolve("box.json"), """
                {"written":"2026-11-22T01:00:00Z","slot":"A","version":"%s","state":"%s","why":"%s",
                 "reason":"%s","tries":"1","keyring":"development","floor":"2026.11.1",
                 "other":{"slot":"B","version":"2026.12.1","state":"bad"},"fellBack":%s,"pending":null,"failure":null,
                 "offered":[
                  {"from":"stick","medium":"0A1B-2C3D","file":"moi.raucb","version":"2026.12.1","size":250000000,"sha256":"%s","reason":""},
                  {"from":"stick","medium":"0A1B-2C3D","file":"la.raucb","version":"","size":99,"sha256":"","reason":"OTHER_SIGNER"},
                  {"from":"stick","medium":"../x","file":"../../etc/passwd","version":"9","size":1,"sha256":"","reason":""}],
                 "history":[{"at":"2026-11-20T01:00:00Z","event":"proven","slot":"A","version":"2026.11.1","reason":""}]}
                """.formatted(
                        version,
                        state,
                        why,
                        why.equals("fell-back") ? "HEALTH" : "",
                        why.equals("fell-back") ? "{\"slot\":\"B\",\"version\":\"2026.12.1\"}" : "null",
                        SUM));
    }

    private List<Path> orders() throws IOException {
        var tray = spool.resolve("orders/update");
        if (!Files.exists(tray)) {
            return List.of();
        }
        try (var all = Files.list(tray)) {
            return all.sorted().toList();
        }
    }

    private java.net.http.HttpResponse<String> ask(TestBrowser browser, String file, String sum) {
        browser.get("/system");
        return browser.post("/system/install", "source", "STICK", "medium", "0A1B-2C3D", "file", file, "sha256", sum);
    }

    private String wish(TestBrowser browser) {
        var found = CONFIRM.matcher(browser.get("/system").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void one_asks_another_confirms_the_helper_is_told_once_and_its_answer_stands() throws Exception {
        var admin = school.admin();
        var page = admin.get("/system").body();
        assertThat(page)
                .contains("2026.11.1, ở ngăn A", "Khởi động bình thường", "khoá thử nghiệm", "Chữ ký đúng")
                .contains("Người ký không phải nhà phát hành")
                .doesNotContain("passwd");
        assertThat(admin.get("/system/install?source=STICK&medium=0A1B-2C3D&file=moi.raucb")
                        .body())
                .contains("Cài bản 2026.12.1", SUM);
        assertThat(ask(admin, "moi.raucb", SUM).statusCode()).isEqualTo(303);
        assertThat(orders()).as("nobody has confirmed").isEmpty();

        var principal = school.principal();
        assertThat(principal.get("/").body()).contains("đề nghị cài bản 2026.12.1");
        var wish = wish(principal);
        assertThat(principal.post("/system/wishes/" + wish + "/confirm").statusCode())
                .isEqualTo(303);
        assertThat(orders()).hasSize(1);
        assertThat(Files.readString(orders().getFirst()))
                .isEqualTo("{\"file\":\"moi.raucb\",\"from\":\"stick\",\"kind\":\"install\",\"medium\":\"0A1B-2C3D\","
                        + "\"sha256\":\"" + SUM + "\"}");
        assertThat(principal.get("/system").body()).contains("Đang cài");
        assertThat(principal.post("/system/wishes/" + wish + "/confirm").statusCode())
                .as("decided once")
                .isEqualTo(422);

        var answers = Files.createDirectories(spool.resolve("answers/update"));
        Files.writeString(
                answers.resolve(wish + ".json"),
                "{\"id\":\"" + wish + "\",\"result\":\"installed\",\"reason\":\"\",\"version\":\"2026.12.1\"}");
        tell("after-update", "trial", "2026.12.1");
        school.house.system.tick();
        assertThat(school.one("SELECT state FROM system_update"))
                .as("a system on trial writes nothing that would keep the older one from going back")
                .isEqualTo("ORDERED");
        assertThat(admin.get("/system").body()).contains("Đang thử");
        tell("normal", "good", "2026.12.1");
        school.house.system.tick();
        assertThat(school.one("SELECT state FROM system_update")).isEqualTo("INSTALLED");
        assertThat(orders()).isEmpty();
        assertThat(admin.get("/system").body()).contains("Đang chạy");
    }

    @Test
    void the_page_says_that_the_box_fell_back_and_why() throws Exception {
        tell("fell-back", "good", "2026.11.1");
        assertThat(school.admin().get("/system").body())
                .contains("Bản 2026.12.1 không dùng được; máy đã tự quay lại bản 2026.11.1")
                .contains("không đọc được dữ liệu của trường");
        assertThat(school.principal().get("/").body()).contains("Máy chủ đã tự quay lại bản 2026.11.1");
    }

    @Test
    void nobody_confirms_their_own_and_no_crafted_form_installs_anything() throws Exception {
        school.person("Đỗ Văn Hai", Post.Kind.ADMIN, Post.Kind.VICE_PRINCIPAL);
        var admin = school.admin();
        assertThat(ask(admin, "la.raucb", "").statusCode()).isEqualTo(422);
        assertThat(ask(admin, "moi.raucb", "cd".repeat(32)).statusCode())
                .as("another content than the one that was seen")
                .isEqualTo(422);
        assertThat(ask(school.principal(), "moi.raucb", SUM).statusCode()).isEqualTo(403);
        assertThat(ask(school.teacher(), "moi.raucb", SUM).statusCode()).isEqualTo(403);
        assertThat(ask(admin, "moi.raucb", SUM).statusCode()).isEqualTo(303);
        assertThat(ask(admin, "moi.raucb", SUM).statusCode())
                .as("one after the other")
                .isEqualTo(422);
        var wish = wish(school.principal());
        assertThat(admin.post("/system/wishes/" + wish + "/confirm").statusCode())
                .isEqualTo(403);
        assertThat(school.teacher().post("/system/wishes/" + wish + "/confirm").statusCode())
                .isEqualTo(403);
        assertThat(orders()).isEmpty();
        assertThat(admin.post("/system/wishes/" + wish + "/withdraw").statusCode())
                .isEqualTo(303);
        assertThat(school.principal()
                        .post("/system/wishes/" + wish + "/confirm")
                        .statusCode())
                .isEqualTo(422);
        assertThat(orders()).isEmpty();
    }

    @Test
    void an_order_whose_file_was_lost_in_a_power_cut_is_written_again() throws Exception {
        ask(school.admin(), "moi.raucb", SUM);
        var principal = school.principal();
        principal.post("/system/wishes/" + wish(principal) + "/confirm");
        Files.delete(orders().getFirst());
        school.house.system.tick();
        assertThat(orders()).hasSize(1);
    }

    @Test
    void what_the_helper_refused_is_said_in_words() throws Exception {
        ask(school.admin(), "moi.raucb", SUM);
        var principal = school.principal();
        var wish = wish(principal);
        principal.post("/system/wishes/" + wish + "/confirm");
        var answers = Files.createDirectories(spool.resolve("answers/update"));
        Files.writeString(answers.resolve(wish + ".json"), "{\"result\":\"refused\",\"reason\":\"CHANGED\"}");
        school.house.system.tick();
        assertThat(principal.get("/system").body()).contains("Tệp đã bị đổi sau khi thầy cô xem");
        assertThat(ask(school.admin(), "moi.raucb", SUM).statusCode()).isEqualTo(303);
    }

    @Test
    void to_open_a_school_writes_no_line_so_that_a_system_on_trial_can_still_be_taken_back() {
        var data = folder.resolve("quiet");
        new Governed(data).close();
        var before = "";
        for (int i = 0; i < 3; i++) {
            try (var house =
                    House.open(new DataFolder(data), Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom())) {
                var now = house.db.read(handle -> handle.createQuery(
                                "SELECT seq || ' ' || hex(head) FROM change ORDER BY seq DESC LIMIT 1")
                        .mapTo(String.class)
                        .one());
                assertThat(before.isEmpty() ? now : before).isEqualTo(now);
                before = now;
            }
        }
    }

    @Test
    void on_any_other_machine_the_page_says_so() throws Exception {
        Files.delete(facts.resolve("box.json"));
        assertThat(school.admin().get("/system").body()).contains("máy tính thường");
        assertThat(ask(school.admin(), "moi.raucb", SUM).statusCode()).isEqualTo(422);
    }

    @Test
    void a_store_that_a_newer_release_wrote_on_stays_closed_and_a_page_leads_on() throws Exception {
        var data = folder.resolve("other");
        new Governed(data).close();
        var key = House.key(new DataFolder(data));
        try (var connection = Sqlite.openWriter(data.resolve("db/so.db"), key);
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO flyway_schema_history SELECT 9999, '9999', 'later', 'SQL', 'V9999__later.sql',"
                            + " 1, installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
        }
        var running = RunningSchool.start(data, 0, "-XX:TieredStopAtLevel=1", "-Dsotruong.facts=" + facts);
        try {
            var browser = new TestBrowser(running.awaitReady(), data.resolve("keys/lan/authority.pem"));
            var page = browser.get("/");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("Sổ đang đóng để giữ dữ liệu", "Dữ liệu còn nguyên", "Cài bản 2026.12.1")
                    .doesNotContain("la.raucb");
            assertThat(browser.get("/health").statusCode()).isEqualTo(503);
            assertThat(browser.get("/sign-in").statusCode()).isEqualTo(303);
            assertThat(browser.post("/newer/install", "sha256", "cd".repeat(32)).body())
                    .contains("class=\"note bad\"")
                    .doesNotContain("Máy đang kiểm và cài");
            assertThat(data.resolve("spool/orders/update"))
                    .satisfiesAnyOf(
                            tray -> assertThat(tray).doesNotExist(),
                            tray -> assertThat(tray).isEmptyDirectory());
            browser.post("/newer/install", "sha256", SUM);
            browser.post("/newer/install", "sha256", SUM);
            assertThat(data.resolve("spool/orders/update").toFile().list())
                    .as("one at a time")
                    .hasSize(1);
            try (var all = Files.list(data.resolve("spool/orders/update"))) {
                assertThat(Files.readString(all.findFirst().orElseThrow(), UTF_8))
                        .contains("moi.raucb", SUM);
            }
            var order = data.resolve("spool/orders/update").toFile().list()[0];
            Files.writeString(
                    Files.createDirectories(data.resolve("spool/answers/update"))
                            .resolve(order),
                    "{\"result\":\"refused\",\"reason\":\"NO_SPACE\"}");
            assertThat(browser.get("/").body()).contains("class=\"note bad\"");
            browser.post("/newer/look");
            browser.post("/newer/look");
            try (var all = Files.list(data.resolve("spool/orders/update"))) {
                assertThat(all.filter(each -> each.getFileName().toString().startsWith("look")))
                        .as("who presses again and again fills nothing")
                        .hasSize(1);
            }
        } finally {
            running.kill();
        }
    }
}
