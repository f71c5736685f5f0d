package vn.sotruong.school;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.CommitResult;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Op;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Tiến độ nhập: seen, reminded, checked and reported by people at their pages. It is 08:00 on 21/11/2026. */
class ProgressStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String MINH = "Lê Văn Minh";
    private static final LocalDate START = LocalDate.parse("2026-09-05");

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom room;
    private List<Pupil> pupils;
    private Sheet toan;
    private Sheet van;
    private long ops = 0xab_cdef_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        school.person(MINH);
        room = school.house.db.write(Governed.SETUP, tx -> Roll.open(tx, "2026-2027", 7, "7A"));
        pupils = school.house.db.write(Governed.SETUP, tx -> {
            Roll.assign(tx, room.id(), "toan", school.staff(LAN), START);
            Roll.assign(tx, room.id(), "nguvan", school.staff(MINH), START);
            var admitted = new ArrayList<Pupil>();
            for (var i = 0; i < 12; i++) {
                var name = new VietnameseName("Dương Gia", "Em" + (char) ('A' + i));
                admitted.add(People.admit(tx, name, START.minusYears(12), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, room, admitted, START);
            return List.copyOf(admitted);
        });
        toan = school.house.db.write(Governed.SETUP, tx -> Gradebook.open(tx, room.id(), "toan", 1, 4));
        van = school.house.db.write(Governed.SETUP, tx -> Gradebook.open(tx, room.id(), "nguvan", 1, 4));
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** As the browser's own field of a moment writes it. */
    private String iso(Duration later) {
        return LocalDateTime.ofInstant(school.clock.instant().plus(later), Formats.ZONE)
                .toString()
                .substring(0, 16);
    }

    private String in(Duration later) {
        return Typed.field(school.clock.instant().plus(later));
    }

    private void publish(String name, String col, Duration closes) {
        school.principal().get("/windows");
        var answer = school.principal()
                .post(
                        "/windows/publish",
                        "name",
                        name,
                        "semester",
                        "1",
                        "scope",
                        "",
                        "subject",
                        "",
                        "col",
                        col,
                        "opens",
                        in(Duration.ZERO),
                        "closes",
                        in(closes),
                        "document",
                        "");
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    private String window() {
        return String.valueOf(school.one("SELECT id FROM entry_window ORDER BY opens LIMIT 1"));
    }

    private void commit(String who, Sheet sheet, Column column, List<Pupil> of, String mark) {
        var teacher = new Teacher(school.actor(who, Capacity.USE), school.staff(who));
        var typed = of.stream()
                .map(pupil -> new Op("%024x".formatted(ops++), new Cell(pupil.id(), column), 0, mark, List.of()))
                .toList();
        school.house.gradebook.enter(teacher, sheet.id(), typed);
        Map<Column, String> seen = school.house.gradebook.plan(teacher, sheet.id()).orElseThrow().columns().stream()
                .collect(Collectors.toMap(each -> each.column(), each -> each.seal()));
        assertThat(school.house.gradebook.commit(teacher, sheet.id(), seen)).isInstanceOf(CommitResult.Done.class);
    }

    private HttpResponse<String> check(TestBrowser browser, String month) {
        browser.get("/progress/checks");
        return browser.post(
                "/progress/checks", "kind", "MONTH", "month", month, "semester", "1", "note", "Nhắc các thầy cô");
    }

    @Test
    @Tag("scenario-22")
    @Tag("art:002-14.1")
    @Tag("art:002-15.3")
    @Tag("art:003-6.1")
    @Tag("art:003-6.3")
    @Tag("art:004-7.3")
    void the_check_at_the_end_of_a_month_finds_who_is_missing_what_and_reminds_them() {
        publish("Giữa kỳ I", "gk", Duration.ofDays(4));
        commit(LAN, toan, Column.GK, pupils.subList(0, 10), "7");
        commit(MINH, van, Column.GK, pupils, "10");
        assertThat(school.vice().get("/progress").body()).contains("Đã ghi sổ 22 trên 24 ô (91%)");
        school.later(Duration.ofDays(9));

        var vice = school.vice();
        assertThat(vice.get("/").body())
                .contains("Chưa kiểm tra tiến độ tháng 11/2026", "1 giáo viên nhập muộn trong đợt Giữa kỳ I");
        assertThat(vice.get("/progress?scope=" + window()).body())
                .contains("Nhập muộn: Giữa kỳ I", LAN, "10/12")
                .doesNotContain(MINH);
        var answer = check(vice, "2026-11");
        assertThat(answer.statusCode()).isEqualTo(303);
        var page = vice.get(TestBrowser.location(answer)).body();
        assertThat(page)
                .contains(
                        LAN, "10/12", "83%", MINH, "12/12", "7A (9/2026, 10/2026)", "Nhắc các thầy cô", "22/24 (91%)");
        assertThat(school.one("SELECT late FROM progress_figure WHERE entered = 10"))
                .isEqualTo("2");
        assertThat(school.one("SELECT abnormal FROM progress_check"))
                .as("two columns of one mark each")
                .isEqualTo("2");
        assertThat(vice.get("/").body()).doesNotContain("Chưa kiểm tra tiến độ tháng 11/2026");

        var lan = school.teacher();
        assertThat(lan.get("/").body())
                .contains("Toán 7A: 2 ô chưa ghi sổ, có ô đã quá hạn. ĐĐGgk: Dương Gia EmK, Dương Gia EmL");
        assertThat(lan.get("/progress").body()).contains(LAN).doesNotContain(MINH);
        assertThat(lan.get("/progress/teachers/" + school.staff(LAN)).body())
                .contains("Dương Gia EmK, Dương Gia EmL", "83%");
        assertThat(lan.get("/progress/teachers/" + school.staff(MINH)).statusCode())
                .isEqualTo(422);
        assertThat(lan.get("/progress/checks").statusCode()).isEqualTo(403);
        assertThat(check(lan, "2026-11").statusCode()).isEqualTo(403);
        assertThat(school.in(MINH).get("/").body()).doesNotContain("chưa ghi sổ");

        // rates accumulate as a basis for rating timeliness
        check(vice, "2026-10");
        assertThat(vice.get("/progress/checks").body())
                .contains("Cộng dồn trong năm")
                .containsPattern(LAN + "</a></th><td class=\"n\">2</td><td class=\"n\">83%</td><td class=\"n\">2</td>");
        for (var attack : List.of("UPDATE progress_figure SET late = 0, seq = seq + 1", "DELETE FROM progress_check")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(attack)))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(check(vice, "2027-01").statusCode())
                .as("a month that lies ahead")
                .isEqualTo(422);
    }

    @Test
    @Tag("art:003-6.3")
    void a_column_of_tens_is_reported_by_the_vice_principal_and_answered_by_the_principal() {
        publish("Giữa kỳ I", "gk", Duration.ofDays(4));
        commit(MINH, van, Column.GK, pupils, "10");
        var vice = school.vice();
        assertThat(vice.get("/progress/abnormal").body()).contains("Ngữ văn 7A, ĐĐGgk", "Cả cột một điểm", "12/12");
        var key = "ALL_EQUAL/" + van.id() + "/gk/";
        assertThat(report(vice, key, "").statusCode()).isEqualTo(422);
        assertThat(report(vice, "ALL_EQUAL/" + toan.id() + "/gk/", "bịa").body())
                .contains("không còn bất thường");
        assertThat(report(school.principal(), key, "tự báo").body()).contains("Chỉ phó hiệu trưởng");
        assertThat(school.teacher().get("/progress/abnormal").statusCode()).isEqualTo(403);
        assertThat(report(vice, key, "Đề nghị xem lại đề").statusCode()).isEqualTo(303);
        assertThat(report(vice, key, "lần nữa").body()).contains("đang chờ hiệu trưởng");
        assertThat(school.principal().get("/").body()).contains("Có 1 báo cáo điểm bất thường");
        var id = school.one("SELECT id FROM abnormal_report");
        vice.get("/progress/abnormal");
        assertThat(vice.post("/progress/abnormal/" + id + "/answer", "words", "được")
                        .body())
                .contains("Chỉ hiệu trưởng");
        school.principal().get("/progress/abnormal");
        assertThat(school.principal()
                        .post("/progress/abnormal/" + id + "/answer", "words", "Đã kiểm tra, đề dễ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(vice.get("/progress/abnormal").body()).contains("Nguyễn Thị Hoa trả lời:", "Đã kiểm tra, đề dễ");

        // the rules are the school's: the principal sets them, and a rule that is off finds nothing
        for (var rule : List.of("ALL_EQUAL", "TENS", "HIGH")) {
            assertThat(rule(school.principal(), rule, "100").statusCode()).isEqualTo(303);
        }
        assertThat(rule(vice, "LOW", "1").body()).contains("Chỉ hiệu trưởng");
        assertThat(rule(school.principal(), "LOW", "0").body()).contains("từ 1 đến 100");
        assertThat(vice.get("/progress/abnormal").body()).contains("Không có điểm nào bất thường");
    }

    private static HttpResponse<String> report(TestBrowser browser, String key, String note) {
        browser.get("/progress/abnormal");
        return browser.post("/progress/abnormal/report", "semester", "1", "key", key, "note", note);
    }

    private static HttpResponse<String> rule(TestBrowser browser, String rule, String threshold) {
        browser.get("/progress/abnormal");
        return browser.post("/progress/abnormal/rules", "rule", rule, "threshold", threshold, "least", "10");
    }

    @Test
    @Tag("scenario-18")
    void while_time_that_an_incident_took_is_undecided_nobody_is_listed_late() {
        publish("Giữa kỳ I", "gk", Duration.ofHours(2));
        school.later(Duration.ofHours(1));
        school.admin().get("/incidents");
        school.admin()
                .post("/incidents", "body", "Mất điện", "start", iso(Duration.ZERO), "expected", "", "sure", "yes");
        school.later(Duration.ofHours(3));
        var late = "/progress?scope=" + window();
        assertThat(school.vice().get(late).body())
                .contains("Chưa lập danh sách nhập muộn")
                .doesNotContain(LAN);
        assertThat(school.vice().get("/").body()).doesNotContain("nhập muộn trong đợt");
        var incident = String.valueOf(school.one("SELECT id FROM incident"));
        school.admin().get("/incidents");
        school.admin().post("/incidents/" + incident + "/resume", "at", iso(Duration.ZERO));
        assertThat(school.vice().get(late).body()).as("resumed, undecided").contains("Chưa lập danh sách");
        assertThat(school.teacher().get("/").body()).doesNotContain("quá hạn");
        school.principal().get("/windows");
        school.principal()
                .post("/windows/" + window() + "/decline", "incident", incident, "reason", "Đã nhập xong từ trước");
        assertThat(school.vice().get(late).body()).contains("Nhập muộn: Giữa kỳ I", LAN, MINH);
        assertThat(school.teacher().get("/").body()).contains("có ô đã quá hạn");
    }

    @Test
    @Tag("art:002-6.a")
    void a_pupil_who_moved_brings_marks_along_and_one_who_paused_owes_none() {
        publish("Giữa kỳ I", "gk", Duration.ofDays(4));
        var other = school.house.db.write(Governed.SETUP, tx -> {
            var seven = Roll.open(tx, "2026-2027", 7, "7B");
            Roll.assign(tx, seven.id(), "toan", school.staff(LAN), START);
            var pupil = People.admit(
                    tx, VietnameseName.split("Hồ Văn Mới"), START.minusYears(12), Sex.MALE, null, null, null);
            Roll.enrol(tx, seven, List.of(pupil), START);
            return Map.of(Gradebook.open(tx, seven.id(), "toan", 1, 4), pupil);
        });
        var sheet = other.keySet().iterator().next();
        var mover = other.values().iterator().next();
        commit(LAN, sheet, Column.GK, List.of(mover), "6,5");
        commit(LAN, toan, Column.GK, pupils.subList(0, 11), "8");
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.move(tx, mover, room, LocalDate.parse("2026-11-21"), "chuyển lớp");
            People.changeStatus(tx, pupils.getLast(), PupilStatus.PAUSED, "nghỉ ốm dài");
            return true;
        });
        assertThat(school.teacher().get("/progress").body()).contains("12/12", "100%");
        assertThat(school.vice().get("/progress?by=class").body())
                .contains(">7A<", "12/24")
                .doesNotContain(">7B<");
    }

    @Test
    @Tag("art:003-7.1")
    @Tag("art:002-12.6")
    @Tag("art:000-10.1")
    @Tag("art:003-5.3")
    @Tag("art:004-5.4")
    void the_head_of_a_department_sees_its_members_and_nobody_else() {
        publish("Giữa kỳ I", "gk", Duration.ofDays(4));
        school.person("Đỗ Thị Tổ");
        school.house.db.write(Governed.SETUP, tx -> {
            var department = Departments.open(tx, "Tổ Toán");
            Departments.join(tx, department.id(), school.staff("Đỗ Thị Tổ"), true, START);
            Departments.join(tx, department.id(), school.staff(LAN), false, START);
            return true;
        });
        var head = school.in("Đỗ Thị Tổ");
        assertThat(head.get("/progress").body()).contains(LAN, "0/12").doesNotContain(MINH);
        assertThat(head.get("/progress?by=department").body()).contains("Tổ Toán");
        assertThat(head.get("/progress/teachers/" + school.staff(LAN)).statusCode())
                .isEqualTo(200);
        assertThat(head.get("/progress/teachers/" + school.staff(MINH)).statusCode())
                .isEqualTo(422);
        assertThat(head.get("/progress/abnormal").statusCode()).isEqualTo(403);
        assertThat(school.principal().get("/progress").body()).contains(LAN, MINH);
        assertThat(school.clerk().get("/progress").statusCode()).isEqualTo(403);
    }

    @Test
    @Tag("browser")
    void the_pages_are_whole_at_a_desk_and_on_a_phone() {
        publish("Giữa kỳ I", "gk", Duration.ofDays(4));
        commit(LAN, toan, Column.GK, pupils.subList(0, 10), "7");
        commit(MINH, van, Column.GK, pupils, "10");
        school.later(Duration.ofDays(9));
        var check = TestBrowser.location(check(school.vice(), "2026-11"));
        report(school.vice(), "ALL_EQUAL/" + van.id() + "/gk/", "Đề nghị xem lại");
        var paths = Map.of(
                "progress",
                "/progress",
                "late",
                "/progress?scope=" + window(),
                "teacher",
                "/progress/teachers/" + school.staff(LAN),
                "checks",
                "/progress/checks",
                "check",
                check,
                "abnormal",
                "/progress/abnormal");
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", "hoant.thcshm");
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                paths.forEach((name, path) -> {
                    page.navigate(school.web().address().resolve(path).toString());
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                            .as(name)
                            .isLessThanOrEqualTo(0);
                    assertThat(axe.violations(page)).as(name).isEmpty();
                    Chromium.shoot(page, "progress-" + name + "-" + page.viewportSize().width);
                });
            }
        }
    }
}
