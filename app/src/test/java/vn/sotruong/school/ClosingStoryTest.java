package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Stage;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;

/** Đóng sổ: a book from the proposal to the archive, each step by its person, and everybody else at every step. */
class ClosingStoryTest {
    private static final List<String> MEMBERS = List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi");
    private static final String TEACHER = "Trần Thị Lan";
    private static final String LEADER = "Đỗ Thu Hà";

    @TempDir
    private Path folder;

    private Governed school;
    private String room = "";
    private String sheet;
    private String pupil = "";

    @BeforeEach
    void open() {
        school = new Governed(folder);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        var leader = school.person(LEADER);
        sheet = school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            var nine = Roll.open(tx, "2026-2027", 9, "9A");
            room = nine.id();
            Roll.assign(tx, room, "toan", school.staff(TEACHER), Governed.FROM);
            Roll.assign(tx, room, "nguvan", leader, Governed.FROM);
            Roll.lead(tx, room, leader, Governed.FROM);
            var first = People.admit(
                    tx, VietnameseName.split("Trần An"), LocalDate.parse("2012-03-01"), Sex.FEMALE, null, null, null);
            Roll.enrol(tx, nine, List.of(first), Governed.FROM);
            pupil = first.id();
            return Gradebook.open(tx, room, "toan", 1, 4).id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private TestBrowser member() {
        return school.in(MEMBERS.getFirst());
    }

    private TestBrowser leader() {
        return school.in(LEADER);
    }

    private String here() {
        return "/closing/" + room + "/1";
    }

    private HttpResponse<String> step(TestBrowser browser, String deed, String... fields) {
        browser.get("/menu");
        return browser.post(here() + "/" + deed, fields);
    }

    private void done(TestBrowser browser, String deed, String... fields) {
        var answer = step(browser, deed, fields);
        assertThat(answer.statusCode()).as(deed + " " + answer.body()).isEqualTo(303);
    }

    private Stage stage() {
        return school.house.db.read(handle -> Closings.stage(handle, room, 1));
    }

    private String type(String value, int op) {
        school.teacher().get("/sheets/" + sheet);
        return school.teacher()
                .postJson(
                        "/sheets/" + sheet + "/ops",
                        "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":%d,\"value\":\"%s\"}]}"
                                .formatted(0x19c_0000_0000L + op, pupil, op, value))
                .body();
    }

    private void closed() {
        done(member(), "propose", "said", "Đủ điểm học kỳ I");
        done(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        done(member(), "close");
    }

    @Test
    @Tag("art:002-19.2")
    @Tag("art:004-10")
    void a_book_goes_from_its_proposal_to_the_archive_each_step_by_its_person() {
        assertThat(member().get(here()).body()).contains("Đề nghị đóng sổ").doesNotContain("style=");
        done(member(), "propose", "said", "Đủ điểm học kỳ I");
        assertThat(type("8", 0)).as("a proposal locks nothing").contains("\"kept\"");
        assertThat(step(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử")
                        .body())
                .contains("còn việc chưa xong");
        assertThat(school.principal().get(here()).body()).contains("Còn 1 ô bản nháp");
        assertThat(type("", 1)).contains("\"kept\"");
        done(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        assertThat(school.one("SELECT count(*) FROM lock")).isEqualTo("0");
        done(member(), "close");
        assertThat(type("9", 2)).contains("\"locked\"", "31/QĐ-THCS");
        assertThat(school.one("SELECT kind || executed_by FROM lock"))
                .isEqualTo("CLOSE" + school.staff(MEMBERS.getFirst()));
        assertThat(school.clerk().get("/").body()).contains("Sổ 9A học kỳ I đã đóng, chờ thầy cô in");
        done(school.clerk(), "print");
        assertThat(school.teacher().get("/").body()).contains("Sổ 9A học kỳ I chờ thầy cô ký phần môn học", here());
        assertThat(step(leader(), "sign_class").body()).contains("Giáo viên bộ môn chưa ký đủ");
        assertThat(step(school.principal(), "approve").statusCode()).isEqualTo(422);
        done(school.teacher(), "sign", "subject", "toan");
        assertThat(step(school.teacher(), "sign", "subject", "toan").body()).contains("đã ký rồi");
        assertThat(step(school.teacher(), "sign", "subject", "nguvan").body()).contains("không dạy môn này");
        assertThat(step(leader(), "sign_class").statusCode()).isEqualTo(422);
        done(leader(), "sign", "subject", "nguvan");
        assertThat(school.teacher().get("/").body()).doesNotContain("Sổ 9A học kỳ I");
        assertThat(leader().get("/").body()).contains("ký với tư cách giáo viên chủ nhiệm");
        done(leader(), "sign_class");
        assertThat(stage()).isEqualTo(Stage.SIGNED);
        assertThat(school.principal().get("/").body()).contains("Sổ 9A học kỳ I đã đủ chữ ký, chờ thầy cô duyệt");
        done(school.principal(), "approve");
        done(school.clerk(), "archive", "said", "Tủ 3, phòng lưu trữ");
        assertThat(member().get(here()).body()).contains("Tủ 3, phòng lưu trữ", "Không còn việc nào");
    }

    @Test
    @Tag("art:002-19.2")
    void whoever_signs_for_the_class_does_not_approve_its_book_even_as_principal() {
        var principal = school.principal();
        room = school.house.db.write(Governed.SETUP, tx -> {
            var other = Roll.open(tx, "2026-2027", 9, "9B");
            Roll.assign(tx, other.id(), "toan", school.staff(TEACHER), Governed.FROM);
            Roll.lead(tx, other.id(), school.staff("Nguyễn Thị Hoa"), Governed.FROM);
            var first = People.admit(
                    tx, VietnameseName.split("Lê Bảo"), LocalDate.parse("2012-03-01"), Sex.MALE, null, null, null);
            Roll.enrol(tx, other, List.of(first), Governed.FROM);
            return other.id();
        });
        closed();
        done(school.clerk(), "print");
        done(school.teacher(), "sign", "subject", "toan");
        done(principal, "sign_class");
        assertThat(step(principal, "approve").body()).contains("nên không tự duyệt");
        assertThat(step(member(), "approve").statusCode()).isEqualTo(403);
        assertThat(principal.get("/").body()).doesNotContain("Sổ 9B học kỳ I đã đủ chữ ký");
        assertThat(school.vice().get("/").body()).contains("Sổ 9B học kỳ I đã đủ chữ ký");
        done(school.vice(), "approve");
        assertThat(principal.get(here()).body()).contains("Phó hiệu trưởng Vũ Mai Hương duyệt thay");
    }

    @Test
    void at_every_stage_only_the_next_step_is_taken_and_only_by_whom_it_belongs_to() {
        var chain = List.of("propose", "decide", "close", "print", "sign", "sign_class", "approve", "archive");
        var owners = Map.of(
                "propose", member(),
                "decide", school.principal(),
                "close", member(),
                "print", school.clerk(),
                "sign", school.teacher(),
                "sign_class", leader(),
                "approve", school.principal(),
                "archive", school.clerk());
        var everybody = List.of(
                member(),
                school.principal(),
                school.vice(),
                school.admin(),
                school.clerk(),
                school.teacher(),
                leader());
        for (var next : chain) {
            for (var deed : chain) {
                for (var browser : everybody) {
                    if (!deed.equals(next) || browser != owners.get(deed)) {
                        var answer = step(browser, deed, "said", "x", "subject", "toan", "despite", "x");
                        assertThat(answer.statusCode())
                                .as(deed + " while " + next)
                                .isBetween(400, 499);
                    }
                }
            }
            done(
                    Objects.requireNonNull(owners.get(next)),
                    next,
                    "said",
                    "31/QĐ-THCS",
                    "subject",
                    "toan",
                    "despite",
                    "Lớp thử");
            if (next.equals("sign")) {
                done(leader(), "sign", "subject", "nguvan");
            }
        }
        assertThat(stage()).isEqualTo(Stage.ARCHIVED);
    }

    @Test
    @Tag("art:002-19.2")
    void a_closed_book_never_opens_by_the_page_by_the_locks_or_in_the_store() {
        closed();
        assertThat(step(school.principal(), "return", "said", "nhầm").statusCode())
                .isEqualTo(422);
        var lock = String.valueOf(school.one("SELECT id FROM lock"));
        assertThat(school.principal().get("/locks?subject=toan").body()).contains("Đã khoá sổ", "sổ đã khoá");
        for (var path : List.of("/locks/reopen", "/locks/withdraw")) {
            assertThat(school.principal()
                            .post(path, "lock", lock, "decision", "1", "reason", "x", "until", "22/11/2026 08:00")
                            .body())
                    .contains("không mở lại");
        }
        for (var sql : List.of(
                "UPDATE book_closing SET stage = 'OPEN'",
                "UPDATE lock SET withdrawn_at = '2026-11-21T02:00:00Z'",
                "UPDATE closing_step SET staff = 'x'")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    @Tag("art:002-19.2")
    void a_book_that_lacks_marks_is_closed_only_by_a_decision_that_knows_how_many_and_says_why() {
        done(member(), "propose", "said", "Đủ điểm học kỳ I");
        var page = school.principal().get(here()).body();
        var said = Pattern.compile("còn thiếu: ([0-9]+) ô điểm, 1 kết quả rèn luyện, ([0-9]+) xác nhận")
                .matcher(page);
        assertThat(said.find()).as(page).isTrue();
        var cells = Integer.parseInt(said.group(1));
        var confirmations = Integer.parseInt(said.group(2));
        assertThat(cells).isGreaterThan(6);
        assertThat(page).contains("Trần An: Toán, TX1 (" + TEACHER + ")");
        var seen = cells + 1 + confirmations;
        assertThat(step(school.principal(), "decide", "said", "31/QĐ").body()).contains("còn thiếu điểm");
        assertThat(step(school.principal(), "decide", "said", "31/QĐ", "despite", "x", "seen", "1")
                        .body())
                .contains("đã đổi từ khi trang này mở ra");
        done(
                school.principal(),
                "decide",
                "said",
                "31/QĐ",
                "despite",
                "Lớp giải thể giữa kỳ",
                "seen",
                String.valueOf(seen));
        var second = school.house.db.write(Governed.SETUP, tx -> {
            var other = People.admit(
                    tx, VietnameseName.split("Trần Bách"), LocalDate.parse("2012-03-01"), Sex.MALE, null, null, null);
            Roll.enrol(tx, Roll.getHomeroom(tx.handle(), room), List.of(other), Governed.FROM);
            return other;
        });
        assertThat(step(member(), "close").body()).contains("thiếu nhiều hơn số hiệu trưởng đã biết");
        assertThat(school.one("SELECT count(*) FROM lock")).isEqualTo("0");
        school.house.db.write(Governed.SETUP, tx -> {
            People.changeStatus(tx, second, PupilStatus.PAUSED, "bảo lưu");
            return null;
        });
        done(member(), "close");
        assertThat(school.one("SELECT missing_cells || ' ' || despite FROM closing_step WHERE deed = 'DECIDE'"))
                .isEqualTo(cells + " Lớp giải thể giữa kỳ");
        assertThat(member().get(here()).body())
                .contains("Đóng khi còn thiếu " + cells + " ô điểm", "Lớp giải thể giữa kỳ");
    }

    @Test
    void the_draft_of_a_pupil_who_pauses_holds_no_closing_back_and_is_named_with_its_author() {
        assertThat(type("8", 0)).contains("\"kept\"");
        assertThat(step(member(), "propose", "said", "Đủ điểm").body()).contains("còn việc chưa xong");
        school.house.db.write(Governed.SETUP, tx -> {
            People.changeStatus(tx, People.getPupil(tx.handle(), pupil), PupilStatus.PAUSED, "bảo lưu");
            return null;
        });
        assertThat(member().get(here()).body())
                .contains("Bản nháp không còn hiệu lực", "Trần An, Toán (" + TEACHER + ")")
                .doesNotContain("ô bản nháp chưa ghi sổ");
        // its author is told, and is the only one who clears it
        assertThat(school.teacher().get("/").body()).contains("1 bản nháp của thầy cô không ghi sổ được nữa");
        assertThat(school.teacher().get("/drafts").body())
                .contains("Trần An", "Đang tạm nghỉ", "Bỏ bản nháp")
                .doesNotContain("/sheets/" + sheet + "/commit");
        closed();
        var fields = new String[] {"sheet", sheet, "pupil", pupil, "col", "gk"};
        leader().get("/menu");
        assertThat(leader().post("/drafts/discard", fields).statusCode()).isEqualTo(422);
        assertThat(school.one("SELECT count(*) FROM draft WHERE tenths IS NOT NULL"))
                .isEqualTo("1");
        assertThat(school.teacher().post("/drafts/discard", fields).statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT count(*) FROM draft WHERE tenths IS NOT NULL"))
                .isEqualTo("0");
        assertThat(school.one("SELECT count(*) FROM cell_event WHERE kind = 'DRAFT' AND tenths IS NULL"))
                .isEqualTo("1");
        assertThat(school.teacher().get("/drafts").body()).doesNotContain("Trần An");
        assertThat(school.teacher().post("/drafts/discard", fields).body()).contains("Chưa bỏ gì");
    }

    @Test
    void what_was_asked_about_attendance_stops_a_closing_until_it_is_settled() {
        assertThat(plan("140", "").statusCode()).isEqualTo(303);
        var lan = leader();
        var attendance = "/classes/" + room + "/attendance";
        lan.get(attendance);
        assertThat(lan.post(attendance + "/confirm", "month", "2026-09", "checked", "yes")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.post(
                                attendance + "/request",
                                "pupil",
                                pupil,
                                "date",
                                "2026-09-10",
                                "slot",
                                "MORNING",
                                "kind",
                                "EXCUSED",
                                "why",
                                "phụ huynh nộp giấy")
                        .statusCode())
                .isEqualTo(303);
        assertThat(member().get(here()).body())
                .contains("Còn 1 yêu cầu sửa điểm danh", "href=\"/attendance/requests\"");
        assertThat(member().get("/closing/" + room + "/2").body()).doesNotContain("yêu cầu sửa điểm danh");
        assertThat(step(member(), "propose", "said", "Đủ điểm").body()).contains("còn việc chưa xong");
        var request = "/attendance/requests/" + school.one("SELECT id FROM attendance_amendment");
        school.principal().get("/menu");
        assertThat(school.principal().post(request + "/consent").statusCode()).isEqualTo(303);
        assertThat(step(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử")
                        .statusCode())
                .isEqualTo(422);
        assertThat(member().post(request + "/execute").statusCode()).isEqualTo(303);
        assertThat(member().get(here()).body()).doesNotContain("yêu cầu sửa điểm danh");
        closed();
    }

    private HttpResponse<String> plan(String periods, String term) {
        var clerk = school.clerk();
        clerk.get("/classes/" + room + "/programme");
        return clerk.post("/classes/" + room + "/programme", "year.toan", periods, "week.toan", "4", "term.toan", term);
    }

    @Test
    void the_plan_of_a_class_is_not_changed_under_its_closed_book() {
        assertThat(plan("140", "").statusCode()).isEqualTo(303);
        closed();
        var before = school.lines("class_programme");
        var refused = plan("140", "2");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("đã đóng", "báo hiệu trưởng");
        assertThat(plan("70", "").statusCode()).isEqualTo(422);
        assertThat(school.lines("class_programme")).isEqualTo(before);
        assertThat(plan("140", "1").statusCode())
                .as("only the open term is touched")
                .isEqualTo(303);
    }

    @Test
    void the_whole_book_is_taken_by_its_homeroom_teacher_and_by_no_subject_teacher() {
        closed();
        done(school.clerk(), "print");
        var file = here() + "/prints/" + school.one("SELECT id FROM printed") + "/book.pdf";
        assertThat(school.teacher().get(here()).body()).contains("Tôi đã ký").doesNotContain("book.pdf");
        assertThat(school.teacher().get(file).statusCode()).isBetween(403, 404);
        for (var browser : List.of(leader(), school.principal(), school.clerk(), member())) {
            assertThat(browser.get(here()).body()).contains("book.pdf");
            assertThat(browser.download(file)).startsWith("%PDF".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void without_a_valid_board_no_book_is_closed_and_a_decision_can_be_sent_back() {
        done(member(), "propose", "said", "Đủ điểm");
        done(school.principal(), "return", "said", "chưa đủ cột");
        assertThat(stage()).isEqualTo(Stage.OPEN);
        done(member(), "propose", "said", "Đủ điểm");
        assertThat(step(school.principal(), "decide", "said", "").body()).contains("Chưa ghi");
        done(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        for (var name : List.of("Lê Văn D", "Lê Văn E", "Lê Văn G")) {
            school.person(name, Post.Kind.BOARD);
        }
        assertThat(step(member(), "close").body()).contains("Ban quản trị chưa có hiệu lực");
        assertThat(school.one("SELECT count(*) FROM lock")).isEqualTo("0");
    }

    @Test
    @Tag("browser")
    void it_stands_on_a_desk_and_on_a_phone() {
        closed();
        done(school.clerk(), "print");
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("input[name=username]", school.username(TEACHER));
                page.fill("input[name=password]", Governed.PASSWORD);
                page.click("form button.go");
                page.navigate(school.web().address().resolve(here()).toString());
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
                Chromium.shoot(page, "closing-book-" + page.viewportSize().width);
                page.navigate(school.web().address().resolve("/closing").toString());
                Chromium.shoot(page, "closing-list-" + page.viewportSize().width);
            }
        }
    }
}
