package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Outcome;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.amendments.Amendments;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.windows.Windows;

/** Sửa điểm đã ghi sổ, qua cửa của cả ngôi nhà: who asks, who decides, who sits together, and what leaves no mark. */
class AmendmentStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String HOA = "Nguyễn Thị Hoa";
    private static final String HUONG = "Vũ Mai Hương";
    private static final String BINH = "Đỗ Văn Bình";
    private static final String CHI = "Lý Thị Chi";
    private static final String DUNG = "Mai Văn Dũng";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.(\\w+)\" value=\"([0-9a-f]+)\"");
    private static final Pattern CONSENT = Pattern.compile("name=\"seal\" value=\"([0-9a-f]{64})\"");

    @TempDir
    private Path folder;

    private @Nullable Governed opened;
    private final List<String> pupils = new ArrayList<>();
    private String homeroom = "";
    private long ops = 0x19c_0000_0000L;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private Governed school() {
        return java.util.Objects.requireNonNull(opened);
    }

    /** A school with a board of three, a class that Lan teaches, and a window of two hours. */
    private Sheet open(Level level) {
        var school = new Governed(folder, level);
        opened = school;
        school.person(BINH, Post.Kind.BOARD);
        school.person(CHI, Post.Kind.BOARD);
        school.person(DUNG, Post.Kind.BOARD);
        return school.house.db.write(Governed.SETUP, tx -> {
            Windows.establish(
                    tx,
                    "2026-2027",
                    1,
                    "Nhập điểm",
                    tx.now().minus(Duration.ofMinutes(60)),
                    tx.now().plus(Duration.ofMinutes(120)),
                    school.staff(HOA));
            var room = Roll.open(tx, "2026-2027", level == Level.MN ? 5 : 8, "8A1");
            homeroom = room.id();
            for (var given : List.of("Xuân", "Yến")) {
                var pupil = People.admit(
                        tx,
                        new VietnameseName("Lê Thị", given),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null);
                Roll.enrol(tx, room, List.of(pupil), Governed.FROM);
                pupils.add(pupil.id());
            }
            if (level == Level.MN) {
                SchoolYears.add(tx, new Subject("phat-trien", "Phát triển nhận thức", Subject.Kind.COMMENT, 1));
                Roll.lead(tx, room.id(), school.staff(LAN), Governed.FROM);
                Roll.assign(tx, room.id(), "phat-trien", school.staff(LAN), Governed.FROM);
                return Gradebook.openComment(tx, room.id(), "phat-trien", 1);
            }
            Roll.assign(tx, room.id(), "toan", school.staff(LAN), Governed.FROM);
            return Gradebook.open(tx, room.id(), "toan", 1, 2);
        });
    }

    private void commit(TestBrowser teacher, Sheet sheet, String col, String typed) {
        var here = "/sheets/" + sheet.id();
        teacher.get(here);
        var kept = teacher.postJson(
                here + "/ops",
                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}]}"
                        .formatted(ops++, pupils.getFirst(), col, typed));
        assertThat(kept.body()).contains("\"is\":\"kept\"");
        var question = SEAL.matcher(teacher.get(here + "/commit").body());
        assertThat(question.find()).isTrue();
        assertThat(teacher.post(here + "/commit", "col", col, "seal." + col, question.group(2))
                        .statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> ask(TestBrowser teacher, Sheet sheet, String col, String value) {
        var form = teacher.get("/amendments/new?sheet=" + sheet.id() + "&pupil=" + pupils.getFirst() + "&col=" + col);
        assertThat(form.statusCode()).isEqualTo(200);
        return teacher.post(
                "/amendments",
                "sheet",
                sheet.id(),
                "pupil",
                pupils.getFirst(),
                "col",
                col,
                "value",
                value,
                "reason",
                "Cộng sót điểm câu 5");
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return TestBrowser.location(answer).substring("/amendments/".length()).replaceFirst("/.*", "");
    }

    private static HttpResponse<String> consent(TestBrowser browser, String id) {
        var seal = CONSENT.matcher(browser.get("/amendments/" + id).body());
        assertThat(seal.find()).isTrue();
        return browser.post("/amendments/" + id + "/consent", "seal", seal.group(1), "words", "");
    }

    private HttpResponse<String> attend(TestBrowser terminal, String id, String role, String who) {
        return attend(terminal, id, role, school().username(who), Governed.PASSWORD);
    }

    private static HttpResponse<String> attend(
            TestBrowser terminal, String id, String role, String username, String password) {
        return terminal.post(
                "/amendments/" + id + "/session/attend", "role", role, "username", username, "password", password);
    }

    private HttpResponse<String> execute(TestBrowser terminal, String id, String col, String value) {
        return terminal.post("/amendments/" + id + "/session/execute", "v." + pupils.getFirst() + "." + col, value);
    }

    private static HttpResponse<String> sit(TestBrowser terminal, String id) {
        terminal.get("/amendments/" + id);
        var answer = terminal.post("/amendments/" + id + "/session");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        terminal.get("/amendments/" + id + "/session");
        return answer;
    }

    private String mark(String col) {
        return String.valueOf(school().one("SELECT coalesce(CAST(tenths AS TEXT), word, '-') FROM mark WHERE pupil = '"
                + pupils.getFirst() + "' AND col = '" + col + "'"));
    }

    private String state(String id) {
        return String.valueOf(school().one("SELECT state FROM amendment WHERE id = '" + id + "'"));
    }

    private @Nullable String refusals(String id) {
        return school().one(
                        "SELECT group_concat(reason, ' ') FROM (SELECT reason FROM amendment_refusal WHERE amendment = '"
                                + id + "' ORDER BY seq)");
    }

    private int waiting() {
        return school().house
                .db
                .read(handle -> Amendments.waiting(handle, homeroom, 1).size());
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    /** A mark of the term's end, committed in time; then the window ends. */
    private Sheet late() {
        var sheet = open(Level.THCS);
        commit(school().teacher(), sheet, "ck", "4,5");
        school().later(Duration.ofHours(3));
        return sheet;
    }

    @Test
    @Tag("scenario-1")
    @Tag("art:002-15.4")
    @Tag("art:002-20.2")
    void a_late_amendment_takes_the_principals_consent_and_three_people_and_leaving_out_any_one_changes_nothing() {
        var sheet = late();
        var lan = school().teacher();
        var asked = ask(lan, sheet, "ck", "6,5");
        var id = id(asked);
        assertThat(lan.get("/amendments/" + id).body()).contains("4,5", "6,5", "Đại diện lãnh đạo", BINH, HUONG);

        // nobody but the principal, and not before they have
        refused(lan.post("/amendments/" + id + "/session"), "bước khác");
        assertThat(school().in(BINH).get("/amendments/" + id).body()).doesNotContain("/consent");
        refused(
                school().vice().post("/amendments/" + id + "/consent", "seal", "0".repeat(64)),
                "do người khác quyết định");
        school().principal().get("/amendments/" + id);
        refused(
                school().principal().post("/amendments/" + id + "/consent", "seal", "0".repeat(64), "words", ""),
                "Nội dung không đúng");
        school().vice().get("/amendments/" + id);
        assertThat(school().vice()
                        .post("/amendments/" + id + "/advise", "words", "Đã xem bài, đúng là cộng sót")
                        .statusCode())
                .isEqualTo(303);
        assertThat(consent(school().principal(), id).statusCode()).isEqualTo(303);
        assertThat(state(id)).isEqualTo("CONSENTED");

        // each one left out in turn
        for (var missing : List.of("LEADER", "BOARD", "REQUESTER")) {
            sit(lan, id);
            for (var each :
                    Map.of("LEADER", HUONG, "BOARD", BINH, "REQUESTER", LAN).entrySet()) {
                if (!each.getKey().equals(missing)) {
                    assertThat(attend(lan, id, each.getKey(), each.getValue()).statusCode())
                            .isEqualTo(303);
                }
            }
            refused(execute(lan, id, "ck", "6,5"), "Chưa đủ người");
            assertThat(mark("ck")).isEqualTo("45");
            assertThat(lan.post("/amendments/" + id + "/session/stop").statusCode())
                    .isEqualTo(303);
            assertThat(state(id)).isEqualTo("CONSENTED");
        }

        // all three, each once, each with a password of their own
        sit(lan, id);
        refused(attend(lan, id, "LEADER", school().username(HOA), "sai mật khẩu"), "chưa đúng");
        assertThat(attend(lan, id, "LEADER", HOA).statusCode()).isEqualTo(303);
        refused(attend(lan, id, "BOARD", HOA), "đã ngồi ở một chỗ khác");
        refused(attend(lan, id, "BOARD", HUONG), "không giữ chức vụ");
        refused(attend(lan, id, "BOARD", LAN), "chính mình");
        assertThat(attend(lan, id, "BOARD", CHI).statusCode()).isEqualTo(303);
        assertThat(attend(lan, id, "REQUESTER", LAN).statusCode()).isEqualTo(303);
        var other = execute(lan, id, "ck", "8,5");
        refused(other, "khác giá trị đã được đồng ý");
        assertThat(other.body()).as("not lost").contains("value=\"8,5\"");
        assertThat(mark("ck")).isEqualTo("45");
        assertThat(execute(lan, id, "ck", "6,5").statusCode()).isEqualTo(303);

        assertThat(mark("ck")).isEqualTo("65");
        assertThat(state(id)).isEqualTo("EXECUTED");
        var slip = lan.get("/amendments/" + id + "/slip").body();
        assertThat(slip).contains("PHIẾU SỬA CHỮA DỮ LIỆU", "Phiếu số 1", "4,5", "6,5", HOA, CHI, LAN, "Cộng sót");
        assertThat(school().clerk().get("/amendments/summary").body()).contains("TỔNG HỢP", "4,5", "6,5", "8A1");
        assertThat(school().lines("mark").getLast()).contains("WITNESSED " + id, "Cộng sót điểm câu 5");
        refused(execute(lan, id, "ck", "6,5"), "bước khác");
        assertThat(lan.get("/amendments/" + id).body())
                .contains(", ở chỗ Đại diện lãnh đạo: Tên đăng nhập hoặc mật khẩu chưa đúng.", "Phiếu chờ văn thư (")
                .doesNotContain("còn ở bên dưới");
        assertThat(school().clerk().get("/").body()).contains("1 phiếu sửa điểm chờ ký");
        assertThat(school().clerk().get("/amendments?tab=waiting").body()).contains("/amendments/" + id);
        assertThat(school().clerk().post("/amendments/" + id + "/sign").statusCode())
                .isEqualTo(303);
        assertThat(school().clerk().get("/").body()).contains("1 phiếu sửa điểm đã ký, chờ lưu trữ");
        assertThat(school().clerk().post("/amendments/" + id + "/archive").statusCode())
                .isEqualTo(303);
        assertThat(state(id)).isEqualTo("ARCHIVED");
        assertThat(refusals(id)).contains("NOT_ALL_PRESENT", "OTHER_VALUE", "SAME_PERSON", "WRONG_PASSWORD");
        assertThat(school().lines("amendment_witness"))
                .hasSize(9)
                .last()
                .asString()
                .contains("\"address\":\"127.0.0.1\"");
    }

    @Test
    void whoever_consents_sees_the_average_before_and_after_and_so_does_the_slip() {
        var sheet = open(Level.THCS);
        var early = school().teacher();
        Map.of("tx1", "5", "tx2", "5", "gk", "5").forEach((col, typed) -> commit(early, sheet, col, typed));
        school().later(Duration.ofHours(3));
        var lan = school().teacher();
        var id = id(ask(lan, sheet, "ck", "6,5"));
        var shown = school().principal().get("/amendments/" + id).body();
        assertThat(shown)
                .contains("<td>Điểm trung bình môn học kỳ</td><td>–</td><td><b>5,6</b></td>")
                .doesNotContain("Điểm trung bình môn cả năm");
        consent(school().principal(), id);
        sit(lan, id);
        attend(lan, id, "LEADER", HUONG);
        attend(lan, id, "BOARD", BINH);
        attend(lan, id, "REQUESTER", LAN);
        assertThat(execute(lan, id, "ck", "6,5").statusCode()).isEqualTo(303);
        assertThat(lan.get("/amendments/" + id + "/slip").body()).contains("Điểm trung bình môn học kỳ – → 5,6");
    }

    @Test
    @Tag("scenario-12")
    @Tag("art:002-15.4")
    void a_requester_on_the_board_does_not_witness_and_the_principals_own_goes_to_a_deputy() {
        var sheet = late();
        var school = school();
        // Lan comes to sit on the board: four members
        school.house.db.write(
                Governed.SETUP,
                tx -> vn.sotruong.school.accounts.Accounts.create(
                        tx, school.staff(LAN), Post.Kind.BOARD, "13/QĐ-THCS", Governed.FROM, null));
        var lan = school.teacher();
        var id = id(ask(lan, sheet, "ck", "6,5"));
        consent(school.principal(), id);
        sit(lan, id);
        attend(lan, id, "REQUESTER", LAN);
        refused(attend(lan, id, "BOARD", LAN), "đã ngồi ở một chỗ khác");
        attend(lan, id, "LEADER", HUONG);
        refused(execute(lan, id, "ck", "6,5"), "Chưa đủ người");
        assertThat(attend(lan, id, "BOARD", DUNG).statusCode()).isEqualTo(303);
        assertThat(execute(lan, id, "ck", "6,5").statusCode()).isEqualTo(303);

        // the principal, who teaches a class
        school.house.db.write(
                Governed.SETUP, tx -> Roll.assign(tx, homeroom, "toan", school.staff(HOA), Governed.FROM));
        var hoa = school.principal();
        var own = id(ask(hoa, sheet, "ck", "7"));
        assertThat(school.one("SELECT upward FROM amendment WHERE id = '" + own + "'"))
                .isEqualTo("1");
        assertThat(hoa.get("/amendments/" + own).body())
                .contains("cấp trên sẽ thấy")
                .doesNotContain("/consent");
        refused(hoa.post("/amendments/" + own + "/consent", "seal", "0".repeat(64)), "chính mình");
        assertThat(consent(school.vice(), own).statusCode()).isEqualTo(303);
        sit(hoa, own);
        refused(attend(hoa, own, "LEADER", HOA), "chính mình");
        assertThat(attend(hoa, own, "LEADER", HUONG).statusCode()).isEqualTo(303);
        attend(hoa, own, "BOARD", BINH);
        attend(hoa, own, "REQUESTER", HOA);
        assertThat(execute(hoa, own, "ck", "7").statusCode()).isEqualTo(303);
        assertThat(mark("ck")).isEqualTo("70");
    }

    @Test
    @Tag("scenario-5")
    @Tag("art:003-12.2")
    void in_an_open_window_a_deputy_directs_and_the_teacher_types() {
        var sheet = open(Level.THCS);
        var school = school();
        commit(school.teacher(), sheet, "gk", "8");
        school.teacher().post("/sign-out", "keep", "1");
        var lan = school.signIn(school.username(LAN), Governed.PASSWORD);
        var id = id(ask(lan, sheet, "gk", "9"));
        assertThat(state(id)).isEqualTo("SUBMITTED");
        refused(execute(lan, id, "gk", "9"), "bước khác");
        school.principal().get("/amendments/" + id);
        refused(
                school.principal().post("/amendments/" + id + "/consent", "seal", "0".repeat(64)),
                "do người khác quyết định");
        assertThat(school.vice().get("/").body()).contains("1 đề nghị sửa điểm chờ thầy cô quyết định");
        assertThat(consent(school.vice(), id).statusCode()).isEqualTo(303);
        assertThat(state(id)).isEqualTo("DIRECTED");
        refused(execute(lan, id, "gk", "10"), "khác giá trị");
        assertThat(execute(lan, id, "gk", "9").statusCode()).isEqualTo(303);
        assertThat(mark("gk")).isEqualTo("90");
        assertThat(school.lines("mark").getLast()).contains("DIRECTED " + id);

        // what was decided with others is not the teacher's to change alone, in that session or in any
        var cell = "/sheets/" + sheet.id() + "/cells/" + pupils.getFirst() + "/gk/correction";
        lan.get("/sheets/" + sheet.id());
        assertThat(lan.post(cell, "was", "9", "value", "10", "reason", "MISTYPED")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(mark("gk")).isEqualTo("90");
    }

    @Test
    @Tag("art:003-12.2")
    void a_deputys_own_request_goes_to_the_principal_and_to_no_other_deputy() {
        var sheet = open(Level.THCS);
        var school = school();
        school.person("Cao Thị Kim", Post.Kind.VICE_PRINCIPAL);
        school.house.db.write(
                Governed.SETUP, tx -> Roll.assign(tx, homeroom, "toan", school.staff(HUONG), Governed.FROM));
        var huong = school.vice();
        commit(huong, sheet, "gk", "8");
        var id = id(ask(huong, sheet, "gk", "9"));
        var kim = school.in("Cao Thị Kim");
        kim.get("/amendments/" + id);
        refused(kim.post("/amendments/" + id + "/consent", "seal", "0".repeat(64)), "do người khác quyết định");
        assertThat(consent(school.principal(), id).statusCode()).isEqualTo(303);
        assertThat(execute(huong, id, "gk", "9").statusCode()).isEqualTo(303);
        assertThat(mark("gk")).isEqualTo("90");
    }

    @Test
    @Tag("art:003-12.2")
    void a_direction_does_not_outlive_the_window_nor_seven_days() {
        var sheet = open(Level.THCS);
        commit(school().teacher(), sheet, "gk", "8");
        var id = id(ask(school().teacher(), sheet, "gk", "9"));
        consent(school().vice(), id);
        school().later(Duration.ofHours(3));
        school().teacher().get("/amendments/" + id);
        refused(execute(school().teacher(), id, "gk", "9"), "Đợt nhập vừa hết");
        assertThat(mark("gk")).isEqualTo("80");
        school().later(Duration.ofDays(7));
        school().teacher().get("/amendments/" + id);
        refused(execute(school().teacher(), id, "gk", "9"), "quá 7 ngày");
        assertThat(state(id)).isEqualTo("LAPSED");
    }

    @Test
    @Tag("scenario-21")
    @Tag("art:004-7.4")
    void in_preschool_every_correction_takes_the_leader_the_board_and_a_homeroom_teacher() {
        var sheet = open(Level.MN);
        var school = school();
        school.person("Hồ Thị Mơ");
        school.house.db.write(
                Governed.SETUP,
                tx -> Roll.lead(
                        tx, Roll.open(tx, "2026-2027", 5, "Lá 2").id(), school.staff("Hồ Thị Mơ"), Governed.FROM));
        var lan = school.teacher();
        commit(lan, sheet, "ck", "CĐ");
        var id = id(ask(lan, sheet, "ck", "Đ"));
        assertThat(lan.get("/amendments/" + id).body()).contains("Giáo viên chủ nhiệm", "Hồ Thị Mơ");
        assertThat(consent(school.principal(), id).statusCode()).isEqualTo(303);
        sit(lan, id);
        attend(lan, id, "LEADER", HOA);
        attend(lan, id, "BOARD", BINH);
        attend(lan, id, "REQUESTER", LAN);
        refused(execute(lan, id, "ck", "Đ"), "Chưa đủ người");
        assertThat(mark("ck")).isEqualTo("CD");
        refused(attend(lan, id, "HOMEROOM", CHI), "không giữ chức vụ");
        assertThat(attend(lan, id, "HOMEROOM", "Hồ Thị Mơ").statusCode()).isEqualTo(303);
        assertThat(execute(lan, id, "ck", "Đ").statusCode()).isEqualTo(303);
        assertThat(mark("ck")).isEqualTo("D");
        assertThat(lan.get("/amendments/" + id + "/slip").body()).doesNotContain("Điểm trung bình");
    }

    @Test
    void ten_minutes_from_the_first_thirty_to_type_and_one_machine() {
        var sheet = late();
        var school = school();
        var lan = school.teacher();
        var id = id(ask(lan, sheet, "ck", "6,5"));
        consent(school.principal(), id);
        sit(lan, id);
        attend(lan, id, "LEADER", HOA);
        school.clock.forward(Duration.ofMinutes(11));
        refused(attend(lan, id, "BOARD", BINH), "hết giờ");
        assertThat(state(id)).isEqualTo("CONSENTED");

        sit(lan, id);
        attend(lan, id, "LEADER", HOA);
        school.clock.forward(Duration.ofMinutes(9));
        attend(lan, id, "BOARD", BINH);
        attend(lan, id, "REQUESTER", LAN);
        var elsewhere = school.signIn(school.username(LAN), Governed.PASSWORD);
        elsewhere.get("/amendments/" + id + "/session");
        refused(execute(elsewhere, id, "ck", "6,5"), "máy khác");
        school.clock.forward(Duration.ofMinutes(31));
        lan = school.signIn(school.username(LAN), Governed.PASSWORD);
        lan.get("/amendments/" + id);
        refused(execute(lan, id, "ck", "6,5"), "hết giờ");
        assertThat(mark("ck")).isEqualTo("45");
        assertThat(refusals(id)).contains("SITTING_OVER", "SITTING_ELSEWHERE");

        // a day without an answer is told of, and closing would name it
        assertThat(waiting()).isEqualTo(1);
        school.later(Duration.ofDays(8));
        school.house.corrections.tick();
        assertThat(state(id)).isEqualTo("LAPSED");
        assertThat(waiting()).isZero();
        assertThat(school.teacher().get("/").body()).contains("đã hết hiệu lực");
    }

    @Test
    void whoever_consented_or_witnessed_must_still_hold_that_post() {
        var sheet = late();
        var school = school();
        var lan = school.teacher();
        var id = id(ask(lan, sheet, "ck", "6,5"));
        consent(school.principal(), id);
        sit(lan, id);
        attend(lan, id, "LEADER", HUONG);
        attend(lan, id, "BOARD", BINH);
        attend(lan, id, "REQUESTER", LAN);
        end(Post.Kind.PRINCIPAL, HOA);
        refused(execute(lan, id, "ck", "6,5"), "không còn giữ chức vụ");
        assertThat(mark("ck")).isEqualTo("45");
        assertThat(refusals(id)).endsWith("CONSENT_NOT_VALID");
        end(Post.Kind.BOARD, BINH);
        refused(execute(lan, id, "ck", "6,5"), "không còn giữ chức vụ");
        assertThat(refusals(id)).endsWith("WITNESS_NOT_VALID");
        assertThat(mark("ck")).isEqualTo("45");
    }

    private void end(Post.Kind kind, String name) {
        school().house.db.write(Governed.SETUP, tx -> {
            vn.sotruong.school.accounts.Accounts.postsOf(tx.handle(), kind).stream()
                    .filter(post -> post.staff().equals(school().staff(name)))
                    .forEach(post -> vn.sotruong.school.accounts.Accounts.end(
                            tx, post, LocalDate.parse("2026-11-21"), "thôi giữ chức"));
            return true;
        });
    }

    @Test
    void the_administrator_who_resets_all_three_passwords_cannot_stage_the_three_witnesses() {
        var sheet = late();
        var school = school();
        var id = id(ask(school.teacher(), sheet, "ck", "10"));
        consent(school.principal(), id);
        // the administrator gets every reset through, as those whom they trick would let them, and sets each password
        var lan = reset(LAN);
        reset(HUONG);
        reset(BINH);
        lan.get("/amendments/" + id);
        assertThat(lan.post("/amendments/" + id + "/session").statusCode()).isBetween(400, 499);
        assertThat(state(id)).isEqualTo("CONSENTED");

        // even at an honest teacher's machine, the two others are not let in
        var attested = school.house.resets;
        var which = school.one("SELECT id FROM password_reset WHERE account = '"
                + school.actor(LAN, Capacity.USE).account() + "'");
        assertThat(attested.attest(school.actor(HOA, Capacity.USE), String.valueOf(which)))
                .isInstanceOf(Outcome.Done.class);
        sit(lan, id);
        refused(attend(lan, id, "LEADER", school.username(HUONG), STOLEN), "vừa được đặt lại");
        refused(attend(lan, id, "BOARD", school.username(BINH), STOLEN), "vừa được đặt lại");
        refused(execute(lan, id, "ck", "10"), "Chưa đủ người");
        assertThat(mark("ck")).isEqualTo("45");
        assertThat(refusals(id)).contains("NOT_IN_FULL_STANDING NOT_IN_FULL_STANDING NOT_ALL_PRESENT");
    }

    private static final String STOLEN = "của kẻ gian đặt ra";

    /** Has a password reset, and signs in with one that the attacker chose. */
    private TestBrowser reset(String name) {
        var school = school();
        var account = school.actor(name, Capacity.USE).account();
        assertThat(school.house.resets.request(
                        school.actor("Phạm Quốc Toàn", Capacity.ADMINISTRATION), account, "quên mật khẩu"))
                .isInstanceOf(Outcome.Done.class);
        var which = school.one(
                "SELECT id FROM password_reset WHERE account = '" + account + "' ORDER BY requested_at DESC LIMIT 1");
        var issued = (Outcome.Issued)
                school.house.resets.confirm(school.actor(CHI, Capacity.ADMINISTRATION), String.valueOf(which));
        var browser = school.browser();
        browser.get("/sign-in");
        assertThat(browser.post("/sign-in", "username", school.username(name), "password", issued.code())
                        .statusCode())
                .isEqualTo(303);
        browser.get("/password");
        assertThat(browser.post("/password", "old", issued.code(), "new", STOLEN, "again", STOLEN)
                        .statusCode())
                .isEqualTo(303);
        browser.get("/menu");
        return browser;
    }

    @Test
    @Tag("art:002-15.3")
    void all_late_drafts_of_a_column_go_into_the_book_by_one_request() {
        var sheet = open(Level.THCS);
        var school = school();
        school.later(Duration.ofHours(3));
        var lan = school.teacher();
        var here = "/sheets/" + sheet.id();
        lan.get(here);
        for (var pupil : pupils) {
            lan.postJson(
                    here + "/ops",
                    "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"7\"}]}"
                            .formatted(ops++, pupil));
        }
        assertThat(lan.get("/drafts").body()).contains("/amendments/new?sheet=" + sheet.id());
        assertThat(lan.get("/amendments/new?sheet=" + sheet.id()).body()).contains("Bản nháp muộn", "2 ô");
        var ways = "/amendments/new?sheet=" + sheet.id() + "&amp;col=gk&amp;late=1";
        assertThat(lan.get(here).body()).contains(ways);
        assertThat(lan.get(ways.replace("&amp;", "&")).body()).contains("<h1>Xin nhập bổ sung", ": <b>7,0</b>");
        var id = id(lan.post("/amendments", "sheet", sheet.id(), "late", "1", "col", "gk", "reason", "Mất điện"));
        assertThat(school.one("SELECT count(*) FROM mark")).isEqualTo("0");
        assertThat(lan.get(here).body()).contains("data-request=\"" + id + "\"", "data-lates=\"gk\" hidden");
        assertThat(lan.get("/drafts").body())
                .as("what was asked for is not offered again")
                .contains("Đã xin nhập bổ sung")
                .doesNotContain("/amendments/new?sheet=");
        consent(school.principal(), id);
        sit(lan, id);
        attend(lan, id, "LEADER", HOA);
        attend(lan, id, "BOARD", BINH);
        attend(lan, id, "REQUESTER", LAN);
        refused(execute(lan, id, "gk", "7"), "khác giá trị");
        assertThat(school.one("SELECT count(*) FROM mark")).as("all or none").isEqualTo("0");
        assertThat(lan.post(
                                "/amendments/" + id + "/session/execute",
                                "v." + pupils.get(0) + ".gk",
                                "7",
                                "v." + pupils.get(1) + ".gk",
                                "7")
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT count(*) FROM mark WHERE tenths = 70")).isEqualTo("2");
        assertThat(school.one("SELECT count(*) FROM draft")).isEqualTo("0");
        assertThat(lan.get("/amendments/" + id + "/slip").body()).contains("PHIẾU NHẬP BỔ SUNG");
        assertThat(school.principal().get("/trace?kind=ADDED").body())
                .as("whoever reads the trail sees that these marks came by a request, and why")
                .contains("Mất điện");
        assertThat(school.principal()
                        .post("/amendments/" + id + "/refuse", "why", "")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(refusals(id)).as("a form sent without words is no attempt").doesNotContain("NO_WORDS");
    }

    @Test
    void who_does_not_teach_the_class_neither_asks_nor_reads_and_a_raw_line_changes_no_request() {
        var sheet = late();
        var school = school();
        school.person("Bùi Văn Lạ");
        school.house.db.write(
                Governed.SETUP,
                tx -> Roll.assign(
                        tx,
                        Roll.open(tx, "2026-2027", 6, "6B").id(),
                        "toan",
                        school.staff("Bùi Văn Lạ"),
                        Governed.FROM));
        var lan = school.teacher();
        var id = id(ask(lan, sheet, "ck", "6,5"));
        var la = school.in("Bùi Văn Lạ");
        assertThat(la.get("/amendments/" + id).statusCode()).isEqualTo(404);
        assertThat(la.get("/amendments").body()).doesNotContain(id);
        var posted = la.post(
                "/amendments",
                "sheet",
                sheet.id(),
                "pupil",
                pupils.getFirst(),
                "col",
                "ck",
                "value",
                "10",
                "reason",
                "x");
        assertThat(posted.statusCode()).isBetween(400, 499);
        assertThat(school.admin().get("/amendments/" + id).statusCode()).isEqualTo(403);
        refused(ask(lan, sheet, "ck", "7"), "đang chờ");
        refused(ask(lan, sheet, "ck", "85,5"), "không hợp");
        refused(ask(lan, sheet, "ck", "4,5"), "đang có trong sổ");
        // what was asked for is bound
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP,
                        tx -> tx.handle()
                                .execute("UPDATE amendment_cell SET new_tenths = 100 WHERE amendment = ?", id)))
                .isInstanceOf(RuntimeException.class);
        assertThat(school.lines("amendment_refusal")).isNotEmpty();
        var kept = school.lines("amendment_refusal").size();
        for (var i = 0; i < 5; i++) {
            school.admin().post("/amendments/" + id + "/withdraw");
            lan.post("/amendments/" + id + "/withdraw");
            lan.post("/amendments/" + id + "/withdraw");
        }
        assertThat(school.lines("amendment_refusal"))
                .as("whoever tries without end fills no disk")
                .hasSizeLessThanOrEqualTo(kept + 2);
    }

    @Test
    void a_mark_that_a_pupil_brought_from_another_class_is_no_empty_cell() {
        var sheet = late();
        var school = school();
        var there = school.house.db.write(Governed.SETUP, tx -> {
            var room = Roll.open(tx, "2026-2027", 8, "8A2");
            Roll.assign(tx, room.id(), "toan", school.staff(LAN), Governed.FROM);
            var pupil = People.getPupil(tx.handle(), pupils.getFirst());
            Roll.move(tx, pupil, room, LocalDate.parse("2026-11-21"), "chuyển lớp");
            return Gradebook.open(tx, room.id(), "toan", 1, 2);
        });
        refused(ask(school.teacher(), there, "ck", "10"), "mang điểm của cột đó");
        assertThat(school.one("SELECT count(*) FROM amendment")).isEqualTo("0");
        assertThat(ask(school.teacher(), sheet, "ck", "6,5").statusCode())
                .as("it is corrected where it was given")
                .isEqualTo(303);
    }

    @Test
    void the_form_tells_no_name_of_a_pupil_who_is_not_on_the_sheet() {
        var sheet = late();
        var school = school();
        var stranger = school.house.db.write(
                Governed.SETUP,
                tx -> People.admit(
                        tx,
                        new VietnameseName("Tôn Nữ", "Kín Đáo"),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
        var form = school.teacher().get("/amendments/new?sheet=" + sheet.id() + "&pupil=" + stranger.id() + "&col=ck");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body()).doesNotContain("Kín Đáo");
    }

    @Test
    void a_substitute_reads_what_they_entered_and_no_more_once_their_days_are_over() {
        var sheet = open(Level.THCS);
        var school = school();
        var stranger = school.person("Bùi Văn Lạ");
        school.house.db.write(
                Governed.SETUP,
                tx -> Roll.assign(tx, Roll.open(tx, "2026-2027", 9, "9Z").id(), "toan", stranger, Governed.FROM));
        assertThat(school.house.assignments.substitute(
                        school.actor(HOA, Capacity.USE),
                        school.staff(HOA),
                        homeroom,
                        List.of("toan"),
                        school.staff("Bùi Văn Lạ"),
                        LocalDate.parse("2026-11-21"),
                        LocalDate.parse("2026-11-21")))
                .isInstanceOf(vn.sotruong.school.roll.Outcome.Done.class);
        commit(school.teacher(), sheet, "gk", "8,7");
        commit(school.in("Bùi Văn Lạ"), sheet, "tx1", "6,3");
        var here = "/sheets/" + sheet.id();
        assertThat(school.in("Bùi Văn Lạ").get(here).body()).contains("8,7", "6,3", "Yến");
        school.later(Duration.ofDays(1));
        var after = school.in("Bùi Văn Lạ").get(here);
        assertThat(after.body()).contains("6,3").doesNotContain("8,7").doesNotContain("Yến");
        assertThat(school.in("Bùi Văn Lạ")
                        .get(here + "/cells/" + pupils.getFirst() + "/gk/history")
                        .body())
                .doesNotContain("8,7");
        assertThat(school.teacher().get(here).body()).contains("8,7", "6,3");
    }
}
