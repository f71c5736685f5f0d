package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;

/**
 * Trường cháy: the machine is gone, a stick and two cards are left; on an empty machine the school comes back through
 * the set-up page, and nothing comes back that is not whole, not ours or not asked for.
 */
@Tag("browser")
@Tag("setup")
final class RebuildStoryTest {
    private static final Pattern CODE = Pattern.compile("(?m)^CODE (\\S+)");
    private static final Pattern CARD = Pattern.compile("<pre>(SOTRUONG THE-1[^<]+)</pre>");
    private static final Pattern RECEIVED = Pattern.compile("action=\"(/setup/papers/\\d+/received)\"");
    private static final String PASSWORD = "mưa rơi trên mái tôn";

    /** What is left of the burnt-down school. */
    @TempDir
    static Path left;

    private static Path stick;
    private static List<String> cards;

    @TempDir
    private Path folder;

    private final List<RunningSchool> running = new ArrayList<>();
    private final Axe axe = new Axe();

    @BeforeAll
    static void burn() throws Exception {
        stick = Files.createDirectories(left.resolve("stick"));
        cards = burnDown(left.resolve("old/data"));
    }

    @AfterEach
    void end() {
        running.forEach(RunningSchool::kill);
    }

    private record Open(RunningSchool school, URI address, String code) {}

    private Open start(Path data, String... flags) throws IOException {
        Files.createDirectories(data.getParent());
        var school = RunningSchool.start(data, 0, flags);
        running.add(school);
        return opened(school, data);
    }

    private static Open opened(RunningSchool school, Path data) throws IOException {
        var address = school.awaitReady();
        var said = data.resolveSibling("school.out");
        var code = CODE.matcher("");
        for (var i = 0; i < 100 && !code.reset(Files.readString(said)).find(); i++) {
            RunningSchool.pause(50);
        }
        return new Open(school, address, code.reset(Files.readString(said)).find() ? code.group(1) : "");
    }

    @Test
    void a_burnt_down_school_comes_back_from_one_stick_and_two_cards() throws Exception {
        var data = folder.resolve("new/data");
        var empty = start(data);
        try (var chromium = new Chromium()) {
            var page = chromium.desk();
            page.navigate(empty.address().resolve("/setup/restore").toString());
            assertThat(URI.create(page.url()).getPath()).isEqualTo("/setup");
            page.locator("#setup").fill(empty.code());
            page.keyboard().press("Enter");
            page.locator("a[href='/setup/restore']").click();
            assertThat(page.locator("progress").isVisible()).isFalse();
            shoot(page, "trong");

            // a folder without a set, then the stick
            var nothing = Files.createDirectories(folder.resolve("photos"));
            Files.writeString(nothing.resolve("anh.jpg"), "no set");
            page.setInputFiles("#set", nothing);
            page.locator("text=không có bộ sao lưu nào").waitFor();
            page.setInputFiles("#set", stick);
            page.locator(".note.ok").waitFor();

            // one letter wrong costs one card, and not the other
            page.locator("[id='card.1']").fill(cards.getFirst().toLowerCase(Locale.ROOT));
            page.locator("[id='card.2']").fill(mistyped(cards.get(1)));
            page.locator("form[action='/setup/restore'] button").click();
            page.locator("text=Thẻ này gõ chưa đúng").waitFor();
            shoot(page, "the-sai");
            assertThat(page.locator("[id='card.1']").inputValue()).containsIgnoringCase("SOTRUONG THE-1");
            page.locator("[id='card.2']").fill(cards.getFirst());
            page.locator("form[action='/setup/restore'] button").click();
            page.locator("text=Thẻ này đã gõ ở trên").waitFor();
            page.locator("[id='card.2']").fill("");
            page.locator("form[action='/setup/restore'] button").click();
            page.locator("text=Chưa đủ thẻ").waitFor();
            assertThat(data.resolve("rebuilding/school")).doesNotExist();
            page.locator("[id='card.2']").fill(cards.get(2));
            page.locator("form[action='/setup/restore'] button").click();

            page.locator("form[action='/setup/restore/open']").waitFor();
            assertThat(page.content()).contains("Trường THCS Sao Mai", "79000123");
            assertThat(data.resolve("db/so.db")).doesNotExist();
            shoot(page, "xong");
            page.locator("form[action='/setup/restore/open'] button").click();
            page.waitForURL(url -> URI.create(url).getPath().equals("/sign-in"));

            page.locator("#username").fill("hoant.thcssm");
            page.locator("#password").fill(PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(url -> URI.create(url).getPath().equals("/"));
            page.navigate(empty.address().resolve("/audit").toString());
            page.locator("form[action='/audit/restores']").waitFor();
            page.navigate(empty.address().resolve("/setup/restore").toString());
            assertThat(page.content()).doesNotContain("Dựng lại trường");
        }
        assertThat(data.resolve("rebuilding")).doesNotExist();
        assertThat(data.resolve("founding")).doesNotExist();
        empty.school().close();
        var again = start(data);
        assertThat(again.code()).isEmpty();
    }

    @Test
    void whoever_has_not_typed_the_consoles_code_sends_opens_and_clears_nothing() throws Exception {
        var data = folder.resolve("new/data");
        var stranger = browser(data, start(data).address());
        stranger.get("/setup");
        assertThat(send(stranger, "bagit.txt", 0, "x").statusCode()).isEqualTo(409);
        for (var path : List.of("/setup/restore", "/setup/restore/clear", "/setup/restore/open")) {
            assertThat(TestBrowser.location(stranger.post(path))).as(path).isEqualTo("/setup");
        }
        assertThat(data.resolve("rebuilding")).doesNotExist();
    }

    @Test
    void pieces_come_in_order_under_names_that_a_set_has() throws Exception {
        var data = folder.resolve("new/data");
        var browser = admitted(data, start(data));
        for (var name :
                List.of("../keys/db.key", "/etc/passwd", "a/../../b", ".hidden", "a//b", "a\\b", "a/b/c/d/e/f/g", "")) {
            assertThat(send(browser, name, 0, "x").statusCode()).as(name).isEqualTo(422);
        }
        assertThat(send(browser, "data/a.p7m", 5, "x").statusCode()).isEqualTo(416);
        assertThat(send(browser, "data/a.p7m", 0, "12345").statusCode()).isEqualTo(204);
        assertThat(send(browser, "data/a.p7m", 4, "x").statusCode()).isEqualTo(416);
        assertThat(send(browser, "data/a.p7m", 5, "678").statusCode()).isEqualTo(204);
        assertThat(data.resolve("rebuilding/set/data/a.p7m")).hasContent("12345678");
        assertThat(send(browser, "data/a.p7m", 0, "anew").statusCode()).isEqualTo(204);
        assertThat(data.resolve("rebuilding/set/data/a.p7m")).hasContent("anew");
        assertThat(send(browser, "data", 0, "x").statusCode()).isEqualTo(416);
        assertThat(browser.post("/setup/restore", "card.1", cards.get(0), "card.2", cards.get(1))
                        .body())
                .contains("Chưa có bộ sao lưu nào");

        // what a strange set says of itself is shown, or left out; nothing of it is believed
        assertThat(send(browser, "data/heads.json", 0, "{\"v\":1,\"school\":[]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(browser, "bagit.txt", 0, "x").statusCode()).isEqualTo(204);
        assertThat(browser.get("/setup/restore").body())
                .contains("Máy chủ đã nhận")
                .doesNotContain("Theo lời ghi trên bộ");
        browser.post("/setup/restore/clear");
        assertThat(data.resolve("rebuilding/set")).doesNotExist();
    }

    @Test
    void a_byte_gone_bad_is_repaired_and_told_and_a_file_gone_bad_is_refused() throws Exception {
        var data = folder.resolve("new/data");
        var browser = admitted(data, start(data));
        var set = setOn(stick);
        sendAll(browser, set, "data/2026-2027", bytes -> bytes[bytes.length / 2] ^= 1);
        assertThat(browser.get("/setup/restore").body()).contains("Theo lời ghi trên bộ", "Trường THCS Sao Mai");
        assertThat(restored(browser)).contains("đã sửa được", "Trường THCS Sao Mai");
        assertThat(send(browser, "bagit.txt", 0, "x").statusCode()).isEqualTo(409);
        browser.post("/setup/restore/clear");
        assertThat(data.resolve("rebuilding/school")).doesNotExist();
        sendAll(browser, set, "data/2026-2027", bytes -> Arrays.fill(bytes, (byte) 7));
        assertThat(restored(browser)).contains("hỏng quá mức");
        assertThat(data.resolve("db/so.db")).doesNotExist();
    }

    @Test
    void a_fall_before_anybody_let_it_in_leaves_an_empty_machine() throws Exception {
        var data = folder.resolve("new/data");
        var empty = start(data);
        var browser = admitted(data, empty);
        sendAll(browser, setOn(stick), "", bytes -> {});
        assertThat(restored(browser)).contains("/setup/restore/open");
        empty.school().kill();
        assertThat(start(data).code()).isNotEmpty();
        assertThat(data.resolve("rebuilding")).doesNotExist();
        assertThat(data.resolve("db/so.db")).doesNotExist();
    }

    @Test
    void while_one_school_waits_to_be_let_in_nobody_founds_another_and_a_founded_one_is_not_buried() throws Exception {
        var data = folder.resolve("new/data");
        var browser = admitted(data, start(data));
        sendAll(browser, setOn(stick), "", bytes -> {});
        assertThat(restored(browser)).contains("/setup/restore/open");
        browser.post("/setup/school", FirstStartTest.sound());
        assertThat(data.resolve("db/so.db")).doesNotExist();
        assertThat(TestBrowser.location(browser.get("/setup"))).isEqualTo("/setup/restore");

        browser.post("/setup/restore/clear");
        browser.get("/setup");
        browser.post("/setup/school", FirstStartTest.sound());
        assertThat(TestBrowser.location(browser.post("/setup/restore/open"))).isEqualTo("/setup");
        assertThat(browser.get("/setup").body()).contains("SOTRUONG THE-1");
        assertThat(send(browser, "bagit.txt", 0, "x").statusCode()).isEqualTo(409);
    }

    @Test
    void a_box_takes_the_set_from_a_stick_in_itself_and_says_why_it_cannot() throws Exception {
        var data = folder.resolve("new/data");
        var facts = folder.resolve("new/facts");
        Files.createDirectories(facts.resolve("storage"));
        var orders = data.resolve("spool/orders/media");
        var answers = Files.createDirectories(data.resolve("spool/answers/media"));
        var empty = start(data, "-Dsotruong.facts=" + facts);
        var browser = admitted(data, empty);
        assertThat(browser.get("/setup/restore").body())
                .contains("vào chính máy chủ")
                .doesNotContain("name=\"dev\"");
        plug(facts, "sda1", "usb", "KNOWN", "-");
        plug(facts, "sdb1", "usb", "UNKNOWN", "NOT_ENROLLED");
        plug(facts, "sr0", "disc", "CLOSED", "-");
        plug(facts, "sr1", "disc", "BLANK", "-");
        assertThat(browser.get("/setup/restore").body())
                .contains("value=\"sdb1\"", "value=\"sr0\"")
                .doesNotContain("value=\"sda1\"", "value=\"sr1\"");

        // what is not shown is not ordered; what the machine refuses is told, each in its own words
        browser.post("/setup/restore/fetch", "dev", "sda1");
        assertThat(browser.get("/setup/restore").body()).contains("không còn ở máy chủ");
        assertThat(orders).doesNotExist();
        browser.post("/setup/restore/fetch", "dev", "sr0");
        assertThat(browser.get("/setup/restore").body()).contains("Đang chép bộ sao lưu");
        assertThat(send(browser, "bagit.txt", 0, "x").statusCode()).isEqualTo(409);
        helper(orders, answers, "bring", "sr0", "REFUSED", "NO_SET");
        assertThat(settled(browser)).contains("không có bộ sao lưu nào hoàn chỉnh");
        browser.post("/setup/restore/fetch", "dev", "sdb1");
        helper(orders, answers, "bring", "sdb1", "REFUSED", "HAS_SCHOOL");
        assertThat(settled(browser)).contains("Trên máy này đã có một trường");
        browser.post("/setup/restore/fetch", "dev", "sdb1");
        var set = setOn(stick);
        copy(set, data.resolve("spool/brought/set"));
        helper(orders, answers, "bring", "sdb1", "DONE", "-");
        assertThat(settled(browser)).contains("Máy chủ đã nhận");
        assertThat(restored(browser)).contains("/setup/restore/open", "Trường THCS Sao Mai");
    }

    private static void plug(Path facts, String dev, String kind, String state, String code) throws IOException {
        Files.writeString(facts.resolve("storage/" + dev + ".json"), """
                {"v":1,"dev":"%s","kind":"%s","present":true,"model":"SanDisk","serial":"S-1","uuid":"0A1B-2C3D",
                 "fstype":"ext4","label":"","size":8000000000,"free":0,"state":"%s","code":"%s","since":"2026-11-22T01:00:00Z"}
                """.formatted(dev, kind, state, code));
    }

    /** What root's helper does with an order; how it does it is tried with the helper itself. */
    private static void helper(Path orders, Path answers, String kind, String dev, String result, String code)
            throws IOException {
        for (var i = 0; i < 200 && finished(orders).isEmpty(); i++) {
            RunningSchool.pause(50);
        }
        var order = finished(orders).getFirst();
        assertThat(Files.readString(order)).contains("\"kind\":\"" + kind + "\"", "\"dev\":\"" + dev + "\"");
        var id = order.getFileName().toString().replace(".json", "");
        Files.writeString(answers.resolve(id + ".json"), """
                {"v":1,"id":"%s","kind":"%s","result":"%s","code":"%s","uuid":"","at":"2026-11-22T01:00:00Z"}
                """.formatted(id, kind, result, code));
        for (var i = 0; i < 200 && Files.exists(order); i++) {
            RunningSchool.pause(50);
        }
        assertThat(order).doesNotExist();
    }

    /** Founds a school, takes a set onto the stick, and leaves nothing else of it but what stands on its cards. */
    private static List<String> burnDown(Path data) throws Exception {
        Files.createDirectories(data.getParent());
        var open = opened(RunningSchool.start(data, 0), data);
        var browser = browser(data, open.address());
        browser.get("/setup");
        browser.post("/setup/code", "setup", open.code());
        browser.get("/setup");
        browser.post("/setup/school", FirstStartTest.sound());
        var papers = browser.get("/setup").body();
        var typed = CARD.matcher(papers).results().map(each -> each.group(1)).toList();
        for (var each :
                RECEIVED.matcher(papers).results().map(found -> found.group(1)).toList()) {
            browser.post(each);
        }
        browser.post("/setup/open");
        var told = data.resolveSibling("school.out");
        for (var i = 0; i < 600 && Files.readString(told).split("READY").length < 3; i++) {
            RunningSchool.pause(50);
        }
        browser = browser(data, open.address());
        browser.get("/sign-in");
        browser.post("/sign-in", "username", "hoant.thcssm", "password", PASSWORD);
        browser.get("/backups");
        browser.post("/backups/take", "session", "ASKED");
        var tray = new DataFolder(data).spool().resolve("sets");
        for (var i = 0; i < 600 && finished(tray).isEmpty(); i++) {
            RunningSchool.pause(50);
        }
        var set = finished(tray).getFirst();
        copy(set, stick.resolve("SOTRUONG").resolve(set.getFileName()));
        Files.writeString(stick.resolve("bai-giang.txt"), "what else lies on a stick");
        open.school().kill();
        delete(data);
        assertThat(typed).hasSize(3);
        return typed;
    }

    private static List<Path> finished(Path tray) throws IOException {
        if (!Files.isDirectory(tray)) {
            return List.of();
        }
        try (var all = Files.list(tray)) {
            return all.filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static Path setOn(Path stick) throws IOException {
        return finished(stick.resolve("SOTRUONG")).getFirst();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
    }

    private static void delete(Path data) throws IOException {
        try (var all = Files.walk(data)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private interface Damage {
        void to(byte[] bytes);
    }

    private static void sendAll(TestBrowser browser, Path set, String damaged, Damage damage) throws IOException {
        browser.get("/setup/restore");
        try (var all = Files.walk(set)) {
            for (var each : all.filter(Files::isRegularFile).toList()) {
                var name = set.relativize(each).toString();
                var bytes = Files.readAllBytes(each);
                if (!damaged.isEmpty() && name.startsWith(damaged) && name.contains("csdl")) {
                    damage.to(bytes);
                }
                assertThat(piece(browser, name, 0, bytes).statusCode()).as(name).isEqualTo(204);
            }
        }
    }

    private static HttpResponse<String> send(TestBrowser browser, String name, long at, String text) {
        return piece(browser, name, at, text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> piece(TestBrowser browser, String name, long at, byte[] bytes) {
        var query = "name=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&at=" + at;
        return browser.send(browser.request("/setup/restore/file?" + query)
                .header("Content-Type", "application/octet-stream")
                .header("X-CSRF", browser.token())
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    private static String restored(TestBrowser browser) {
        browser.get("/setup/restore");
        browser.post("/setup/restore", "card.1", cards.get(0), "card.2", cards.get(2));
        return settled(browser);
    }

    private static String settled(TestBrowser browser) {
        var page = browser.get("/setup/restore").body();
        for (var i = 0; i < 600 && page.contains("http-equiv=\"refresh\""); i++) {
            RunningSchool.pause(100);
            page = browser.get("/setup/restore").body();
        }
        return page;
    }

    private static TestBrowser admitted(Path data, Open empty) {
        var browser = browser(data, empty.address());
        browser.get("/setup");
        browser.post("/setup/code", "setup", empty.code());
        browser.get("/setup/restore");
        return browser;
    }

    private static TestBrowser browser(Path data, URI address) {
        return new TestBrowser(address, data.resolve("keys/lan/authority.pem"));
    }

    /** The first letter of its secret, changed for another one that a card may hold. */
    private static String mistyped(String card) {
        var at = card.indexOf("MA ") + 3;
        return card.substring(0, at) + (card.charAt(at) == 'A' ? 'B' : 'A') + card.substring(at + 1);
    }

    private void shoot(Page page, String name) {
        for (var width : List.of(390, 1366)) {
            page.setViewportSize(width, width == 390 ? 844 : 768);
            assertThat(axe.violations(page)).as(name + " " + width).isEmpty();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(name + " scrolls sideways")
                    .isLessThanOrEqualTo(width);
            Chromium.shoot(page, "dung-lai-" + name + "-" + width);
        }
    }
}
