package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.GK;
import static vn.sotruong.school.gradebook.Column.TX1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.locks.Lock;

/** The sheet's doors, one by one: who gets in, what is taken, and what is refused in words with nothing written. */
class GradebookPagesTest {
    private static final Pattern VIETNAMESE = Pattern.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]");

    @TempDir
    private Path folder;

    private Cast cast;
    private TestDoor door;

    @BeforeEach
    void open() {
        cast = new Cast(folder, 6);
        var entrance = new Entrance(cast);
        door = TestDoor.open(
                folder.resolve("web"), entrance, List.of(entrance, new GradebookPages(cast.gradebook, cast.views)));
    }

    @AfterEach
    void close() {
        door.close();
        cast.close();
    }

    private TestBrowser as(String name) {
        var browser = door.browser();
        browser.get("/enter?as=" + name);
        browser.get("/menu");
        return browser;
    }

    private String here() {
        return "/sheets/" + cast.toan.id();
    }

    private static String json(Op op) {
        return "{\"op\":\"%s\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":%d,\"value\":\"%s\"}"
                .formatted(op.id(), op.cell().pupil(), op.cell().column().code(), op.base(), op.typed());
    }

    private static String ops(String... ops) {
        return "{\"ops\":[" + String.join(",", ops) + "]}";
    }

    private HttpResponse<String> send(TestBrowser browser, Op... ops) {
        return browser.postJson(
                here() + "/ops",
                ops(java.util.Arrays.stream(ops).map(GradebookPagesTest::json).toArray(String[]::new)));
    }

    private void assertRefused(HttpResponse<String> answer, String what) {
        assertThat(answer.statusCode()).as(what).isBetween(400, 499);
        assertThat(VIETNAMESE.matcher(answer.body()).find())
                .as(what + " is refused in Vietnamese: " + answer.body())
                .isTrue();
        assertNothingWritten(what);
    }

    private void assertNothingWritten(String what) {
        assertThat(cast.count("cell_event") + cast.count("draft") + cast.count("mark"))
                .as(what)
                .isZero();
    }

    /** The fields of a page without scripts, as a browser would send them back, with changes. */
    private String[] form(HttpResponse<String> page, String... changes) {
        var fields = new ArrayList<String>();
        var inputs = Pattern.compile("<input ([^>]*)>").matcher(page.body());
        while (inputs.find()) {
            var name = Pattern.compile("name=\"([rm]\\.[^\"]+)\"").matcher(inputs.group(1));
            var value = Pattern.compile("value=\"([^\"]*)\"").matcher(inputs.group(1));
            if (name.find()) {
                fields.add(name.group(1));
                fields.add(value.find() ? value.group(1) : "");
            }
        }
        for (var i = 0; i < changes.length; i += 2) {
            var at = fields.indexOf(changes[i]);
            if (at < 0) {
                fields.add(changes[i]);
                fields.add(changes[i + 1]);
            } else {
                fields.set(at + 1, changes[i + 1]);
            }
        }
        return fields.toArray(String[]::new);
    }

    private String field(int row, Column column) {
        return "m." + cast.pupils.get(row).id() + "." + column.code();
    }

    @Test
    void only_who_teaches_the_class_today_comes_in_by_any_door() {
        var seals = new String[] {"col", "gk", "seal.gk", "000000000000000000000000"};
        for (var name : List.of("minh", "principal", "clerk")) {
            var browser = as(name);
            assertRefused(browser.get(here()), name + " page");
            assertRefused(
                    browser.post(
                            here(),
                            field(0, GK),
                            "8",
                            "r." + cast.pupils.getFirst().id(),
                            "0,0,0,0,0,0"),
                    name + " form");
            assertRefused(send(browser, cast.op(0, GK, 0, "8")), name + " ops");
            assertRefused(browser.get(here() + "/changes?since=0"), name + " changes");
            assertRefused(browser.get(here() + "/commit"), name + " question");
            assertRefused(browser.post(here() + "/commit", seals), name + " commit");
            assertRefused(
                    browser.get(here() + "/cells/" + cast.pupils.getFirst().id() + "/gk/history"), name + " past");
        }
        var stranger = door.browser();
        assertThat(stranger.get(here()).statusCode()).isEqualTo(303);
        assertRefused(send(stranger, cast.op(0, GK, 0, "8")), "nobody");
    }

    @Test
    void without_the_forgery_token_nothing_is_taken() {
        var browser = as("lan");
        assertRefused(browser.postBare(here(), field(0, GK), "8"), "form");
        assertRefused(browser.postBare(here() + "/commit", "col", "gk"), "commit");
    }

    @Test
    void what_is_no_mark_is_refused_on_the_op_door_and_on_the_form() {
        var browser = as("lan");
        var page = browser.get(here());
        for (var typed : List.of("10,1", "-1", "NaN", "77,5", "1e1", "vắng", "8' OR '1'='1", "=1+1")) {
            assertRefused(send(browser, cast.op(0, GK, 0, typed)), "op " + typed);
            var answer = browser.post(here(), form(page, field(0, GK), typed, field(1, GK), "8"));
            assertRefused(answer, "form " + typed);
            assertThat(answer.body())
                    .contains("aria-invalid=\"true\"")
                    .contains(cast.pupils.getFirst().name().full());
        }
    }

    @Test
    void a_foreign_pupil_a_missing_column_or_an_unknown_key_refuses_the_whole() {
        var browser = as("lan");
        var page = browser.get(here());
        var good = json(cast.op(0, GK, 0, "8"));
        var foreign = new Op(cast.opId(), new Cell(cast.strangers.getFirst().id(), GK), 0, "8", List.of());
        assertRefused(browser.postJson(here() + "/ops", ops(good, json(foreign))), "foreign pupil");
        for (var bad : List.of(
                good.replace("\"gk\"", "\"tx9\""),
                good.replace("}", ",\"entered_at\":\"2001-01-01\"}"),
                good.replace("\"8\"", "8"),
                good.replace("\"base\":0", "\"base\":\"0\""),
                good.replace("\"base\":0", "\"base\":-1"),
                good.replace("\"base\":0", "\"base\":1e99"),
                good.replaceFirst("\"op\":\"[^\"]*\"", "\"op\":\"x\""),
                good.replaceFirst("\"pupil\"", "\"pupil[POINTS=3,COMMENT]\""),
                good + "," + good)) {
            assertRefused(browser.postJson(here() + "/ops", ops(bad)), bad);
        }
        for (var body : List.of(
                "",
                "[]",
                "{}",
                "null",
                "{\"ops\":{}}",
                "{\"ops\":[1]}",
                "{\"ops\":[],\"who\":\"lan\"}",
                "{\"ops\":[]} x",
                "{\"ops\":[],\"ops\":[]}",
                "[".repeat(5000))) {
            assertRefused(browser.postJson(here() + "/ops", body), body);
        }
        var stranger = cast.strangers.getFirst().id();
        assertRefused(
                browser.post(here(), form(page, "m." + stranger + ".gk", "8", "r." + stranger, "0,0,0,0,0,0")),
                "form foreign pupil");
        for (var key : List.of("m." + cast.pupils.getFirst().id() + ".tx9", "seq", "m.x", "values[1][POINTS]", "who")) {
            assertRefused(browser.post(here(), form(page, key, "8")), "form " + key);
        }
        assertRefused(
                browser.post(here(), form(page, "r." + cast.pupils.getFirst().id(), "9,9,9,9,9,9")),
                "made-up revision");
    }

    @Test
    void a_request_for_another_sheet_by_its_address_is_refused() {
        var browser = as("lan");
        for (var sheet : List.of(cast.toanB.id(), "nosuchsheet00", "..%2f..", "%00", "'%20OR%201=1")) {
            assertThat(browser.get("/sheets/" + sheet).statusCode()).as(sheet).isBetween(400, 499);
            assertThat(browser.postJson("/sheets/" + sheet + "/ops", ops(json(cast.op(0, GK, 0, "8"))))
                            .statusCode())
                    .as(sheet)
                    .isBetween(400, 499);
        }
        assertNothingWritten("another sheet");
    }

    @Test
    void a_locked_column_is_refused_by_every_door_and_says_why() {
        var browser = as("lan");
        var page = browser.get(here());
        cast.lock(Lock.Kind.ENTRY, GK);
        var answer = send(browser, cast.op(0, GK, 0, "8"));
        assertRefused(answer, "op");
        assertThat(answer.body()).contains("15/QĐ-THCSHM").contains("Vũ Thị Hiệu");
        assertRefused(browser.post(here(), form(page, field(0, GK), "8")), "form");
        var locked = browser.get(here());
        assertThat(locked.body()).contains("đã khoá").doesNotContain("name=\"" + field(0, GK));
    }

    @Test
    void a_committed_cell_says_which_lock_bars_it_or_once_did() {
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(0, GK, 0, "8")));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        cast.lock(Lock.Kind.VALUES, GK);
        var browser = as("lan");
        var past = here() + "/cells/" + cast.pupils.getFirst().id() + "/gk/history";
        assertThat(browser.get(past).body()).contains("cột đang khoá theo quyết định 15/QĐ-THCSHM của Vũ Thị Hiệu");
        cast.clock.move(Duration.ofMinutes(1));
        cast.reopen(Duration.ofHours(1));
        assertThat(browser.get(past).body()).contains("cột đã từng khoá theo quyết định 15/QĐ-THCSHM của Vũ Thị Hiệu");
    }

    @Test
    @Tag("art:002-15.2")
    @Tag("art:004-7.2")
    void the_form_without_scripts_saves_and_commits() {
        var browser = as("lan");
        var page = browser.get(here());
        var saved = browser.post(
                here(), form(page, field(0, GK), "85", field(1, GK), "7", field(2, TX1), "10", "then", "save"));
        assertThat(saved.statusCode()).isEqualTo(303);
        var after = browser.get(TestBrowser.location(saved));
        assertThat(after.body())
                .contains("Bản nháp: 3 ô CHƯA ghi sổ")
                .contains("value=\"8,5\"")
                .doesNotContain("Đã lưu");

        var again = browser.post(here(), form(page, field(0, GK), "85", field(1, GK), "7", field(2, TX1), "10"));
        assertThat(again.statusCode()).as("the same form twice").isEqualTo(303);
        assertThat(cast.count("cell_event")).isEqualTo(3);

        var toCommit = browser.post(here(), form(browser.get(here()), "then", "commit"));
        var question = browser.get(TestBrowser.location(toCommit));
        assertThat(question.body())
                .contains("15,5")
                .contains("Còn trống")
                .contains("Ghi sổ 3 ô")
                .contains("đối chiếu với phiếu điểm");
        assertThat(browser.post(here() + "/commit", seals(question, "gk", "tx1"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(cast.count("mark")).isEqualTo(3);
        assertThat(browser.get(here() + "?done=3").body()).contains("Đã ghi sổ 3 ô điểm");
        assertThat(cast.audit().findings()).isEmpty();

        assertThat(send(browser, cast.op(0, GK, 0, "9")).statusCode())
                .as("a committed cell")
                .isEqualTo(422);
    }

    private static String[] seals(HttpResponse<String> question, String... codes) {
        var fields = new ArrayList<String>();
        for (var code : codes) {
            var seal = Pattern.compile("name=\"seal\\." + code + "\" value=\"([0-9a-f]+)\"")
                    .matcher(question.body());
            assertThat(seal.find()).isTrue();
            fields.addAll(List.of("col", code, "seal." + code, seal.group(1)));
        }
        return fields.toArray(String[]::new);
    }

    @Test
    void a_commit_of_something_else_than_was_shown_is_refused() {
        var browser = as("lan");
        send(browser, cast.op(0, GK, 0, "8"));
        var question = browser.get(here() + "/commit");
        var seals = seals(question, "gk");
        send(browser, cast.op(1, GK, 0, "7"));
        var answer = browser.post(here() + "/commit", seals);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Bản nháp đã thay đổi");
        assertThat(browser.post(here() + "/commit", "col", "gk").statusCode()).isEqualTo(400);
        assertThat(browser.post(here() + "/commit").statusCode()).isEqualTo(422);
        assertThat(cast.count("mark")).isZero();
    }

    @Test
    void the_form_without_scripts_asks_when_a_colleague_was_first() {
        var browser = as("lan");
        var page = browser.get(here());
        send(as("nam"), cast.op(0, GK, 0, "7,5"));
        var asked = browser.post(here(), form(page, field(0, GK), "8", field(1, GK), "6"));
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Nguyễn Hoài Nam vừa nhập 7,5").contains("value=\"8\"");
        assertThat(cast.cell(cast.lan, 1, GK).value()).contains(new Score(60));
        assertThat(browser.post(here(), form(asked)).statusCode()).isEqualTo(303);
        assertThat(cast.cell(cast.lan, 0, GK).value()).contains(new Score(80));
    }

    @Test
    void the_page_of_a_class_of_45_is_light() throws IOException {
        try (var full = new Cast(folder.resolve("full"))) {
            var entrance = new Entrance(full);
            try (var wide = TestDoor.open(
                    folder.resolve("web2"),
                    entrance,
                    List.of(entrance, new GradebookPages(full.gradebook, full.views)))) {
                var browser = wide.browser();
                browser.get("/enter?as=lan");
                var page = browser.get("/sheets/" + full.toan.id());
                assertThat(page.statusCode()).isEqualTo(200);
                System.out.println("sheet page: " + page.body().length() + " characters, " + packed(page.body())
                        + " bytes packed");
                assertThat(packed(page.body())).isLessThan(15_000);
                assertThat(page.body()).doesNotContain("style=\"").doesNotContain("onclick");
            }
        }
    }

    private static int packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
