package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.CK;
import static vn.sotruong.school.gradebook.Column.GK;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.roll.Roll;

/** A subject with comments alone, in a real browser: Đ and CĐ by keyboard, and by two buttons on a phone. */
class WordsInBrowserTest {
    private static final int PUPILS = 45;

    @TempDir
    private Path folder;

    private Chromium chromium;
    private Cast cast;
    private Web web;
    private Sheet gdtc;

    @BeforeEach
    void open() {
        chromium = new Chromium();
        cast = new Cast(folder);
        gdtc = cast.db.write(SampleSchool.CLERK, tx -> {
            Roll.assign(tx, cast.seven.id(), "gdtc", cast.lan.staff(), LocalDate.parse("2026-09-05"));
            return Gradebook.openComment(tx, cast.seven.id(), "gdtc", 1);
        });
        var entrance = new Entrance(cast);
        web = Web.open(
                new WebSettings("127.0.0.1", 0, TestDoor.certificate(folder.resolve("web"))),
                entrance,
                () -> new Masthead("Trường THCS Hoa Mai", "2026–2027"),
                new SecureRandom(),
                List.of(entrance, new GradebookPages(cast.gradebook, cast.views)));
    }

    @AfterEach
    void close() {
        web.close();
        cast.close();
        chromium.close();
    }

    private Page open(Page page) {
        page.navigate(web.address().resolve("/enter?as=lan").toString());
        page.navigate(web.address().resolve("/sheets/" + gdtc.id()).toString());
        page.waitForCondition(
                () -> Boolean.TRUE.equals(page.evaluate("performance.getEntriesByName('sheet-ready').length > 0")));
        return page;
    }

    private static String field(int row, Column column) {
        return "td.c-%s input[aria-labelledby^='p%d ']".formatted(column.code(), row + 1);
    }

    private void waitForDrafts(Page page, int count) {
        page.waitForCondition(() -> cast.count("draft") >= count);
        assertThat(cast.count("draft")).isEqualTo(count);
    }

    @Test
    void forty_five_verdicts_are_typed_by_keyboard_alone_and_committed_by_their_numbers() {
        var typed = List.of("d", "Đ", "dd", "d9", "D");
        var page = open(chromium.desk());
        assertThat(page.locator("#shorthand").isVisible()).isFalse();
        assertThat(page.getAttribute(field(0, GK), "inputmode")).isEqualTo("text");
        page.focus(field(0, GK));
        for (var i = 0; i < PUPILS; i++) {
            page.keyboard().type(i % 20 == 7 ? "c" : typed.get(i % 5));
            page.keyboard().press("Enter");
        }
        assertThat(page.evaluate("document.activeElement.getAttribute('aria-labelledby')"))
                .isEqualTo("p1 hck");
        page.keyboard().type("8");
        page.keyboard().press("Enter");
        page.keyboard().press("ArrowUp");
        page.waitForSelector("#side >> text=8 không phải mức đánh giá của cột này");
        page.keyboard().press("Escape");
        waitForDrafts(page, PUPILS);
        page.focus(field(4, GK));
        page.waitForSelector("#side >> text=43 Đ, 2 CĐ");
        Chromium.shoot(page, "words-desk");
        page.focus("#commit");
        page.keyboard().press("Enter");
        page.waitForSelector("dialog[open] >> text=43 Đ, 2 CĐ");
        Chromium.shoot(page, "words-commit");
        page.focus("dialog .btn.go");
        page.keyboard().press("Enter");
        page.waitForSelector("text=Đã ghi sổ 45 ô");
        var kept = cast.db.read(handle -> handle.createQuery("SELECT word, count(*) FROM mark GROUP BY 1 ORDER BY 1")
                .map((row, context) -> row.getString(1) + row.getInt(2))
                .list());
        assertThat(kept).containsExactly("CD2", "D43");
        assertThat(cast.audit().findings()).isEmpty();

        page.focus(field(7, GK));
        page.keyboard().press("F2");
        page.waitForSelector("dialog[open] >> text=Sửa điểm đã ghi");
        page.fill("dialog input[name=value]", "9");
        page.selectOption("dialog select[name=reason]", "MISTYPED");
        page.click("dialog .btn.go");
        page.waitForSelector("text=9 không phải mức đánh giá của cột này");
        page.fill("input[name=value]", "đạt");
        page.selectOption("select[name=reason]", "MISTYPED");
        page.click(".btn.go >> text=Ghi lần sửa");
        page.waitForSelector("text=Giá trị cũ, giá trị mới");
        assertThat(page.inputValue(field(7, GK))).isEqualTo("Đ");
    }

    @Test
    void a_verdict_of_the_term_stands_once_every_assessment_does() {
        var page = open(chromium.desk());
        for (var column : gdtc.columns()) {
            page.fill(field(0, column), "đ");
            page.fill(field(1, column), column == CK ? "c" : "đ");
            page.keyboard().press("Enter");
        }
        page.fill(field(2, CK), "đ");
        page.keyboard().press("Enter");
        waitForDrafts(page, 9);
        assertThat(page.locator("td.av").allTextContents().subList(0, 3)).containsExactly("Đ", "CĐ", "");
        assertThat(page.getAttribute("tbody tr:first-child .av", "class")).contains("maybe");
        page.click("#commit");
        page.click("dialog .btn.go");
        page.waitForSelector("text=Đã ghi sổ 9 ô");
        assertThat(page.locator("td.av").allTextContents().subList(0, 3)).containsExactly("Đ", "CĐ", "");
    }

    @Test
    void on_a_phone_two_buttons_fill_one_pupil_after_the_other() {
        var page = open(chromium.phone());
        page.click("text=Giữa kỳ");
        page.click(field(0, GK));
        IntStream.range(0, 6).forEach(i -> page.click("#word-keys button >> nth=" + (i == 2 ? 1 : 0)));
        waitForDrafts(page, 6);
        assertThat(page.inputValue(field(2, GK))).isEqualTo("CĐ");
        assertThat(page.evaluate("document.activeElement.getAttribute('aria-labelledby')"))
                .isEqualTo("p7 hgk");
        Chromium.shoot(page, "words-phone");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }
}
