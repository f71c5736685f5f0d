package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.CK;
import static vn.sotruong.school.gradebook.Column.GK;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.locks.Lock;

/** The sheet in a real browser, at a real server. */
class SheetInBrowserTest {
    private static final int PUPILS = 45;

    private static Chromium chromium;

    @TempDir
    private Path folder;

    private Cast cast;
    private Entrance entrance;
    private Web web;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        cast = new Cast(folder);
        entrance = new Entrance(cast);
        web = serve(0);
    }

    @AfterEach
    void close() {
        web.close();
        cast.close();
    }

    private Web serve(int port) {
        return Web.open(
                new WebSettings("127.0.0.1", port, TestDoor.certificate(folder.resolve("web"))),
                entrance,
                () -> new Masthead("Trường THCS Hoa Mai", "2026–2027"),
                new SecureRandom(),
                List.of(entrance, new GradebookPages(cast.gradebook, cast.views)));
    }

    private Page open(Page page, String name) {
        page.navigate(web.address().resolve("/enter?as=" + name).toString());
        visit(page);
        return page;
    }

    private void visit(Page page) {
        page.navigate(web.address().resolve("/sheets/" + cast.toan.id()).toString());
        waitFor(page, "performance.getEntriesByName('sheet-ready').length > 0");
    }

    /** Asks from outside, since the page's policy lets no text be run as a script. */
    private static void waitFor(Page page, String condition) {
        for (var i = 0; i < 400 && !Boolean.TRUE.equals(page.evaluate(condition)); i++) {
            page.waitForTimeout(50);
        }
        assertThat(page.evaluate(condition)).as(condition).isEqualTo(true);
    }

    private Page desk(String name) {
        return open(chromium.desk(), name);
    }

    private String field(int row, Column column) {
        return "td.c-%s input[aria-labelledby^='p%d ']".formatted(column.code(), row + 1);
    }

    private void type(Page page, int row, Column column, String text) {
        page.click(field(row, column));
        page.keyboard().type(text);
        page.keyboard().press("Enter");
    }

    /** Waits until the server holds this many drafts. */
    private void waitForDrafts(Page page, int count) {
        for (var i = 0; i < 200 && cast.count("draft") < count; i++) {
            page.waitForTimeout(50);
        }
        assertThat(cast.count("draft")).isEqualTo(count);
    }

    private void paste(Page page, String text) {
        page.evaluate("""
                text => {
                  const board = new DataTransfer();
                  board.setData('text/plain', text);
                  document.activeElement.dispatchEvent(
                    new ClipboardEvent('paste', {clipboardData: board, bubbles: true, cancelable: true}));
                }""", text);
    }

    @Test
    void the_browsers_reader_agrees_with_the_servers() throws IOException {
        var page = chromium.desk();
        try (var script = Gradebook.class.getResourceAsStream("mark-reader.js")) {
            page.addScriptTag(new Page.AddScriptTagOptions()
                    .setContent(new String(script.readAllBytes(), StandardCharsets.UTF_8)));
        }
        for (var vector : MarkVectors.list()) {
            var meaning = page.evaluate(
                    """
                    given => {
                      const read = SoTruong.readMark(given.typed, given.shorthand, given.scale);
                      if (read.kind === 'empty') return 'empty';
                      if (read.kind === 'mark') return read.text + (read.rounded ? ' rounded' : '')
                        + (read.doubtful ? ' doubtful' : '');
                      return 'wrong ' + read.fault + (read.hint === null ? '' : ' ' + SoTruong.writeMark(read.hint));
                    }""",
                    Map.of(
                            "typed",
                            vector.typed(),
                            "shorthand",
                            vector.shorthand(),
                            "scale",
                            vector.scale().name()));
            assertThat(meaning).as("%s", vector).isEqualTo(vector.meaning());
        }
    }

    @Test
    void a_class_is_typed_by_keyboard_alone_and_committed() {
        var page = desk("lan");
        page.click(field(0, GK));
        for (var i = 0; i < PUPILS; i++) {
            page.keyboard().type(i == 3 ? "10" : "8" + i % 10);
            page.keyboard().press("Enter");
        }
        assertThat(page.evaluate("document.activeElement.getAttribute('aria-labelledby')"))
                .isEqualTo("p1 hck");
        waitForDrafts(page, PUPILS);
        page.waitForSelector("text=Bản nháp: 45 ô CHƯA ghi sổ");
        assertThat(page.inputValue(field(3, GK))).isEqualTo("10,0");
        assertThat(page.inputValue(field(5, GK))).isEqualTo("8,5");
        assertThat(page.textContent("body")).doesNotContain("Đã lưu");
        page.click("#commit");
        page.waitForSelector("dialog[open] >> text=Ghi sổ 45 ô");
        Chromium.shoot(page, "gradebook-commit");
        page.click("dialog .btn.go");
        page.waitForSelector("text=Đã ghi sổ 45 ô điểm");
        assertThat(cast.count("mark")).isEqualTo(PUPILS);
        assertThat(cast.audit().findings()).isEmpty();
        assertThat(page.getAttribute(field(0, GK), "readonly")).isNotNull();
    }

    @Test
    void a_wrong_cell_holds_the_commit_back_and_is_shown() {
        var page = desk("lan");
        page.click(field(0, GK));
        page.keyboard().type("8");
        page.keyboard().press("Enter");
        page.keyboard().type("77,5");
        page.keyboard().press("Enter");
        waitForDrafts(page, 1);
        page.click("#commit");
        page.waitForSelector("text=Hãy sửa hoặc xoá ô viền đỏ");
        assertThat(page.locator("dialog[open]").count()).isZero();
        assertThat(cast.count("mark")).isZero();
    }

    @Test
    void a_block_from_excel_lands_in_its_cells_and_is_undone_as_one() {
        var page = desk("lan");
        page.click(field(0, Column.TX1));
        var block = IntStream.range(0, PUPILS)
                .mapToObj(i -> IntStream.range(0, 6)
                        .mapToObj(j -> (i * 7 + j * 3) % 20 / 2 + "," + (i + j) % 10)
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\r\n"));
        paste(page, block + "\r\n");
        page.waitForSelector("text=Đã dán 270 ô");
        waitForDrafts(page, 270);
        assertThat(cast.cell(cast.lan, 44, CK).value().orElseThrow().text())
                .isEqualTo((44 * 7 + 15) % 20 / 2 + "," + 49 % 10);
        page.keyboard().press("Control+z");
        for (var i = 0; i < 200 && page.locator("td.draft").count() > 0; i++) {
            page.waitForTimeout(50);
        }
        page.waitForSelector("text=Không có bản nháp chờ ghi sổ");
    }

    @Test
    void what_is_no_mark_stays_red_unsent_and_is_mended_by_one_button() {
        var page = desk("lan");
        page.click(field(0, GK));
        page.keyboard().type("77,5");
        page.keyboard().press("Tab");
        page.keyboard().press("Shift+Tab");
        assertThat(page.getAttribute(field(0, GK), "aria-invalid")).isEqualTo("true");
        page.waitForSelector("text=1 ô cần sửa");
        page.waitForSelector("#side >> text=77,5 không phải điểm");
        page.click("text=Sửa thành 7,5");
        waitForDrafts(page, 1);
        assertThat(cast.cell(cast.lan, 0, GK).value()).contains(new Score(75));
    }

    @Test
    void nothing_is_lost_while_the_server_is_away() {
        var page = desk("lan");
        var port = web.port();
        page.click(field(0, GK));
        for (var i = 0; i < 40; i++) {
            if (i == 12) {
                web.close();
            }
            if (i == 30) {
                web = serve(port);
            }
            page.keyboard().type(i % 10 + ",5");
            page.keyboard().press("Enter");
            page.waitForTimeout(30);
        }
        for (var i = 0; i < 400 && cast.count("draft") < 40; i++) {
            page.waitForTimeout(50);
        }
        for (var i = 0; i < 40; i++) {
            assertThat(cast.cell(cast.lan, i, GK).value().map(Entry::text)).contains(i % 10 + ",5");
        }
    }

    @Test
    void a_reload_brings_back_what_was_not_sent_even_half_typed() {
        var page = desk("lan");
        page.onDialog(dialog -> dialog.accept());
        page.route("**/ops", route -> route.abort());
        type(page, 0, GK, "85");
        type(page, 1, GK, "7");
        page.keyboard().type("66,");
        page.waitForTimeout(300);
        page.unroute("**/ops");
        visit(page);
        page.waitForSelector("text=Đã khôi phục 3 ô");
        waitForDrafts(page, 2);
        assertThat(cast.cell(cast.lan, 0, GK).value()).contains(new Score(85));
        assertThat(page.inputValue(field(2, GK))).isEqualTo("66,");
        assertThat(page.getAttribute(field(2, GK), "aria-invalid")).isEqualTo("true");
    }

    @Test
    void a_lost_answer_changes_nothing_twice_and_asks_nobody() {
        var page = desk("lan");
        var first = new boolean[] {true};
        page.route("**/ops", route -> {
            if (first[0]) {
                first[0] = false;
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        type(page, 0, GK, "55");
        waitForDrafts(page, 1);
        type(page, 0, GK, "6");
        for (var i = 0; i < 100 && page.locator("td.wait").count() > 0; i++) {
            page.waitForTimeout(100);
        }
        assertThat(cast.cell(cast.lan, 0, GK).value()).contains(new Score(60));
        assertThat(page.isHidden("#questions")).isTrue();
        assertThat(cast.count("cell_event")).isEqualTo(2);
    }

    @Test
    void two_teachers_are_asked_and_the_choice_reaches_the_other() {
        var hers = desk("lan");
        var his = desk("nam");
        type(hers, 2, GK, "7,5");
        waitForDrafts(hers, 1);
        type(his, 2, GK, "8");
        his.waitForSelector("#questions >> text=Trần Thu Lan vừa nhập 7,5");
        his.click(field(9, GK));
        Chromium.shoot(his, "gradebook-conflict");
        his.click("text=Dùng 8,0");
        for (var i = 0; i < 100 && !cast.cell(cast.nam, 2, GK).mine(); i++) {
            his.waitForTimeout(50);
        }
        waitFor(hers, "document.querySelector(\"" + field(2, GK) + "\").value === '8,0'");
        assertThat(his.isHidden("#questions")).isTrue();
    }

    @Test
    void a_cell_that_is_locked_meanwhile_shows_the_servers_word_and_keeps_the_typed_one_beside_it() {
        var page = desk("lan");
        cast.lock(Lock.Kind.ENTRY, GK);
        type(page, 0, GK, "8");
        page.waitForSelector("#state >> text=15/QĐ-THCSHM");
        assertThat(page.inputValue(field(0, GK))).isEmpty();
        page.click(field(0, GK));
        page.waitForSelector("#side >> text=8,0 không ghi được");
        assertThat(cast.count("draft")).isZero();
    }

    @Test
    void without_scripts_marks_are_saved_and_committed() {
        var page = chromium.deskWithoutScripts();
        page.navigate(web.address().resolve("/enter?as=lan").toString());
        page.navigate(web.address().resolve("/sheets/" + cast.toan.id()).toString());
        page.fill(field(4, CK), "9,5");
        page.fill(field(5, CK), "85");
        page.click("text=Lưu nháp");
        page.waitForLoadState(LoadState.LOAD);
        assertThat(page.textContent(".note")).contains("2 ô vừa nhập CHƯA ghi sổ");
        Chromium.shoot(page, "gradebook-without-scripts");
        page.click("#commit");
        page.click(".confirm .btn.go");
        assertThat(page.textContent(".note")).contains("Đã ghi sổ 2 ô điểm");
        assertThat(cast.count("mark")).isEqualTo(2);
    }

    @Test
    void a_value_that_may_mean_something_else_is_amber_until_it_is_passed() {
        var page = desk("lan");
        type(page, 0, GK, "11");
        type(page, 1, GK, "8");
        waitForDrafts(page, 2);
        assertThat(page.inputValue(field(0, GK))).isEqualTo("1,1");
        page.click("#commit");
        page.waitForSelector("dialog[open] >> text=xin xem lại");
        page.click("dialog .btn.go");
        page.waitForSelector("text=Có điểm cần xem lại");
        assertThat(cast.count("mark")).isZero();
        visit(page);
        assertThat(page.getAttribute("td.c-gk:has(input[aria-labelledby^='p1 '])", "class"))
                .contains("ask");
        page.click(field(0, GK));
        Chromium.shoot(page, "gradebook-doubt");
        page.click("text=Đúng, 1,1");
        waitFor(page, "document.querySelectorAll('td.ask, td.wait').length === 0");
        page.click("#commit");
        page.click("dialog .btn.go");
        page.waitForSelector("text=Đã ghi sổ 2 ô điểm");
    }

    @Test
    void forty_five_marks_and_a_correction_by_keyboard_alone_also_at_double_size() {
        for (var page : List.of(chromium.desk(), chromium.page(683, 384))) {
            var marks = cast.count("mark");
            var column = marks == 0 ? GK : CK;
            open(page, "lan");
            tabToFirst(page, column);
            for (var i = 0; i < PUPILS; i++) {
                page.keyboard().type("7,5");
                page.keyboard().press("Enter");
            }
            page.waitForSelector("text=Bản nháp: 45 ô CHƯA ghi sổ, còn");
            tabTo(page, "document.activeElement.id === 'commit'");
            page.keyboard().press("Enter");
            page.waitForSelector("dialog[open]");
            tabTo(page, "document.activeElement.matches('dialog .btn.go')");
            page.keyboard().press("Enter");
            page.waitForSelector("text=Đã ghi sổ 45 ô điểm");
            assertThat(cast.count("mark")).isEqualTo(marks + PUPILS);
            waitFor(page, "performance.getEntriesByName('sheet-ready').length > 0");
            tabToFirst(page, column);
            page.keyboard().press("F2");
            page.waitForSelector("dialog[open] >> text=Sửa điểm đã ghi");
            Chromium.shoot(page, "gradebook-correction-" + column.code());
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            tabTo(page, "document.activeElement.name === 'value'");
            page.keyboard().type("8");
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowDown");
            tabTo(page, "document.activeElement.matches('dialog .btn.go')");
            page.keyboard().press("Enter");
            page.waitForSelector("text=Đã sửa điểm");
            assertThat(cast.cell(cast.lan, 0, column).value()).contains(new Score(80));
        }
    }

    /** To the first cell of a column; where one column is shown at a time, by way of its name. */
    private static void tabToFirst(Page page, Column column) {
        if (page.isVisible("#pick")) {
            tabTo(page, "document.activeElement.dataset.col === '%s'".formatted(column.code()));
            page.keyboard().press("Enter");
        }
        tabTo(page, "document.activeElement.getAttribute('aria-labelledby') === 'p1 h%s'".formatted(column.code()));
    }

    private static void tabTo(Page page, String there) {
        for (var i = 0; i < 400 && !Boolean.TRUE.equals(page.evaluate(there)); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(page.evaluate(there)).as(there).isEqualTo(true);
    }

    @Test
    void when_the_time_is_over_the_page_says_that_drafts_are_late() {
        close();
        cast = new Cast(folder.resolve("short"), PUPILS, false);
        cast.window(Duration.ZERO, Duration.ofMinutes(100));
        entrance = new Entrance(cast);
        web = serve(0);
        var page = desk("lan");
        type(page, 0, GK, "8");
        waitForDrafts(page, 1);
        page.waitForSelector("text=Bản nháp: 1 ô CHƯA ghi sổ, còn 1 giờ");
        cast.clock.move(Duration.ofMinutes(100));
        type(page, 1, GK, "7");
        page.waitForSelector("#state >> text=CHƯA có hiệu lực");
        waitForDrafts(page, 2);
        visit(page);
        page.waitForSelector("text=Bản nháp muộn: 2 ô");
        page.waitForSelector("th.c-gk >> text=hết hạn");
        assertThat(page.isDisabled("#commit")).isTrue();
        // what is late is told once, and is no part of what the column holds
        page.waitForSelector("th.c-gk .fill >> text=trống");
        page.waitForSelector("[data-lates=gk] >> text=2 bản nháp muộn");
        page.waitForSelector("[data-lates=gk] >> text=Xin nhập bổ sung");
        page.click(field(0, GK));
        page.waitForSelector("#side [data-part=ask] >> text=Xin nhập bổ sung");
        assertThat(page.getAttribute("#side [data-part=ask]", "href")).endsWith("&col=gk&late=1");
        cast.lock(Lock.Kind.VALUES, Column.TX1);
        visit(page);
        page.waitForSelector("th.c-tx1 >> text=đã khoá");
        assertThat(page.locator("th.c-tx1").boundingBox().width).isLessThan(90);
        page.click(field(0, Column.TX1));
        page.waitForSelector("#side >> text=khoá theo quyết định 15/QĐ-THCSHM");
        Chromium.shoot(page, "gradebook-late");

        var phone = open(chromium.phone(), "lan");
        phone.waitForSelector("[data-lates=gk] >> text=Xin nhập bổ sung");
        phone.click("#pick [data-col=tx1]");
        phone.waitForSelector(".why >> text=15/QĐ-THCSHM");
        assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        Chromium.shoot(phone, "gradebook-late-phone");
    }

    @Test
    void without_scripts_a_committed_mark_is_corrected_and_deleted() {
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(0, GK, 0, "8")));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        var page = chromium.deskWithoutScripts();
        page.navigate(web.address().resolve("/enter?as=lan").toString());
        page.navigate(web.address().resolve("/sheets/" + cast.toan.id()).toString());
        page.click("noscript a");
        page.selectOption("select[name=reason]", "WRONG_PUPIL");
        page.click(".confirm .btn.go");
        assertThat(page.textContent(".note")).contains("muốn xoá hẳn");
        page.selectOption("select[name=reason]", "WRONG_PUPIL");
        page.check("input[name=delete]");
        page.click(".confirm .btn.go");
        assertThat(page.textContent(".note")).contains("Đã sửa điểm");
        assertThat(page.getAttribute(field(0, GK), "placeholder")).isEqualTo("đã xoá");
        Chromium.shoot(page, "gradebook-deleted");
    }

    @Test
    void it_looks_right_on_a_desk_and_on_a_phone() {
        var marks = IntStream.range(0, PUPILS)
                .mapToObj(i -> List.of(60 + i % 35, 45 + (i * 7) % 50, 40 + (i * 11) % 55, 55 + (i * 5) % 43))
                .toList();
        var columns = List.of(Column.TX1, Column.TX2, Column.TX3, GK);
        for (var c = 0; c < columns.size(); c++) {
            var column = columns.get(c);
            var at = c;
            var ops = IntStream.range(0, PUPILS - c)
                    .mapToObj(i -> cast.op(i, column, 0, Score.text(marks.get(i).get(at))))
                    .toList();
            cast.gradebook.enter(cast.lan, cast.toan.id(), ops);
            if (c < 2) {
                cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
            }
        }
        cast.lock(Lock.Kind.ENTRY, Column.TX1);
        var page = desk("lan");
        type(page, 9, GK, "77,5");
        page.click(field(9, GK));
        page.waitForTimeout(900);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "gradebook-desk.png")));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);

        var phone = open(chromium.phone(), "lan");
        phone.click("text=Giữa kỳ");
        phone.waitForTimeout(300);
        phone.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "gradebook-phone.png")));
        assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat((int) phone.locator("td.c-gk input:visible").first().boundingBox().height)
                .isGreaterThanOrEqualTo(44);
    }
}
