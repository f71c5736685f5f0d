package vn.sotruong.school.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.regulation.ConductLevel;

/** The pages as people use them: by forms alone, then by keyboard in a real browser. */
class ConductPagesTest {
    private static final Pattern MARK = Pattern.compile("name=\"mark\\.([0-9a-z]{13})\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");
    private static final int FULL_CLASS = 45;

    @TempDir
    private Path folder;

    private ClassCast cast;
    private TestDoor door;
    private String here;

    @BeforeEach
    void open() {
        cast = new ClassCast(folder, FULL_CLASS);
        here = "/classes/" + cast.a.id();
        var entrance = new Entrance(Map.of(
                "lan", visitor(cast.lan, Need.HOMEROOM, Need.ENTER_MARKS),
                "minh", visitor(cast.minh, Need.HOMEROOM, Need.ENTER_MARKS),
                "hieutruong", visitor("hieutruong", Need.PRINCIPAL),
                "khoa", visitor("khoa", Need.ADMIN, Need.BOARD)));
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new ConductPages(cast.conduct),
                        new RecordPages(cast.conduct),
                        new NotePages(cast.conduct)));
    }

    @AfterEach
    void close() {
        door.close();
        cast.close();
    }

    private static Visitor visitor(String staff, Need... needs) {
        var may = new ArrayList<>(List.of(needs));
        may.add(Need.SIGNED_IN);
        return new Visitor("tk-" + staff, "s-" + staff, staff, "Thầy cô " + staff, Set.copyOf(may));
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        return browser;
    }

    private static String mark(HttpResponse<String> page, String pupil) {
        return MARK.matcher(page.body())
                .results()
                .filter(found -> found.group(1).equals(pupil))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    @Test
    void a_class_is_graded_by_forms_alone_and_the_omissions_are_read_before_it_is_committed() throws IOException {
        var lan = entered("lan");
        var page = lan.get(here + "/conduct");
        assertThat(zipped(page.body())).isLessThan(15 * 1024);
        var an = cast.pupil(0);
        var saved = lan.post(
                here + "/conduct",
                "slot",
                "G1",
                "mark." + an,
                mark(page, an),
                "level." + an,
                "K",
                "text." + an,
                "<script>alert(1)</script> hăng hái",
                "deed",
                "commit");
        assertThat(saved.statusCode()).isEqualTo(303);
        var plan = lan.get(TestBrowser.location(saved));
        assertThat(plan.body())
                .contains("Còn thiếu 44 em", "&lt;script&gt;alert(1)&lt;/script&gt; hăng hái")
                .doesNotContain("<script>alert");
        var seal = SEAL.matcher(plan.body());
        assertThat(seal.find()).isTrue();
        var done = lan.post(here + "/conduct/commit", "slot", "G1", "seal", seal.group(1));
        assertThat(lan.get(TestBrowser.location(done)).body()).contains("Đã ghi sổ", "Khá");
        // the same answer sent again commits nothing
        assertThat(lan.post(here + "/conduct/commit", "slot", "G1", "seal", seal.group(1))
                        .statusCode())
                .isEqualTo(422);
        assertThat(entered("hieutruong").get(here + "/conduct").body())
                .contains("Khá")
                .doesNotContain("<textarea");
        assertThat(entered("hieutruong").get("/pupils/" + an + "/conduct").body())
                .contains("Khá");
    }

    @Test
    void a_stale_form_comes_back_with_both_contents_and_a_crafted_one_keeps_what_was_typed() {
        var lan = entered("lan");
        var stale = lan.get(here + "/comments?period=2026-11");
        var an = cast.pupil(0);
        cast.conduct.save(cast.lan(), cast.a.id(), "C2026-11", List.of(cast.typed(0, "", "Chăm ngoan")));
        var asked = lan.post(
                here + "/comments", "slot", "C2026-11", "mark." + an, mark(stale, an), "text." + an, "Hay nói chuyện");
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Chăm ngoan", "Hay nói chuyện</textarea>", "Trần Thị Lan vừa ghi");
        var again = lan.post(
                here + "/comments", "slot", "C2026-11", "mark." + an, mark(asked, an), "text." + an, "Hay nói chuyện");
        assertThat(again.statusCode()).isEqualTo(303);
        var page = lan.get(here + "/comments?period=2026-11");
        var longText = "dài ".repeat(200).strip();
        var refused =
                lan.post(here + "/comments", "slot", "C2026-11", "mark." + an, mark(page, an), "text." + an, longText);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Nội dung quá dài", longText);
    }

    @Test
    void nobody_else_gets_in_by_address_or_by_a_crafted_form() {
        var minh = entered("minh");
        assertThat(minh.get(here + "/conduct").body()).contains("không được xem phần này");
        minh.get("/classes/" + cast.b.id() + "/conduct");
        var an = cast.pupil(0);
        assertThat(minh.post(here + "/conduct", "slot", "G1", "mark." + an, "0", "level." + an, "T")
                        .body())
                .contains("Chỉ giáo viên chủ nhiệm của lớp");
        var khoa = entered("khoa");
        assertThat(khoa.get(here + "/conduct").statusCode()).isEqualTo(403);
        assertThat(khoa.get(here + "/notes").statusCode()).isEqualTo(403);
        assertThat(khoa.post(here + "/conduct", "slot", "G1").statusCode()).isEqualTo(403);
        assertThat(cast.db.<List<Integer>>read(handle -> handle.createQuery("SELECT count(*) FROM conduct_draft")
                        .mapTo(Integer.class)
                        .list()))
                .containsExactly(0);
    }

    @Test
    void by_keyboard_in_a_browser_and_as_it_looks() {
        fill();
        try (var chromium = new Chromium()) {
            var desk = show(chromium.desk(), "lan", "/conduct", "conduct-1366");
            desk.locator("select.lv").first().focus();
            for (var key : List.of("T", "Enter", "K", "ArrowDown", "D", "ArrowDown", "C")) {
                desk.keyboard().press(key);
            }
            desk.waitForSelector("#saved.ok");
            var drafts = cast.conduct.find(cast.lan(), cast.a.id(), "G1").orElseThrow().rows().stream()
                    .map(ClassView.Row::draft)
                    .filter(Objects::nonNull)
                    .map(Entry::level)
                    .toList();
            assertThat(drafts).containsExactly(ConductLevel.values());
            Chromium.shoot(desk, "conduct-typed-1366");
            show(desk, "lan", "/comments?period=2026-11", "comments-1366");
            desk.locator("textarea").nth(3).focus();
            desk.locator(".bank button").first().click();
            assertThat(desk.locator("textarea").nth(3).inputValue()).contains("Cần tập trung");
            desk.waitForSelector("#saved.ok");
            show(desk, "lan", "/records", "records-1366");
            show(desk, "lan", "/notes", "notes-1366");
            visit(desk, "/conduct", "overview-1366");
            visit(desk, "/phrases", "phrases-1366");
            visit(desk, "/pupils/" + cast.pupil(0) + "/conduct", "pupil-1366");
            var phone = show(chromium.phone(), "lan", "/conduct", "conduct-390");
            for (var path : List.of("/comments?period=2026-11", "/records", "/notes")) {
                show(phone, "lan", path, path.substring(1, 6) + "-390");
                assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(390);
            }
            visit(phone, "/conduct", "overview-390");
            visit(phone, "/pupils/" + cast.pupil(0) + "/conduct", "pupil-390");
            visit(phone, "/phrases", "phrases-390");
        }
    }

    private void fill() {
        cast.notes.keep(cast.lan(), Phrase.HOMEROOM, 7, "Chăm ngoan, lễ phép với thầy cô.", true);
        cast.notes.keep(cast.lan(), Phrase.HOMEROOM, null, "Cần tập trung hơn trong giờ học.", false);
        cast.conduct.save(
                cast.lan(),
                cast.a.id(),
                "C2026-11",
                List.of(cast.typed(0, "", "Chăm học, hay giúp bạn."), cast.typed(1, "", "Đi học đều.")));
        cast.commit(cast.lan(), "C2026-11");
        for (var kind : PupilRecord.Kind.values()) {
            cast.records.enter(
                    cast.lan(),
                    cast.a.id(),
                    new Records.Slip(
                            kind,
                            cast.pupil(0),
                            LocalDate.parse("2026-11-19"),
                            "Giấy khen",
                            "Giải Nhì hội thi cờ vua cấp trường, giữ gìn vệ sinh lớp học sạch sẽ",
                            kind.decided() ? "15/QĐ-THCSHM" : "",
                            kind.decided() ? "Hiệu trưởng" : "",
                            ""));
        }
        cast.notes.post(cast.lan(), cast.a.id(), "Em An mới phẫu thuật, miễn chạy bộ đến tết.");
        cast.notes.remark(cast.minh(), cast.a.id(), "toan", LocalDate.parse("2026-11-19"), null, "Lớp còn ồn đầu giờ.");
    }

    private Page show(Page page, String who, String path, String shot) {
        page.navigate(door.web().address().resolve("/enter/" + who).toString());
        visit(page, here + path, shot);
        return page;
    }

    private void visit(Page page, String path, String shot) {
        page.navigate(door.web().address().resolve(path).toString());
        Chromium.shoot(page, shot);
    }

    private static int zipped(String page) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(page.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
