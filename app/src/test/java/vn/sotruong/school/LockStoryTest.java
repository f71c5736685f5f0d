package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;

/** Khoá chồng nhau: locks of different scopes over the same cells, each by the people at their pages. */
class LockStoryTest {
    private static final Pattern LOCK = Pattern.compile("name=\"lock\" value=\"([0-9a-z]{13})\"");
    private static final Pattern DECIDED = Pattern.compile("name=\"decided\" value=\"([^\"]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.gk\" value=\"([0-9a-f]+)\"");
    private static final List<String> MEMBERS = List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi");

    @TempDir
    private Path folder;

    private Governed school;
    private String sheet;
    private String filled = "";
    private String empty = "";
    private int ops;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        sheet = school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            var nine = Roll.open(tx, "2026-2027", 9, "9A");
            Roll.open(tx, "2026-2027", 9, "9B");
            Roll.open(tx, "2026-2027", 8, "8A");
            Roll.assign(tx, nine.id(), "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            var first = People.admit(
                    tx, VietnameseName.split("Trần An"), LocalDate.parse("2012-03-01"), Sex.FEMALE, null, null, null);
            var second = People.admit(
                    tx, VietnameseName.split("Trần Bình"), LocalDate.parse("2012-03-02"), Sex.MALE, null, null, null);
            Roll.enrol(tx, nine, List.of(first, second), Governed.FROM);
            filled = first.id();
            empty = second.id();
            return Gradebook.open(tx, nine.id(), "toan", 1, 4).id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String type(String pupil, String value) {
        school.teacher().get("/sheets/" + sheet);
        return school.teacher()
                .postJson(
                        "/sheets/" + sheet + "/ops",
                        "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"%s\"}]}"
                                .formatted(0x19c_0000_0000L + ops++, pupil, value))
                .body();
    }

    private void commit() {
        var here = "/sheets/" + sheet + "/commit";
        var seal = SEAL.matcher(school.teacher().get(here).body());
        assertThat(seal.find()).isTrue();
        assertThat(school.teacher()
                        .post(here, "col", "gk", "seal.gk", seal.group(1))
                        .statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> decide(TestBrowser browser, String kind, String classes, String lesson, String until) {
        browser.get("/locks");
        return browser.post(
                "/locks/decide/wide",
                "kind",
                kind,
                "classes",
                classes,
                "lesson",
                lesson,
                "term",
                "1",
                "col",
                "",
                "until",
                until,
                "decision",
                "21/QĐ-THCS",
                "reason",
                "Hết hạn nộp điểm");
    }

    private void decided(String kind, String classes, String lesson, String until) {
        var answer = decide(school.principal(), kind, classes, lesson, until);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    /** A board member carries out whatever waits on the page. */
    private HttpResponse<String> execute(String path) {
        var member = school.in(MEMBERS.getFirst());
        var fields = new ArrayList<String>();
        var page = member.get("/locks?subject=toan&semester=1").body();
        LOCK.matcher(page).results().forEach(found -> fields.addAll(List.of("lock", found.group(1))));
        DECIDED.matcher(page).results().forEach(found -> fields.addAll(List.of("decided", found.group(1))));
        return member.post(path, fields.toArray(String[]::new));
    }

    private void executed(String path) {
        var answer = execute(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private String in(Duration later) {
        return Typed.field(school.clock.instant().plus(later));
    }

    private String lockOf(String kind) {
        return String.valueOf(school.one("SELECT id FROM lock WHERE kind = '" + kind + "'"));
    }

    @Test
    @Tag("scenario-11")
    @Tag("art:002-6.a")
    @Tag("art:002-12.5")
    void locks_that_overlap_each_hold_what_they_hold_and_one_lifted_leaves_the_other() {
        var nine = String.valueOf(school.one("SELECT id FROM homeroom WHERE name = '9A'"));
        assertThat(type(filled, "7")).contains("\"kept\"");
        commit();
        decided("VALUES", "class:" + nine, "toan", "");
        decided("ENTRY", "grade:9", "", "");
        assertThat(type(empty, "8")).as("decided, not yet executed").contains("\"kept\"");
        executed("/locks/execute");
        assertThat(type(filled, "9")).contains("\"locked\"", "21/QĐ-THCS");
        assertThat(type(empty, "9")).contains("\"locked\"");
        assertThat(school.principal().get("/locks?subject=toan").body())
                .contains("Khối 9 mọi môn tất cả các cột, học kỳ I", "9A Toán tất cả các cột, học kỳ I");

        school.principal()
                .post(
                        "/locks/reopen",
                        "lock",
                        lockOf("ENTRY"),
                        "decision",
                        "22/QĐ-THCS",
                        "reason",
                        "nhập bổ sung",
                        "until",
                        in(Duration.ofMinutes(30)));
        assertThat(type(empty, "9")).as("a decision alone reopens nothing").contains("\"locked\"");
        executed("/locks/reopen/execute");
        assertThat(type(empty, "8,5")).doesNotContain("\"locked\"");
        assertThat(type(filled, "9")).as("the other lock still holds it").contains("\"locked\"");
        assertThat(school.principal().get("/trace?about=LOCK").body())
                .contains("<b>6</b> thay đổi", "Quyết định 21/QĐ-THCS", "Thi hành quyết định 21/QĐ-THCS")
                .contains("Quyết định 22/QĐ-THCS mở đến", "Thi hành quyết định 22/QĐ-THCS, mở đến");

        school.later(Duration.ofMinutes(31));
        assertThat(type(empty, "6")).as("locked again at the stated time").contains("\"locked\"");
        assertThat(school.one("SELECT tenths FROM mark")).isEqualTo("70");
    }

    @Test
    void a_lock_with_an_end_falls_at_its_end_and_leaves_other_grades_alone() {
        decided("FUNCTION", "grade:9", "", in(Duration.ofMinutes(20)));
        executed("/locks/execute");
        assertThat(type(empty, "8")).contains("\"locked\"", "21/QĐ-THCS");
        var eight = String.valueOf(school.one("SELECT id FROM homeroom WHERE name = '8A'"));
        assertThat(school.house.db.<Integer>read(handle ->
                        school.house.locks.inForce(handle, eight, "toan", 1).size()))
                .isZero();
        school.later(Duration.ofMinutes(20));
        assertThat(type(empty, "8")).contains("\"kept\"");
    }

    /** One tap on the roll of 9A as a phone sends it, in the morning of a day. */
    private HttpResponse<String> tap(String op, String pupil, String day, String why) {
        return tap(op, pupil, day, why, "UNEXCUSED");
    }

    private HttpResponse<String> tap(String op, String pupil, String day, String why, String kind) {
        var here = "/classes/" + nine() + "/attendance";
        school.teacher().get(here);
        return school.teacher()
                .post(
                        here + "/marks",
                        "op",
                        op,
                        "pupil",
                        pupil,
                        "date",
                        day,
                        "slot",
                        "MORNING",
                        "subject",
                        "",
                        "base",
                        "0",
                        "kind",
                        kind,
                        "why",
                        why);
    }

    private String nine() {
        return String.valueOf(school.one("SELECT id FROM homeroom WHERE name = '9A'"));
    }

    private void lanLeads() {
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.lead(tx, nine(), school.staff("Trần Thị Lan"), Governed.FROM);
            return null;
        });
    }

    @Test
    @Tag("art:002-8.2")
    void attendance_is_a_function_that_is_locked_and_reopened_by_itself_and_a_tap_is_not_lost() {
        lanLeads();
        decided("ATTENDANCE", "grade:9", "", in(Duration.ofMinutes(20)));
        assertThat(tap("before-the-lock", filled, "2026-11-21", "").statusCode())
                .isEqualTo(303);
        executed("/locks/execute");
        var here = "/classes/" + nine() + "/attendance";
        assertThat(school.teacher().get(here).body())
                .contains(
                        "Việc điểm danh đang tạm khoá theo quyết định 21/QĐ-THCS", "xin hiệu trưởng quyết định mở khoá")
                .contains("data-open=\"false\"");
        var refused = tap("during-the-lock", empty, "2026-11-21", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("gửi lại khi mở khoá");
        assertThat(school.teacher()
                        .post(here + "/called", "date", "2026-11-21", "slot", "MORNING")
                        .statusCode())
                .isEqualTo(422);
        assertThat(school.teacher()
                        .post(here + "/off", "date", "2026-11-20", "reason", "mưa lũ")
                        .statusCode())
                .isEqualTo(422);
        assertThat(school.one("SELECT count(*) FROM absence")).isEqualTo("1");
        assertThat(school.principal().get("/locks").body()).contains("Khoá chức năng điểm danh");
        assertThat(type(empty, "8")).as("marks are another function").contains("\"kept\"");
        school.later(Duration.ofMinutes(20));
        assertThat(tap("during-the-lock", empty, "2026-11-21", "").statusCode())
                .as("the very same tap, sent again")
                .isEqualTo(303);
        assertThat(school.one("SELECT count(*) FROM absence")).isEqualTo("2");
    }

    private void closeNine() {
        school.house.db.write(Governed.SETUP, tx -> {
            school.house.locks.close(
                    tx,
                    school.actor(MEMBERS.getFirst(), Capacity.ADMINISTRATION),
                    nine(),
                    1,
                    new Locks.Closing(
                            "31/QĐ-THCS",
                            "đủ",
                            school.staff("Nguyễn Thị Hoa"),
                            tx.now(),
                            school.staff(MEMBERS.getFirst())));
            return null;
        });
    }

    @Test
    void a_late_tap_that_wants_something_else_than_what_waits_is_told_so_and_not_taken() {
        lanLeads();
        closeNine();
        assertThat(tap("first-late-tap", filled, "2026-11-20", "").body()).contains("nó đã thành yêu cầu sửa");
        assertThat(tap("same-from-elsewhere", filled, "2026-11-20", "").body()).contains("nó đã thành yêu cầu sửa");
        var other = tap("another-late-tap", filled, "2026-11-20", "", "EXCUSED");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body())
                .contains("Chưa ghi lần bấm này", "K, vắng không phép", "Trần Thị Lan", "chờ hiệu trưởng quyết định")
                .doesNotContain("nó đã thành yêu cầu sửa");
        assertThat(school.one("SELECT group_concat(new_kind) FROM attendance_amendment"))
                .isEqualTo("UNEXCUSED");
        var request = school.one("SELECT id FROM attendance_amendment");
        assertThat(school.principal()
                        .post("/attendance/requests/" + request + "/consent")
                        .statusCode())
                .isEqualTo(303);
        assertThat(tap("another-late-tap", filled, "2026-11-20", "", "EXCUSED").body())
                .contains("đã được đồng ý, chờ ban quản trị");
        assertThat(school.teacher()
                        .post("/attendance/requests/" + request + "/withdraw")
                        .statusCode())
                .isEqualTo(303);
        // sent again, the very same tap is taken now
        assertThat(tap("another-late-tap", filled, "2026-11-20", "", "EXCUSED").body())
                .contains("nó đã thành yêu cầu sửa");
        assertThat(school.one("SELECT new_kind FROM attendance_amendment WHERE state = 'REQUESTED'"))
                .isEqualTo("EXCUSED");
    }

    @Test
    @Tag("art:002-19.2")
    void a_closed_book_takes_no_attendance_and_what_comes_late_waits_as_a_request() {
        lanLeads();
        closeNine();
        assertThat(school.teacher().get("/classes/" + nine() + "/attendance").body())
                .contains("Sổ của lớp đã khoá theo quyết định 31/QĐ-THCS", "data-open=\"false\"", "attendance/request");
        var late = tap("late-from-a-phone", filled, "2026-11-20", "");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("nó đã thành yêu cầu sửa");
        tap("late-from-a-phone", filled, "2026-11-20", "");
        assertThat(school.one("SELECT count(*) FROM absence")).isEqualTo("0");
        assertThat(school.one("SELECT count(*) FROM attendance_amendment")).isEqualTo("1");
        assertThat(school.principal().get("/attendance/requests").body()).contains("Điểm danh gửi muộn", "Trần An");
        var request = school.one("SELECT id FROM attendance_amendment");
        assertThat(school.principal()
                        .post("/attendance/requests/" + request + "/consent")
                        .statusCode())
                .isEqualTo(303);
        var member = school.in(MEMBERS.get(1));
        member.get("/attendance/requests");
        assertThat(member.post("/attendance/requests/" + request + "/execute").statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT kind FROM absence")).isEqualTo("UNEXCUSED");
        // the other term's book is open
        assertThat(school.house.db.<Boolean>read(handle -> school.house
                        .locks
                        .findOnAttendance(handle, nine(), null, 2)
                        .isEmpty()))
                .isTrue();
    }

    @Test
    void wider_locks_are_the_principals_alone_and_name_what_is_there() {
        for (var browser : List.of(school.vice(), school.admin(), school.clerk(), school.teacher())) {
            assertThat(decide(browser, "ENTRY", "grade:9", "", "").statusCode()).isBetween(400, 499);
        }
        assertThat(decide(school.in(MEMBERS.getFirst()), "ENTRY", "school", "", "")
                        .body())
                .contains("Chỉ hiệu trưởng");
        for (var classes : List.of("grade:5", "grade:x", "campus:nowhere", "class:zzz", "everything", "")) {
            assertThat(decide(school.principal(), "ENTRY", classes, "", "").statusCode())
                    .as(classes)
                    .isEqualTo(422);
        }
        assertThat(decide(school.principal(), "ENTRY", "school", "", "01/01/2020 00:00")
                        .statusCode())
                .isEqualTo(422);
        var odd = decide(school.principal(), "FUNCTION", "school", "toan", "mai");
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body())
                .contains(
                        "ví dụ 05/09/2026 07:30", "value=\"mai\"", "value=\"21/QĐ-THCS\"", "value=\"Hết hạn nộp điểm\"")
                .contains("value=\"FUNCTION\" checked", "value=\"school\" selected", "value=\"toan\" selected")
                .doesNotContain("type=\"date");
        assertThat(decide(school.principal(), "CLOSE", "school", "", "").statusCode())
                .isEqualTo(422);
        assertThat(school.one("SELECT count(*) FROM lock")).isEqualTo("0");
        decided("ENTRY", "school", "", "");
        assertThat(decide(school.principal(), "ENTRY", "school", "", "").body()).contains("đang chờ thi hành");
    }

    @Test
    void a_lock_that_begins_later_is_told_beforehand_and_binds_from_its_hour() {
        school.principal().get("/locks");
        var from = in(Duration.ofMinutes(30));
        var decided = school.principal()
                .post(
                        "/locks/decide/wide",
                        "kind",
                        "ENTRY",
                        "classes",
                        "grade:9",
                        "lesson",
                        "",
                        "term",
                        "1",
                        "col",
                        "",
                        "from",
                        from,
                        "until",
                        "",
                        "decision",
                        "22/QĐ-THCS",
                        "reason",
                        "Hết hạn nộp điểm");
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(303);
        assertThat(school.teacher().get("/").body())
                .as("nothing is certain before a member acts")
                .doesNotContain("sẽ khoá nhập liệu");
        executed("/locks/execute");
        assertThat(school.teacher().get("/").body()).contains("sẽ khoá nhập liệu từ", "22/QĐ-THCS");
        assertThat(type(filled, "7")).contains("\"kept\"");
        commit();
        assertThat(school.principal().get("/locks?subject=toan&semester=1").body())
                .contains("Sẽ khoá từ");
        assertThat(school.principal()
                        .post(
                                "/locks/reopen",
                                "lock",
                                lockOf("ENTRY"),
                                "decision",
                                "1",
                                "reason",
                                "x",
                                "until",
                                in(Duration.ofHours(2)))
                        .body())
                .contains("đúng giờ đã định");
        school.later(Duration.ofMinutes(31));
        assertThat(type(empty, "8")).contains("\"locked\"", "22/QĐ-THCS");
        assertThat(school.teacher().get("/").body()).doesNotContain("sẽ khoá nhập liệu");
        // an hour that is past, or an end before the beginning, is no order
        for (var hours : List.of(
                List.of(in(Duration.ofMinutes(-5)), ""), List.of(in(Duration.ofHours(3)), in(Duration.ofHours(1))))) {
            school.principal().get("/locks");
            assertThat(school.principal()
                            .post(
                                    "/locks/decide/wide",
                                    "kind",
                                    "VALUES",
                                    "classes",
                                    "grade:8",
                                    "term",
                                    "1",
                                    "from",
                                    hours.getFirst(),
                                    "until",
                                    hours.getLast(),
                                    "decision",
                                    "23/QĐ",
                                    "reason",
                                    "x")
                            .body())
                    .contains("Giờ tự khoá lại");
        }
    }
}
