package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;

/** Gộp hồ sơ trùng: asked by the clerk, approved by the principal, and nothing is lost. */
class MergingStoryTest {
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.tx1\" value=\"([^\"]+)\"");
    private static final Pattern MERGE = Pattern.compile("/merges/([0-9a-z]{13})/");

    @TempDir
    private Path folder;

    private Governed school;
    private String room;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        room = school.house.db.write(
                Governed.SETUP, tx -> Roll.open(tx, "2026-2027", 7, "7A").id());
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String pupil(@Nullable String code, @Nullable String number, boolean seated) {
        return school.house.db.write(Governed.SETUP, tx -> {
            var pupil = People.admit(
                    tx,
                    VietnameseName.split("Lê Minh Khôi"),
                    LocalDate.parse("2014-03-02"),
                    Sex.MALE,
                    null,
                    code,
                    number);
            if (seated) {
                Roll.enrol(tx, Roll.getHomeroom(tx.handle(), room), List.of(pupil), Governed.FROM);
            }
            return pupil.id();
        });
    }

    private HttpResponse<String> ask(TestBrowser browser, String gone, String kept) {
        browser.get("/merges");
        return browser.post(
                "/merges", "one", gone, "two", kept, "kept", kept, "why", "Nhập hai lần", "document", "Giấy khai sinh");
    }

    private String waiting() {
        var found = MERGE.matcher(school.clerk().get("/merges").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(words).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    @Test
    @Tag("art:001-8")
    void two_records_become_one_to_look_at_and_both_histories_stay() {
        var gone = pupil(null, "079214000123", true);
        var kept = pupil("7905120001", null, true);
        var compare = school.clerk().get("/pupils/compare?one=" + gone + "&two=" + kept);
        assertThat(compare.body()).contains("/merges/new?one=" + gone + "&amp;two=" + kept);
        assertThat(school.clerk()
                        .get("/merges/new?one=" + gone + "&two=" + kept)
                        .body())
                .as("the record with the identifier is the one to keep")
                .contains("hãy giữ hồ sơ đó");
        refused(ask(school.clerk(), kept, gone), "hãy giữ hồ sơ đó");
        assertThat(ask(school.principal(), gone, kept).statusCode()).isEqualTo(403);
        assertThat(ask(school.admin(), gone, kept).statusCode()).isEqualTo(403);
        assertThat(ask(school.clerk(), gone, kept).statusCode()).isEqualTo(303);
        refused(ask(school.clerk(), gone, kept), "đang chờ");
        assertThat(school.clerk().get("/pupils/" + gone).statusCode())
                .as("only asked")
                .isEqualTo(200);

        var id = waiting();
        assertThat(school.clerk().post("/merges/" + id + "/approve").statusCode())
                .isEqualTo(403);
        refused(school.vice().post("/merges/" + id + "/approve"), "Chỉ hiệu trưởng");
        assertThat(school.principal().get("/").body()).contains("1 đề nghị gộp hồ sơ trùng");
        school.principal().get("/merges");
        assertThat(school.principal().post("/merges/" + id + "/approve").statusCode())
                .isEqualTo(303);
        refused(school.principal().post("/merges/" + id + "/approve"), "không còn chờ");

        var link = school.clerk().get("/pupils/" + gone);
        assertThat(link.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(link)).endsWith("/pupils/" + kept);
        assertThat(school.clerk().get("/pupils/" + kept).body())
                .contains("Hồ sơ đã gộp vào hồ sơ này", "079214000123", "7A năm học 2026-2027", gone + "/results");
        assertThat(school.clerk().get("/pupils?q=khoi").body()).contains(kept).doesNotContain(gone);
        assertThat(school.clerk().get("/pupils/duplicates").body()).doesNotContain(gone);
        assertThat(school.house.db.<List<String>>read(handle -> Roll.list(handle, room).stream()
                        .map(each -> each.pupil().id())
                        .toList()))
                .as("the class shows one")
                .containsExactly(kept);
        assertThat(school.house.db.<Integer>read(
                        handle -> Roll.listPlaces(handle, gone).size()))
                .as("the place stays the old record's")
                .isEqualTo(1);
        assertThat(school.clerk().get("/pupils/" + gone + "/edit").statusCode()).isEqualTo(404);
        refused(ask(school.clerk(), gone, kept), "đã được gộp");
        assertThat(school.lines("pupil_tombstone")).hasSize(1);
        assertThat(school.one("SELECT citizen_number FROM pupil WHERE id = '" + gone + "'"))
                .as("no identifier moved")
                .isEqualTo("079214000123");
        for (var sql : List.of("DELETE FROM pupil_tombstone", "UPDATE pupil_tombstone SET kept = gone")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .hasStackTraceContaining("pupil_tombstone");
        }
    }

    @Test
    void two_who_are_two_are_not_merged() {
        var one = pupil("7905120001", null, false);
        var two = pupil("7905120002", null, false);
        refused(ask(school.clerk(), one, two), "hai mã định danh khác nhau");
        var seated = pupil(null, null, true);
        var absent = pupil(null, null, false);
        refused(ask(school.clerk(), seated, absent), "đang có lớp");
        refused(ask(school.clerk(), seated, seated), "là một");
        assertThat(ask(school.clerk(), seated, "0000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void two_with_marks_in_the_same_cell_are_not_merged_even_if_the_marks_came_after_the_request() {
        var gone = pupil(null, null, true);
        var kept = pupil(null, null, true);
        assertThat(ask(school.clerk(), gone, kept).statusCode()).isEqualTo(303);
        school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            Roll.assign(tx, room, "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            return Gradebook.open(tx, room, "toan", 1, 2);
        });
        var sheet = school.one("SELECT id FROM sheet");
        var teacher = school.teacher();
        teacher.get("/sheets/" + sheet);
        var ops = List.of(gone, kept).stream()
                .map(each -> "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"tx1\",\"base\":0,\"value\":\"8\"}"
                        .formatted(each.hashCode() & 0xffff, each))
                .collect(Collectors.joining(","));
        teacher.postJson("/sheets/" + sheet + "/ops", "{\"ops\":[" + ops + "]}");
        var seal = SEAL.matcher(teacher.get("/sheets/" + sheet + "/commit").body());
        assertThat(seal.find()).isTrue();
        assertThat(teacher.post("/sheets/" + sheet + "/commit", "col", "tx1", "seal.tx1", seal.group(1))
                        .statusCode())
                .isEqualTo(303);
        school.principal().get("/merges");
        assertThat(school.principal().post("/merges/" + waiting() + "/approve").body())
                .contains("điểm ở cùng một ô");
        assertThat(school.lines("pupil_tombstone")).isEmpty();
    }

    @Test
    void the_pages_are_looked_at() {
        var gone = pupil(null, null, true);
        var kept = pupil("7905120001", null, true);
        ask(school.clerk(), gone, kept);
        var paths = List.of("/merges", "/merges/new?one=" + gone + "&two=" + kept);
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", school.username("Ngô Bích Vân"));
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                for (var path : paths) {
                    var answer =
                            page.navigate(school.web().address().resolve(path).toString());
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                            .as(path)
                            .isLessThanOrEqualTo(0);
                    assertThat(axe.violations(page)).as(path).isEmpty();
                    Chromium.shoot(page, "merging-" + paths.indexOf(path) + "-" + page.viewportSize().width);
                }
            }
        }
    }
}
