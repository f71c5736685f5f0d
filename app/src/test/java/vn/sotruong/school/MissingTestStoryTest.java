package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Windows;

/** Nợ bài, kiểm tra bù, miễn giảm: what a pupil did not do, who answers for it, and what the results make of it. */
class MissingTestStoryTest {
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final String LAN = "Trần Thị Lan";
    private static final String MINH = "Lê Văn Minh";

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom room;
    private Sheet toan;
    private Sheet gdtc;
    private final List<Pupil> pupils = new ArrayList<>();
    private long ops = 0x19c_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        school.person(MINH);
        room = school.house.db.write(Governed.SETUP, tx -> {
            Windows.establish(
                    tx,
                    "2026-2027",
                    1,
                    "Nhập điểm học kỳ I",
                    tx.now().minus(Duration.ofHours(1)),
                    tx.now().plus(Duration.ofHours(2)),
                    school.staff("Nguyễn Thị Hoa"));
            var opened = Roll.open(tx, "2026-2027", 8, "8A");
            for (var given : List.of("Xuân", "Yến", "Ý")) {
                pupils.add(People.admit(
                        tx,
                        new VietnameseName("Lê Thị", given),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
            }
            Roll.enrol(tx, opened, pupils, Governed.FROM);
            Roll.assign(tx, opened.id(), "toan", school.staff(LAN), Governed.FROM);
            Roll.assign(tx, opened.id(), "gdtc", school.staff(LAN), Governed.FROM);
            Roll.assign(tx, opened.id(), "nguvan", school.staff(MINH), Governed.FROM);
            Roll.lead(tx, opened.id(), school.staff(LAN), Governed.FROM);
            Gradebook.open(tx, opened.id(), "nguvan", 1, 2);
            return opened;
        });
        toan = school.house.db.write(Governed.SETUP, tx -> Gradebook.open(tx, room.id(), "toan", 1, 2));
        gdtc = school.house.db.write(Governed.SETUP, tx -> Gradebook.openComment(tx, room.id(), "gdtc", 1));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String id(int pupil) {
        return pupils.get(pupil).id();
    }

    private HttpResponse<String> type(Sheet sheet, int pupil, String col, String value) {
        var here = "/sheets/" + sheet.id();
        school.teacher().get(here);
        return school.teacher()
                .postJson(
                        here + "/ops",
                        "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}]}"
                                .formatted(ops++, id(pupil), col, value));
    }

    private void commit(Sheet sheet) {
        var here = "/sheets/" + sheet.id() + "/commit";
        var question = SEAL.matcher(school.teacher().get(here).body());
        var fields = new ArrayList<String>();
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        assertThat(fields).isNotEmpty();
        assertThat(school.teacher().post(here, fields.toArray(String[]::new)).statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> owe(TestBrowser browser, Sheet sheet, int pupil, String col) {
        return browser.post(
                "/sheets/" + sheet.id() + "/missing", "pupil", id(pupil), "col", col, "words", "Nằm viện, có giấy");
    }

    private String test(int pupil) {
        return String.valueOf(school.one(
                "SELECT id FROM missing_test WHERE pupil = '%s' ORDER BY seq DESC LIMIT 1".formatted(id(pupil))));
    }

    private String state(int pupil) {
        return String.valueOf(school.one("SELECT state FROM missing_test WHERE id = '%s'".formatted(test(pupil))));
    }

    private HttpResponse<String> grant(TestBrowser browser, int pupil, Duration from, Duration until) {
        var now = LocalDateTime.ofInstant(school.clock.instant(), Formats.ZONE).withNano(0);
        return browser.post(
                "/missing-tests/" + test(pupil) + "/grant",
                "opens",
                now.plus(from).toString(),
                "closes",
                now.plus(until).toString());
    }

    private Result first(int pupil, String subject) {
        return school.house
                .db
                .read(handle -> Results.find(handle, "2026-2027", id(pupil)))
                .flatMap(each -> each.line(subject))
                .map(each -> each.first())
                .orElse(Result.Gap.PENDING);
    }

    private void assertSound() {
        assertThat(Audit.verify(school.house.db, SchoolSchema.SCHEMA, List.of()).findings())
                .isEmpty();
    }

    @Test
    @Tag("art:tt22-7.4")
    void a_missed_test_is_made_up_in_the_time_that_the_deputy_grants_this_one_pupil() {
        for (var col : List.of("tx1", "tx2", "ck")) {
            assertThat(type(toan, 0, col, "8").statusCode()).isEqualTo(200);
        }
        commit(toan);
        assertThat(owe(school.teacher(), toan, 0, "gk").statusCode()).isEqualTo(303);
        var sheet = school.teacher().get("/sheets/" + toan.id()).body();
        assertThat(sheet).contains("placeholder=\"NỢ BÀI\"", "Nợ bài: Nằm viện, có giấy. Chưa hẹn kiểm tra bù.");
        assertThat(owe(school.teacher(), toan, 0, "gk").statusCode()).isEqualTo(409);
        assertThat(owe(school.teacher(), toan, 0, "tx1").body()).contains("đã có điểm hoặc bản nháp");
        assertThat(owe(school.teacher(), toan, 0, "mgk").statusCode()).isEqualTo(422);
        assertThat(owe(school.in(MINH), toan, 1, "gk").statusCode()).isEqualTo(403);
        assertThat(owe(school.vice(), toan, 1, "gk").statusCode()).isEqualTo(403);
        assertThat(owe(school.admin(), toan, 1, "gk").statusCode()).isEqualTo(403);
        assertThat(school.teacher()
                        .post("/sheets/" + toan.id() + "/missing", "pupil", id(1), "col", "gk", "words", " ")
                        .statusCode())
                .isEqualTo(422);
        assertThat(first(0, "toan")).isEqualTo(Result.Gap.PENDING);
        assertThat(school.vice().get("/progress/teachers/" + school.staff(LAN)).body())
                .contains("nợ bài 1 em:");

        assertThat(school.teacher()
                        .get("/classes/" + room.id() + "/results?term=1")
                        .body())
                .contains("(nợ bài)");

        school.later(Duration.ofHours(3));
        assertThat(type(toan, 0, "gk", "7").body()).contains("\"is\":\"late\"");
        assertThat(type(toan, 1, "gk", "6").body()).contains("\"is\":\"late\"");
        assertThat(school.vice().get("/").body()).contains("1 bài nợ chưa hẹn kiểm tra bù");
        assertThat(grant(school.teacher(), 0, Duration.ZERO, Duration.ofDays(2)).statusCode())
                .isEqualTo(403);
        assertThat(grant(school.vice(), 0, Duration.ofDays(2), Duration.ofDays(1))
                        .statusCode())
                .isEqualTo(422);
        assertThat(grant(school.vice(), 0, Duration.ZERO, Duration.ofDays(150)).body())
                .contains("phải nằm trong học kỳ");
        assertThat(grant(school.vice(), 0, Duration.ZERO, Duration.ofDays(2)).statusCode())
                .isEqualTo(303);
        assertThat(school.teacher().get("/").body()).contains("Lê Thị Xuân kiểm tra bù Toán lớp 8A đến");

        assertThat(lateDrafts()).containsExactly(id(1));
        assertThat(type(toan, 1, "gk", "5").body())
                .as("another pupil's time is over")
                .doesNotContain("\"is\":\"kept\"");
        assertThat(school.teacher().get("/drafts").body()).contains("1 ô CHƯA ghi sổ", "Bản nháp muộn: 1 ô");
        var plan = school.teacher().get("/sheets/" + toan.id() + "/commit").body();
        assertThat(plan).contains("<b>7,0</b>", "Ghi sổ 1 ô");
        commit(toan);
        assertThat(state(0)).isEqualTo("MADE_UP");
        assertThat(first(0, "toan")).isEqualTo(new Result.Score(77));
        assertThat(school.one("SELECT count(*) FROM mark WHERE col = 'gk'")).isEqualTo("1");
        assertThat(school.teacher().get("/sheets/" + toan.id() + "/missing").body())
                .contains("Đã có kết quả");
        assertSound();

        assertThat(owe(school.teacher(), toan, 2, "gk").statusCode()).isEqualTo(303);
        assertThat(grant(school.principal(), 2, Duration.ZERO, Duration.ofHours(3))
                        .statusCode())
                .isEqualTo(303);
        school.later(Duration.ofHours(4));
        assertThat(type(toan, 2, "gk", "7").body()).contains("\"is\":\"late\"");
    }

    private List<String> lateDrafts() {
        return school
                .house
                .db
                .read(handle -> LateDrafts.list(handle, toan, Column.GK, school.staff(LAN), school.clock.instant()))
                .stream()
                .map(LateDrafts.Late::pupil)
                .toList();
    }

    @Test
    @Tag("art:tt22-7.5")
    void nought_or_not_passed_is_proposed_by_the_teacher_and_decided_by_the_principal_cell_by_cell() {
        for (var col : List.of("tx1", "tx2", "gk")) {
            type(gdtc, 0, col, "đ");
        }
        commit(gdtc);
        assertThat(owe(school.teacher(), gdtc, 0, "ck").statusCode()).isEqualTo(303);
        assertThat(owe(school.teacher(), toan, 1, "gk").statusCode()).isEqualTo(303);
        assertThat(owe(school.teacher(), toan, 2, "gk").statusCode()).isEqualTo(303);
        var decide = "/missing-tests/" + test(0) + "/decide";
        assertThat(school.principal().post(decide, "yes", "1", "words", "20/QĐ").statusCode())
                .as("nobody has proposed it")
                .isEqualTo(409);
        assertThat(school.in(MINH)
                        .post("/missing-tests/" + test(0) + "/propose", "words", "Không dự kiểm tra bù")
                        .statusCode())
                .isEqualTo(403);
        for (var pupil : List.of(0, 1, 2)) {
            var proposed = school.teacher()
                    .post("/missing-tests/" + test(pupil) + "/propose", "words", "Không dự kiểm tra bù");
            assertThat(proposed.statusCode()).isEqualTo(303);
        }
        assertThat(school.principal().get("/").body()).contains("3 đề nghị tính 0 hoặc Chưa đạt chờ quyết định");
        assertThat(school.principal().get("/missing-tests").body())
                .contains("Quyết định tính CĐ", "Quyết định tính 0,0", "Trần Thị Lan đề nghị tính CĐ");
        assertThat(school.vice().post(decide, "yes", "1", "words", "20/QĐ").statusCode())
                .isEqualTo(403);
        assertThat(school.teacher().post(decide, "yes", "1", "words", "20/QĐ").statusCode())
                .isEqualTo(403);
        assertThat(school.principal().post(decide, "yes", "1", "words", "").statusCode())
                .isEqualTo(422);
        assertThat(first(0, "gdtc")).isEqualTo(Result.Gap.PENDING);
        screens();

        assertThat(school.principal()
                        .post(decide, "yes", "1", "words", "20/QĐ-THCSHM")
                        .statusCode())
                .isEqualTo(303);
        assertThat(state(0)).isEqualTo("ZERO");
        assertThat(first(0, "gdtc")).isEqualTo(Result.Verdict.NOT_YET);
        assertThat(school.one("SELECT word FROM mark WHERE col = 'ck'")).isEqualTo("CD");
        assertThat(school.principal().post(decide, "yes", "1", "words", "lại").statusCode())
                .isEqualTo(409);
        var no = "/missing-tests/" + test(1) + "/decide";
        assertThat(school.principal()
                        .post(no, "yes", "0", "words", "Cho em kiểm tra bù")
                        .statusCode())
                .isEqualTo(303);
        assertThat(state(1)).isEqualTo("OWED");
        assertThat(state(2)).as("one act for one cell").isEqualTo("PROPOSED");
        assertThat(school.one("SELECT count(*) FROM mark WHERE tenths = 0")).isEqualTo("0");
        assertThat(school.teacher()
                        .post("/missing-tests/" + test(1) + "/withdraw", "words", "Ghi nhầm em")
                        .statusCode())
                .isEqualTo(303);
        assertThat(state(1)).isEqualTo("WITHDRAWN");
        assertThat(school.lines("missing_test")).hasSizeGreaterThanOrEqualTo(9);
        assertSound();
        for (var sql : List.of(
                "UPDATE missing_test SET state = 'ZERO', decided_by = 'x', decision = 'x' WHERE state = 'WITHDRAWN'",
                "UPDATE missing_test SET reason = 'khác' WHERE state = 'PROPOSED'",
                "UPDATE missing_test SET decided_by = proposed_by WHERE state = 'PROPOSED'",
                "DELETE FROM missing_test")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private void screens() {
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                for (var each : List.of(
                        List.of("hoant.thcshm", "/missing-tests"),
                        List.of("lantt.thcshm", "/sheets/" + toan.id() + "/missing?pupil=" + id(0) + "&col=gk"),
                        List.of("lantt.thcshm", "/sheets/" + toan.id() + "?col=gk"))) {
                    page.context().clearCookies();
                    page.navigate(school.web().address().resolve("/sign-in").toString());
                    page.fill("#username", each.getFirst());
                    page.fill("#password", Governed.PASSWORD);
                    page.click("form[action='/sign-in'] button.go");
                    page.navigate(school.web().address().resolve(each.getLast()).toString());
                    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .isEqualTo(true);
                    assertThat(axe.violations(page)).as(each.getLast()).isEmpty();
                    var name = each.getLast().contains("?col")
                            ? "grid"
                            : each.getLast().contains("sheets") ? "sheet" : "all";
                    Chromium.shoot(page, "missing-" + name + "-" + page.viewportSize().width);
                }
            }
        }
    }

    private HttpResponse<String> exempt(int pupil, String subject, String kind) {
        return exempt(pupil, subject, kind, "05/09/2026", "");
    }

    private HttpResponse<String> exempt(int pupil, String subject, String kind, String from, String until) {
        var here = "/pupils/" + id(pupil) + "/movements";
        school.clerk().get(here);
        var fields = Map.of(
                "subject",
                subject,
                "exemption",
                kind,
                "from",
                from,
                "until",
                until,
                "why",
                "giấy khám",
                "decision",
                "18/QĐ");
        return school.clerk()
                .uploadWith(here + "/exemptions", fields, "paper", "giay.pdf", "%PDF-1.4\n%%EOF\n".getBytes(UTF_8));
    }

    private HttpResponse<String> approve(int pupil, String despite) {
        var page = school.principal().get("/pupils/" + id(pupil) + "/movements").body();
        var found = Pattern.compile("/movements/exemptions/([0-9a-z]+)/approve").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return school.principal()
                .post(
                        "/movements/exemptions/" + Objects.requireNonNull(found.group(1)) + "/approve",
                        "despite",
                        despite);
    }

    @Test
    @Tag("art:tt22-10.1")
    @Tag("art:tt22-11.1")
    void practice_alone_is_excused_and_a_plan_of_ones_own_leaves_a_subject_out_at_once() {
        for (var pupil : List.of(0, 1)) {
            for (var col : List.of("tx1", "tx2", "gk", "ck")) {
                type(gdtc, pupil, col, "đ");
            }
        }
        commit(gdtc);
        assertThat(first(0, "gdtc")).isEqualTo(Result.Verdict.PASSED);
        assertThat(exempt(0, "gdtc", "WHOLE").body())
                .contains("Theo Thông tư 22, học sinh chỉ được miễn phần thực hành");
        assertThat(exempt(0, "gdtc", "PRACTICE_ONLY").statusCode()).isEqualTo(303);
        assertThat(approve(0, "").statusCode()).isEqualTo(303);
        assertThat(first(0, "gdtc")).as("the subject counts").isEqualTo(Result.Verdict.PASSED);
        assertThat(school.teacher().get("/sheets/" + gdtc.id()).body()).contains("miễn thực hành");

        assertThat(exempt(1, "gdtc", "DISABILITY_PLAN").body()).contains("Hồ sơ của em không ghi khuyết tật");
        school.house.db.write(Governed.SETUP, tx -> {
            People.complete(tx, id(1), Map.of("disability", "MOBILITY"), "hồ sơ khuyết tật");
            return null;
        });
        assertThat(exempt(1, "gdtc", "DISABILITY_PLAN").statusCode()).isEqualTo(303);
        assertThat(first(1, "gdtc")).as("not before it is approved").isEqualTo(Result.Verdict.PASSED);
        assertThat(school.principal().get("/pupils/" + id(1) + "/movements").body())
                .contains("đã có 4 điểm của môn");
        assertThat(approve(1, "").body()).contains("số điểm đó sẽ không được tính nữa");
        assertThat(first(1, "gdtc")).as("its marks stand").isEqualTo(Result.Verdict.PASSED);
        assertThat(approve(1, "4").statusCode()).isEqualTo(303);
        assertThat(first(1, "gdtc")).isEqualTo(Result.Gap.LEFT_OUT);
        assertThat(owe(school.teacher(), gdtc, 1, "ck").body()).contains("được miễn môn này");
        assertThat(school.principal().get("/trace?about=EXEMPTION").body())
                .contains("<b>4</b> thay đổi", "Miễn phần thực hành (vẫn đủ điểm)", "Chờ hiệu trưởng duyệt → Đã duyệt");
        assertThat(school.teacher()
                        .get("/classes/" + room.id() + "/results?term=1")
                        .body())
                .doesNotContain("Dữ liệu đã đổi từ lần tính");
        assertSound();
    }

    /** By the days of the term, whatever day it is today: the grid, what is missing and the results say the same. */
    @Test
    @Tag("art:tt22-11.1")
    void who_is_left_out_of_a_term_is_the_same_for_the_grid_and_the_results() {
        school.house.db.write(Governed.SETUP, tx -> {
            for (var pupil : List.of(0, 1)) {
                People.complete(tx, id(pupil), Map.of("disability", "MOBILITY"), "hồ sơ khuyết tật");
            }
            return null;
        });
        var second = school.house.db.write(Governed.SETUP, tx -> Gradebook.openComment(tx, room.id(), "gdtc", 2));
        // since yesterday and for good: the lesser part of the first term, all of the second
        assertThat(exempt(0, "gdtc", "DISABILITY_PLAN", "20/11/2026", "").statusCode())
                .isEqualTo(303);
        assertThat(approve(0, "").statusCode()).isEqualTo(303);
        // until a week ago: over by now, yet the greater part of the first term
        assertThat(exempt(1, "gdtc", "DISABILITY_PLAN", "05/09/2026", "15/11/2026")
                        .statusCode())
                .isEqualTo(303);
        assertThat(approve(1, "").statusCode()).isEqualTo(303);

        assertThat(type(gdtc, 0, "tx1", "đ").body()).contains("\"is\":\"kept\"");
        assertThat(type(gdtc, 1, "tx1", "đ").body()).contains("\"is\":\"refused\"", "miễn");
        assertThat(school.teacher().get("/sheets/" + gdtc.id()).body()).contains("name=\"m." + id(0) + ".tx1\"");
        var years = school.house.db.read(handle -> Results.cases(handle, room.id()));
        assertThat(List.of(id(0), id(1), id(2)))
                .extracting(each -> Objects.requireNonNull(years.get(each)).year().subjects().stream()
                        .filter(subject -> subject.subject().equals("gdtc"))
                        .map(subject -> subject.first())
                        .findFirst()
                        .orElseThrow())
                .containsExactly(Result.Gap.PENDING, Result.Gap.LEFT_OUT, Result.Gap.PENDING);
        var owing = school.house.db.read(handle -> school.house.results.incomplete(handle, room.id())).stream()
                .filter(each -> each.subject().equals("gdtc"))
                .map(each -> each.pupil() + each.semester())
                .distinct()
                .toList();
        assertThat(owing).contains(id(0) + 1, id(1) + 2).doesNotContain(id(0) + 2, id(1) + 1);
        var page = school.teacher().get("/sheets/" + second.id()).body();
        assertThat(page)
                .containsPattern("data-pupil=\"" + id(0) + "\"[^>]* data-gone=\"EXEMPT\"")
                .doesNotContainPattern("data-pupil=\"" + id(1) + "\"[^>]* data-gone=\"EXEMPT\"");
    }
}
