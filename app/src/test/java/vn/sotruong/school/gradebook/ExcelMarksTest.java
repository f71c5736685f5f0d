package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.GK;
import static vn.sotruong.school.gradebook.Column.TX1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.marksheets.MarksheetPages;
import vn.sotruong.school.marksheets.Marksheets;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;
import vn.sotruong.school.workbook.SampleFile;

/** Điểm từ Excel: the template given out and taken back, files of LibreOffice, and everything that must not be written. */
class ExcelMarksTest {
    private static final Path FILES = Path.of("src/test/java/vn/sotruong/lists");
    private static final String FIRST = "xl/worksheets/sheet1.xml";
    private static final String META = "xl/worksheets/sheet2.xml";

    @TempDir
    private Path folder;

    private Cast cast;
    private TestDoor door;
    private TestBrowser lan;

    @BeforeEach
    void open() {
        start(true);
    }

    private void start(boolean published) {
        cast = new Cast(folder.resolve(published ? "open" : "shut"), 8, published);
        var entrance = new Entrance(cast);
        door = TestDoor.open(
                folder.resolve(published ? "web" : "web-shut"),
                entrance,
                List.of(
                        entrance,
                        new GradebookPages(cast.gradebook, cast.views),
                        new MarksheetPages(new Marksheets(cast.db, cast.gradebook, cast.views, new SecureRandom()))));
        lan = as("lan");
    }

    @AfterEach
    void close() {
        door.close();
        assertThat(cast.audit().findings()).isEmpty();
        cast.close();
    }

    private TestBrowser as(String name) {
        var browser = door.browser();
        browser.get("/enter?as=" + name);
        browser.get("/menu");
        return browser;
    }

    private String here() {
        return "/sheets/" + cast.toan.id() + "/excel";
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FILES.resolve(name));
    }

    private byte[] template() {
        return lan.download(here() + "/template.xlsx");
    }

    /** The template with a number typed into a cell. */
    private static byte[] typed(byte[] template, String address, String value) {
        return SampleFile.tampered(
                template,
                FIRST,
                text -> text.replaceFirst(
                        "<c r=\"" + address + "\"([^>]*?)(?: t=\"[a-z]+\")?(?:/>|>.*?</c>)",
                        "<c r=\"" + address + "\"$1><v>" + value + "</v></c>"));
    }

    private String report(TestBrowser browser, byte[] file) {
        assertThat(browser.upload(here(), "file", "diem.xlsx", file).statusCode())
                .isEqualTo(303);
        return browser.get(here()).body();
    }

    private static String seal(String page) {
        var found = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private static String state(String page, String address) {
        var found = Pattern.compile("<td class=\"nowrap\">" + address
                        + "</td>.*?<span class=\"st [a-z]+\">([^<]+)</span></td><td>(.*?)</td>")
                .matcher(page);
        return found.find() ? found.group(1) + ": " + found.group(2) : "";
    }

    private String held(int row, Column column) {
        var cell = cast.cell(cast.lan, row, column);
        return cell.value().map(Entry::text).orElse("") + (cell.draft() ? " draft" : "");
    }

    private static List<ExcelRow> rows(byte[] file) {
        var tabs = ((ExcelFile.Reading.Read) ExcelFile.readAny(file)).tabs();
        return tabs.stream().map(ExcelTab::rows).findFirst().orElseThrow();
    }

    @Test
    void the_template_is_locked_but_for_open_cells_and_comes_back_as_drafts() {
        cast.lock(Lock.Kind.ENTRY, GK);
        var template = template();
        var parts = SampleFile.parts(template);
        var sheet = new String(parts.get(FIRST), StandardCharsets.UTF_8);
        assertThat(sheet).contains("<sheetProtection").contains("NOT(0>").contains("<dataValidation");
        assertThat(sheet)
                .contains("errorTitle=\"Giá trị không nhập được\"", "orientation=\"landscape\"", "fitToWidth=\"1\"");
        assertThat(new String(parts.get("xl/workbook.xml"), StandardCharsets.UTF_8))
                .contains("veryHidden");
        assertThat(rows(template).get(3).at(2).shown())
                .isEqualTo(cast.pupils.getFirst().name().full());

        var page = report(lan, typed(typed(template, "E4", "8.5"), "I4", "7"));
        assertThat(state(page, "E4")).startsWith("Mới");
        assertThat(state(page, "I4"))
                .startsWith("Không nhập được")
                .contains("15/QĐ-THCSHM")
                .contains("/amendments/new?");
        assertThat(held(0, TX1)).as("nothing is written before it is confirmed").isEmpty();

        var confirmed = lan.post(here() + "/confirm", "seal", seal(page));
        assertThat(TestBrowser.location(confirmed)).endsWith("?kept=1&late=0");
        assertThat(held(0, TX1)).isEqualTo("8,5 draft");
        assertThat(held(0, GK)).isEmpty();
        assertThat(cast.count("mark")).as("drafts and nothing more").isZero();
        assertThat(cast.count("waiting_marks")).isZero();
    }

    @Test
    void the_eight_odd_cells_of_libre_office_are_told_apart_in_both_formats() throws IOException {
        for (var name : List.of("tam-o-la.xlsx", "tam-o-la.ods")) {
            var page = report(lan, file(name));
            assertThat(state(page, "C4")).as(name).isEqualTo("Mới: ");
            assertThat(state(page, "C5")).as(name + " text").isEqualTo("Mới: ");
            assertThat(state(page, "C6")).as(name + " date").startsWith("Sai").contains("8,5");
            assertThat(state(page, "C7")).as(name + " formula").contains("công thức");
            assertThat(state(page, "C8")).as(name + " error").contains("#N/A");
            assertThat(state(page, "C9")).as(name + " space").isEqualTo("Mới: ");
            assertThat(state(page, "C10")).as(name + " noise").contains("7,5");
            assertThat(state(page, "C11")).as(name + " shorthand").contains("8,5");
            assertThat(state(page, "D4")).as(name).isEqualTo("Mới: ");
            assertThat(page).contains("Ghi chú");
            var sheet = rows(lan.download(here() + "/report.xlsx"));
            assertThat(sheet).anyMatch(row -> row.at(6).shown().contains("công thức"));
            lan.post(here() + "/discard");
        }
        assertThat(cast.count("cell_event")).isZero();

        var page = report(lan, file("tam-o-la.ods"));
        lan.post(here() + "/confirm", "seal", seal(page));
        assertThat(held(0, TX1)).isEqualTo("7,5 draft");
        assertThat(held(1, TX1)).isEqualTo("8,5 draft");
        assertThat(held(2, TX1)).isEmpty();
        assertThat(held(6, TX1)).as("85, of Phạm Ngọc Ân").isEqualTo("8,5 draft");
        assertThat(held(7, TX1)).as("7,449…, of Phan Văn Ân").isEqualTo("7,5 draft");
    }

    @Test
    void unknown_headings_are_asked_for_and_then_used() throws IOException {
        var page = report(lan, file("cot-la.xlsx"));
        assertThat(page).contains("name=\"c.NAME\"").contains("B: Lần một");
        lan.post(here() + "/columns", "tab", "7A", "c.NAME", "0", "c.tx1", "1");
        var checked = lan.get(here()).body();
        assertThat(state(checked, "B2")).startsWith("Mới");
        lan.post(here() + "/confirm", "seal", seal(checked));
        assertThat(held(0, TX1)).isEqualTo("7,0 draft");
    }

    @Test
    void headings_in_another_row_are_read_again_and_a_name_that_two_bear_is_asked_for() {
        var first = cast.pupils.getFirst();
        var twin = cast.db.write(SampleSchool.CLERK, tx -> {
            var born = LocalDate.parse("2014-12-24");
            var pupil = People.admit(tx, first.name(), born, Sex.FEMALE, null, null, null);
            Roll.enrol(tx, cast.seven, List.of(pupil), LocalDate.parse("2026-09-05"));
            return pupil;
        });
        var file = SampleFile.sheet(
                "Điểm",
                List.of("Sổ của cô Lan"),
                List.of("Tháng 10", "Miệng", "Giữa"),
                List.of("Em", "Lần 1", "Lần 2"),
                List.of(first.name().full(), 7.5, 8),
                List.of(cast.pupils.get(1).name().full(), 6, 5.5));
        var asked = report(lan, file);
        assertThat(asked).contains("name=\"first\" value=\"1\"");
        lan.post(here() + "/columns", "tab", "Điểm", "first", "4", "look", "1");
        assertThat(lan.get(here() + "/columns").body()).contains("name=\"first\" value=\"4\"", "A: Em", "C: Lần 2");

        lan.post(here() + "/columns", "tab", "Điểm", "first", "4", "c.NAME", "0", "c.tx1", "1", "c.tx2", "2");
        var page = lan.get(here()).body();
        assertThat(state(page, "B3")).as("the heading is nobody").isEmpty();
        assertThat(state(page, "B5")).isEqualTo("Mới: ");
        assertThat(state(page, "B4")).startsWith("Sai").contains("/whom", "sinh 24/12/2014", "4." + twin.id());
        lan.post(here() + "/whom", "whom", "4." + cast.strangers.getFirst().id());
        assertThat(state(lan.get(here()).body(), "B4"))
                .as("nobody of this class")
                .startsWith("Sai");
        lan.post(here() + "/whom", "whom", "4." + twin.id());
        var told = lan.get(here()).body();
        assertThat(state(told, "B4")).isEqualTo("Mới: ");
        assertThat(TestBrowser.location(lan.post(here() + "/confirm", "seal", seal(told))))
                .endsWith("?kept=4&late=0");
        var held = cast.views.find(cast.lan, cast.toan.id()).orElseThrow().rows().stream()
                .filter(row -> row.pupil().equals(twin.id()))
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> cell.value().stream().map(Entry::text))
                .toList();
        assertThat(held).containsExactly("7,5", "8,0");
    }

    @Test
    void a_cell_that_changed_meanwhile_is_a_question() {
        var template = template();
        cast.gradebook.enter(cast.nam, cast.toan.id(), List.of(cast.op(0, TX1, 0, "6")));
        var page = report(lan, typed(template, "E4", "9"));
        assertThat(state(page, "E4")).startsWith("Vừa đổi");
        assertThat(lan.post(here() + "/confirm", "seal", seal(page)).statusCode())
                .as("unanswered, it is not taken")
                .isEqualTo(422);
        assertThat(held(0, TX1)).isEqualTo("6,0 draft");
        lan.post(
                here() + "/confirm",
                "seal",
                seal(page),
                "use",
                cast.pupils.getFirst().id() + ".tx1");
        assertThat(held(0, TX1)).isEqualTo("9,0 draft");

        // what changes between report and confirmation makes the report void
        var again = report(lan, typed(template(), "E5", "5"));
        cast.gradebook.enter(cast.nam, cast.toan.id(), List.of(cast.op(1, TX1, 0, "4")));
        var refused = lan.post(here() + "/confirm", "seal", seal(again));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(held(1, TX1)).isEqualTo("4,0 draft");
    }

    @Test
    void committed_cells_stay_and_lead_to_a_correction() {
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(0, TX1, 0, "6"), cast.op(1, TX1, 0, "7")));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        var page = report(lan, typed(template(), "E4", "9"));
        assertThat(state(page, "E4"))
                .startsWith("Đã ghi sổ")
                .contains("Xin sửa")
                .as("the one who committed it corrects it alone until they leave")
                .contains("/correction");
        assertThat(state(page, "E5")).as("equal is not listed").isEmpty();
        assertThat(page).doesNotContain("name=\"seal\" value=\"\"").contains("Tệp không có ô nào");
        assertThat(lan.post(here() + "/confirm", "seal", seal(page)).statusCode())
                .isEqualTo(422);
        assertThat(held(0, TX1)).isEqualTo("6,0");

        cast.lock(Lock.Kind.VALUES, TX1);
        assertThat(state(lan.get(here()).body(), "E4"))
                .as("a locked one is asked for, with the file's value")
                .contains("/amendments/new?sheet=" + cast.toan.id() + "&amp;pupil="
                        + cast.pupils.getFirst().id() + "&amp;col=tx1&amp;value=9%2C0");
    }

    @Test
    void after_the_window_it_is_a_late_draft_and_without_one_nothing() {
        door.close();
        cast.close();
        start(false);
        var template = template();
        assertThat(state(report(lan, typed(template, "E4", "9")), "E4")).startsWith("Không nhập được");
        cast.window(Duration.ZERO, Duration.ofHours(1));
        cast.clock.move(Duration.ofHours(2));
        var page = lan.get(here()).body();
        assertThat(state(page, "E4")).startsWith("Nháp muộn");
        assertThat(TestBrowser.location(lan.post(here() + "/confirm", "seal", seal(page))))
                .endsWith("?kept=0&late=1");
        assertThat(cast.count("mark")).isZero();
    }

    @Test
    void strangers_other_sheets_and_forged_stamps_are_turned_away() {
        var template = template();
        for (var name : List.of("minh", "principal", "clerk", "administering")) {
            var other = as(name);
            assertThat(other.get(here()).statusCode()).as(name).isBetween(400, 499);
            assertThat(other.get(here() + "/template.xlsx").statusCode())
                    .as(name)
                    .isBetween(400, 499);
            assertThat(other.upload(here(), "file", "x.xlsx", template).statusCode())
                    .as(name)
                    .isBetween(400, 499);
            assertThat(other.post(here() + "/confirm", "seal", "00").statusCode())
                    .as(name)
                    .isBetween(400, 499);
        }
        var minh = as("minh");
        var wrong = minh.upload("/sheets/" + cast.toanB.id() + "/excel", "file", "x.xlsx", template);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("lớp, môn hoặc học kỳ khác");

        var strings = SampleFile.parts(template);
        assertThat(strings).containsKey(META);
        var forged = SampleFile.tampered(
                template, "xl/sharedStrings.xml", text -> text.replaceFirst("revision [0-9]+", "revision 999999"));
        var refused = lan.upload(here(), "file", "x.xlsx", forged);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dấu của mẫu");
        assertThat(cast.count("waiting_marks") + cast.count("cell_event")).isZero();
    }

    @Test
    void bombs_and_other_files_are_refused_in_words() throws IOException {
        var zeros = new byte[40 * 1024 * 1024];
        Arrays.fill(zeros, (byte) ' ');
        zeros[0] = '<';
        zeros[1] = 'x';
        var parts = SampleFile.parts(file("tam-o-la.ods"));
        parts.put("content.xml", zeros);
        var swollen = lan.upload(here(), "file", "x.ods", SampleFile.zip(parts));
        assertThat(swollen.statusCode()).isEqualTo(422);
        assertThat(swollen.body()).contains("bung ra quá lớn");

        var doctype = SampleFile.tampered(
                file("tam-o-la.ods"),
                "content.xml",
                text -> text.replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY e \"9\">]>"));
        assertThat(lan.upload(here(), "file", "x.ods", doctype).body()).contains("không bao giờ ghi ra");
        var many = SampleFile.tampered(
                file("tam-o-la.ods"),
                "content.xml",
                text -> text.replaceAll(
                        "<table:table-row[^>]*>", "<table:table-row table:number-rows-repeated=\"999999\">"));
        assertThat(lan.upload(here(), "file", "x.ods", many).body()).contains("5.000 dòng");
        assertThat(lan.upload(here(), "file", "x.csv", "a,b".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("CSV");
        assertThat(cast.count("waiting_marks")).isZero();
    }
}
