package vn.sotruong.school.movements;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilStatus;

/** The forms as people use them, and as people misuse them. */
class MovementPagesTest {
    private static final Pattern REQUEST = Pattern.compile("/movements/requests/([0-9a-z]{10,40})");
    private static final byte[] PDF = "%PDF-1.7\nquyết định\n%%EOF".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(folder, "79760512", "Trường THCS Hoa Mai");
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    @Tag("scenario-19")
    void a_moved_pupils_marks_follow_and_stay_where_they_were_given() {
        town.mark(town.toanA, town.an, "tx1", 85, "lan");
        town.mark(town.toanA, town.an, "gk", 70, "lan");
        var lead = town.as("leadA");
        var asked = form(
                lead,
                here(),
                "kind",
                "CLASS_MOVE",
                "date",
                "20/11/2026",
                "homeroom",
                town.sevenB.id(),
                "reason",
                "gần nhà hơn");
        assertThat(asked.statusCode()).isEqualTo(303);
        var principal = town.as("principal");
        var list = principal.get("/movements").body();
        assertThat(list).contains("Chuyển lớp: Dương Gia An");
        var request = find(list);
        assertThat(principal.get("/movements/requests/" + request).body()).contains("Vào lớp", "gần nhà hơn", "Duyệt");
        var done = principal.post("/movements/requests/" + request + "/approve");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(principal.get(TestBrowser.location(done)).body()).contains("Đã duyệt và thực hiện", "7A → 7B");

        var newTeacher = town.as("minh").get("/sheets/" + town.toanB.id()).body();
        assertThat(row(newTeacher)).contains("value=\"8,5\"", "value=\"7,0\"", "lớp cũ 7A", "readonly");
        var oldTeacher = town.as("lan").get("/sheets/" + town.toanA.id()).body();
        assertThat(row(oldTeacher))
                .contains("value=\"8,5\"", "value=\"7,0\"", "đã rời lớp")
                .doesNotContain("name=\"m." + town.an.id() + ".tx1\"")
                .as("its window had opened before the move")
                .contains("name=\"m." + town.an.id() + ".tx2\"");
        // the author stays who entered it, whoever reads
        assertThat(town.as("minh")
                        .get("/sheets/" + town.toanB.id() + "/cells/" + town.an.id() + "/tx1/history")
                        .body())
                .contains("Trần Thị lan");
        // and neither writes over it
        for (var teacher : List.of("minh", "lan")) {
            var sheet = teacher.equals("minh") ? town.toanB : town.toanA;
            var browser = town.as(teacher);
            browser.get("/sheets/" + sheet.id());
            var answer = browser.postJson(
                    "/sheets/" + sheet.id() + "/ops",
                    "{\"ops\":[{\"op\":\"0000019aa00000000000000" + (teacher.equals("minh") ? 1 : 2) + "\",\"pupil\":\""
                            + town.an.id() + "\",\"col\":\"tx1\",\"base\":0,\"value\":\"10\"}]}");
            assertThat(answer.body()).doesNotContain("\"kept\"");
            assertThat(town.count("draft")).as(teacher).isZero();
        }
        // what is empty the new teacher fills
        var minh = town.as("minh");
        minh.get("/sheets/" + town.toanB.id());
        minh.postJson(
                "/sheets/" + town.toanB.id() + "/ops",
                "{\"ops\":[{\"op\":\"0000019aa000000000000003\",\"pupil\":\"" + town.an.id()
                        + "\",\"col\":\"tx2\",\"base\":0,\"value\":\"9\"}]}");
        assertThat(town.count("draft")).isEqualTo(1);
    }

    @Test
    void a_form_that_is_refused_keeps_what_was_typed_and_says_why() {
        var clerk = town.as("clerk");
        var answer = form(
                clerk,
                here(),
                "kind",
                "TRANSFER_OUT",
                "date",
                "21/11/2026",
                "reason",
                "theo <b>bố mẹ</b>",
                "school",
                "Trường \"X\"",
                "document",
                "7/GCT");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Ngày này chưa đến", "theo &lt;b&gt;bố mẹ&lt;/b&gt;", "7/GCT", "21/11/2026")
                .doesNotContain("<b>bố mẹ");
        assertThat(town.count("movement_request")).isZero();
    }

    @Test
    void nobody_comes_in_by_another_door() {
        assertThat(town.as("leadB").get(here()).statusCode()).isEqualTo(404);
        assertThat(town.as("lan").get(here()).statusCode()).isEqualTo(403);
        assertThat(town.as("leadA").get(here()).statusCode()).isEqualTo(200);
        assertThat(town.as("leadA").get("/movements").statusCode()).isEqualTo(403);
        assertThat(town.as("principal").get("/movements/receive").statusCode()).isEqualTo(403);
        var leadB = town.as("leadB");
        assertThat(form(leadB, here(), "kind", "DROP_OUT", "date", "20/11/2026", "reason", "x")
                        .statusCode())
                .isBetween(400, 499);
        var asked = (Done) town.desk.ask(
                town.actor("clerk"), town.who("clerk"), town.ask(Kind.DROP_OUT, "20/11/2026", null), null);
        var clerk = town.as("clerk");
        assertThat(clerk.post("/movements/requests/" + asked.id() + "/approve").statusCode())
                .isEqualTo(403);
        var vice = town.as("vice");
        assertThat(vice.post("/movements/requests/" + asked.id() + "/approve").body())
                .contains("Chỉ hiệu trưởng hoặc người được uỷ quyền");
        assertThat(leadB.post("/movements/requests/" + asked.id() + "/take-back")
                        .statusCode())
                .isEqualTo(404);
        var principal = town.as("principal");
        assertThat(principal
                        .postBare("/movements/requests/" + asked.id() + "/approve")
                        .statusCode())
                .as("without the token")
                .isEqualTo(403);
        assertThat(principal.post("/movements/requests/zzz/approve").statusCode())
                .isEqualTo(404);
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.STUDYING);
        assertThat(principal.get("/movements/events/../../x/file").statusCode()).isBetween(400, 499);
        assertThat(principal.post("/movements/events/" + asked.id() + "/file").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_paper_transfer_in_becomes_a_pupil_whose_marks_count_after_a_second_look() {
        town.clock.forward(Duration.ofDays(46));
        var clerk = town.as("clerk");
        var asked = form(
                clerk,
                "/movements/receive/paper",
                "name",
                "Võ Thị Mới",
                "born",
                "02/09/2014",
                "sex",
                "FEMALE",
                "code",
                "2660119999",
                "number",
                "",
                "date",
                "05/01/2027",
                "homeroom",
                town.sevenB.id(),
                "school",
                "Trường THCS Hoa Cúc",
                "document",
                "11/GCT",
                "reason",
                "chuyển chỗ ở");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(town.count("pupil")).isEqualTo(3);
        var principal = town.as("principal");
        var done = principal.post("/movements/requests/" + find(TestBrowser.location(asked)) + "/approve");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(town.count("pupil")).isEqualTo(4);
        var page = TestBrowser.location(done).replaceAll("\\?.*", "");
        var pupil = page.split("/", -1)[2];

        assertThat(form(
                                clerk,
                                page + "/marks",
                                "year",
                                "2026-2027",
                                "semester",
                                "1",
                                "origin",
                                "Trường THCS Hoa Cúc",
                                "m.toan.tx1",
                                "8,5",
                                "m.toan.gk",
                                "mười")
                        .body())
                .contains("Có điểm chưa đúng", "mười");
        assertThat(town.count("earlier_mark")).isZero();
        form(
                clerk,
                page + "/marks",
                "year",
                "2026-2027",
                "semester",
                "1",
                "origin",
                "Trường THCS Hoa Cúc",
                "m.toan.tx1",
                "8,5",
                "m.toan.tx2",
                "9",
                "m.toan.tx3",
                "7",
                "m.toan.tx4",
                "10",
                "m.toan.gk",
                "8",
                "m.toan.ck",
                "9,0",
                "m.gdtc.tx1",
                "Đ");
        assertThat(town.count("earlier_mark")).isEqualTo(7);
        assertThat(sheetRow(pupil)).as("not confirmed yet").doesNotContain("8,5");

        var own = clerk.get(page).body();
        assertThat(own).doesNotContain("name=\"mark\"").contains("chờ xác nhận");
        var marks = principal.get(page).body();
        var ids = Pattern.compile("name=\"mark\" value=\"([0-9a-z]+)\"")
                .matcher(marks)
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(ids).hasSize(7);
        var fields = new java.util.ArrayList<>(List.of("held", "yes"));
        ids.forEach(id -> fields.addAll(List.of("mark", id)));
        assertThat(clerk.post(page + "/marks/hold", fields.toArray(String[]::new))
                        .body())
                .contains("Người đề nghị hoặc nhập điểm không tự duyệt được");
        assertThat(principal
                        .post(page + "/marks/hold", fields.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
        // (8,5 + 9 + 7 + 10 + 2·8 + 3·9) / 9 = 8,6
        assertThat(sheetRow(pupil)).contains("value=\"8,5\"", "Trường THCS Hoa Cúc", "<td class=\"av\">8,6</td>");
        assertThat(town.findings()).isEmpty();
    }

    @Test
    void earlier_marks_need_a_transfer_in_of_that_year_and_an_open_book_twice() {
        var typed = List.of(new EarlierMarks.Typed("toan", "tx1", "10"));
        assertThat(enter(typed, "2026-2027")).isEqualTo(new Outcome.Refused(Reason.NO_TRANSFER_IN));
        town.arrived(town.an);
        assertThat(enter(typed, "2025-2026")).isEqualTo(new Outcome.Refused(Reason.NO_TRANSFER_IN));
        var lock = town.sevenA.id() + "toan" + "tx1";
        town.shut.add(lock);
        assertThat(enter(typed, "2026-2027")).isEqualTo(new Outcome.Refused(Reason.MARK_LOCKED));
        assertThat(town.count("earlier_mark")).isZero();

        town.shut.clear();
        assertThat(enter(typed, "2026-2027")).isInstanceOf(Outcome.Done.class);
        town.shut.add(lock);
        assertThat(hold(true)).isEqualTo(new Outcome.Refused(Reason.MARK_LOCKED));
        assertThat(told("principal")).containsExactly("movements.today.marks");
        assertThat(told("leadA")).as("leads the class").containsExactly("movements.today.marks");
        assertThat(told("clerk")).as("typed them").isEmpty();
        assertThat(told("lan")).isEmpty();
        assertThat(hold(false)).isInstanceOf(Outcome.Done.class);
        assertThat(told("principal")).isEmpty();
    }

    @Test
    void only_what_was_earned_before_the_arrival_counts() {
        town.arrived(town.an, LocalDate.parse("2026-10-12"));
        var running = List.of(new EarlierMarks.Typed("toan", "tx1", "8"), new EarlierMarks.Typed("toan", "gk", "7"));
        assertThat(enter(running, "2026-2027", "2")).isEqualTo(new Outcome.Refused(Reason.MARK_AFTER_ARRIVAL));
        for (var col : List.of("ck", "tb")) {
            assertThat(enter(List.of(new EarlierMarks.Typed("toan", col, "10")), "2026-2027", "1"))
                    .as(col)
                    .isEqualTo(new Outcome.Refused(Reason.MARK_TERM_RAN_ON));
        }
        assertThat(town.count("earlier_mark")).isZero();
        assertThat(enter(running, "2026-2027", "1")).isInstanceOf(Outcome.Done.class);

        town.arrived(town.an, LocalDate.parse("2027-02-01"));
        assertThat(enter(List.of(new EarlierMarks.Typed("toan", "tb", "7,5")), "2026-2027", "1"))
                .isInstanceOf(Outcome.Done.class);
        assertThat(enter(running, "2026-2027", "2")).isInstanceOf(Outcome.Done.class);
        assertThat(enter(List.of(new EarlierMarks.Typed("toan", "ck", "7,5")), "2026-2027", "2"))
                .isEqualTo(new Outcome.Refused(Reason.MARK_TERM_RAN_ON));
    }

    @Test
    void nothing_is_exempted_in_a_book_that_is_shut() {
        town.write(tx -> {
            People.complete(tx, town.an.id(), Map.of("disability", "VISION"), "hồ sơ");
            return null;
        });
        town.shut.add(town.sevenA.id() + "toan1");
        assertThat(plan("10/01/2027", "")).isEqualTo(new Outcome.Refused(Reason.EXEMPTION_BOOK_LOCKED));
        assertThat(plan("16/01/2027", "")).as("after that term").isInstanceOf(Outcome.Done.class);
        assertThat(plan("10/09/2026", "20/09/2026")).isEqualTo(new Outcome.Refused(Reason.EXEMPTION_BOOK_LOCKED));
        var id = town.db
                .read(handle -> Movements.listExemptions(handle, town.an.id()))
                .getFirst()
                .id();
        town.shut.add(town.sevenA.id() + "toan2");
        assertThat(town.exemptions.decide(town.actor("principal"), town.who("principal"), id, true, 0))
                .as("shut meanwhile")
                .isEqualTo(new Outcome.Refused(Reason.EXEMPTION_BOOK_LOCKED));
        assertThat(town.exemptions.decide(town.actor("principal"), town.who("principal"), id, false, 0))
                .isInstanceOf(Outcome.Done.class);
    }

    private Outcome plan(String from, String until) {
        return town.exemptions.ask(
                town.actor("leadA"),
                town.who("leadA"),
                town.an.id(),
                new Exemptions.Form("toan", "DISABILITY_PLAN", from, until, "kế hoạch cá nhân", "9/QĐ"),
                null);
    }

    private Outcome enter(List<EarlierMarks.Typed> typed, String year) {
        return enter(typed, year, "1");
    }

    private Outcome enter(List<EarlierMarks.Typed> typed, String year, String semester) {
        return town.marks.enter(
                town.actor("clerk"), town.who("clerk"), town.an.id(), year, semester, "Trường cũ", typed, null);
    }

    private List<String> told(String name) {
        return town.db.read(handle -> town.desk.notices(handle, town.who(name), Town.START.plusDays(30))).stream()
                .map(each -> each.key())
                .toList();
    }

    private Outcome hold(boolean right) {
        var ids = town.db.<List<EarlierMark>>read(handle -> Movements.listEarlierMarks(handle, town.an.id())).stream()
                .map(EarlierMark::id)
                .toList();
        return town.marks.hold(town.actor("principal"), town.who("principal"), town.an.id(), ids, right);
    }

    @Test
    void an_own_mark_goes_before_a_brought_one_and_a_brought_average_stands_until_there_is_one() {
        town.arrived(town.an, LocalDate.parse("2027-01-08"));
        var clerk = town.as("clerk");
        var principal = town.as("principal");
        form(
                clerk,
                here() + "/marks",
                "year",
                "2026-2027",
                "semester",
                "1",
                "origin",
                "Trường cũ",
                "m.toan.tb",
                "7,7",
                "m.toan.tx1",
                "5");
        town.mark(town.toanA, town.an, "tx1", 90, "lan");
        var ids = Pattern.compile("name=\"mark\" value=\"([0-9a-z]+)\"")
                .matcher(principal.get(here()).body())
                .results()
                .map(each -> each.group(1))
                .toList();
        principal.post(here() + "/marks/hold", "held", "yes", "mark", ids.get(0), "mark", ids.get(1));
        var row = row(town.as("lan").get("/sheets/" + town.toanA.id()).body());
        assertThat(row).contains("value=\"9,0\"", "<td class=\"av\">7,7</td>").doesNotContain("value=\"5,0\"");
    }

    @Test
    void an_exempt_pupil_gets_no_mark_and_only_the_practical_part_changes_nothing() {
        town.write(tx -> {
            People.complete(tx, town.an.id(), Map.of("disability", "VISION"), "hồ sơ");
            return null;
        });
        var lead = town.as("leadA");
        assertThat(form(
                                lead,
                                here() + "/exemptions",
                                "subject",
                                "toan",
                                "exemption",
                                "PRACTICE_ONLY",
                                "from",
                                "05/09/2026",
                                "why",
                                "x",
                                "decision",
                                "9/QĐ")
                        .body())
                .contains("Chỉ miễn phần thực hành");
        assertThat(form(
                                lead,
                                here() + "/exemptions",
                                "subject",
                                "toan",
                                "exemption",
                                "DISABILITY_PLAN",
                                "from",
                                "05/09/2026",
                                "why",
                                "kế hoạch cá nhân",
                                "decision",
                                "9/QĐ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(row(town.as("lan").get("/sheets/" + town.toanA.id()).body())).doesNotContain("Miễn");
        var principal = town.as("principal");
        var id = Pattern.compile("/movements/exemptions/([0-9a-z]+)/approve")
                .matcher(principal.get(here()).body())
                .results()
                .map(each -> each.group(1))
                .findFirst()
                .orElseThrow();
        assertThat(lead.post("/movements/exemptions/" + id + "/approve").statusCode())
                .isEqualTo(403);
        assertThat(principal.post("/movements/exemptions/" + id + "/approve").statusCode())
                .isEqualTo(303);
        var lan = town.as("lan");
        assertThat(row(lan.get("/sheets/" + town.toanA.id()).body()))
                .contains("Miễn")
                .doesNotContain("name=\"m.");
        var answer = lan.postJson(
                "/sheets/" + town.toanA.id() + "/ops",
                "{\"ops\":[{\"op\":\"0000019aa000000000000009\",\"pupil\":\"" + town.an.id()
                        + "\",\"col\":\"tx1\",\"base\":0,\"value\":\"10\"}]}");
        assertThat(answer.body()).contains("được miễn môn này");
        assertThat(town.count("draft")).isZero();
        assertThat(town.db.<Boolean>read(handle -> Movements.exempt(handle, town.an.id(), "toan", Town.START)
                        .isPresent()))
                .isTrue();
    }

    @Test
    void a_crafted_name_in_a_file_stays_text_on_every_page() {
        try (var other = new Town(folder.resolve("other"), "79760999", "Trường <script>alert(1)</script>")) {
            var pupil = other.enrol("<script>alert(2)</script> =HYPERLINK(\"x\")", "2660110001", other.sevenA);
            other.move(new Ask(
                    Kind.TRANSFER_OUT.name(), pupil.id(), "20/11/2026", "", "\"><img src=x>", "../../x", "", "1/GCT"));
            var event = other.db.<String>read(
                    handle -> Movements.list(handle, pupil.id()).getFirst().id());
            var file = other.transfers.issue(event).orElseThrow();
            var clerk = town.as("clerk");
            clerk.get("/movements/receive");
            var answer = upload(clerk, "/movements/receive/file", "file", "../../../../etc/passwd", file.bytes());
            assertThat(answer.statusCode()).isEqualTo(303);
            var preview = clerk.get("/movements/receive").body();
            assertThat(preview).contains("&lt;script&gt;").doesNotContain("<script>alert", "<img src=x");
            var asked = clerk.post("/movements/receive/ask", "date", "20/11/2026", "homeroom", town.sevenA.id());
            assertThat(asked.statusCode()).isEqualTo(303);
            var principal = town.as("principal");
            var request = find(TestBrowser.location(asked));
            assertThat(principal.get("/movements/requests/" + request).body())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script>alert");
            assertThat(principal
                            .post("/movements/requests/" + request + "/approve")
                            .body())
                    .contains("Chưa đánh dấu đã so dấu vân tay");
            assertThat(principal
                            .post("/movements/requests/" + request + "/approve", "compared", "yes")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(principal.get("/movements").body()).doesNotContain("<script>alert", "<img src=x");
            assertThat(principal.get("/movements.xlsx").statusCode()).isEqualTo(200);
            assertThat(upload(clerk, "/movements/receive/file", "file", "lai.p7m", file.bytes())
                            .body())
                    .contains("đã được nhận");
        }
    }

    @Test
    @Tag("browser")
    void it_stands_on_a_desk_and_on_a_phone() {
        town.mark(town.toanA, town.an, "tx1", 85, "lan");
        town.mark(town.toanA, town.an, "gk", 70, "lan");
        town.move(town.ask(Kind.CLASS_MOVE, "10/10/2026", town.sevenB));
        town.move(town.ask(Kind.TRANSFER_OUT, "12/11/2026", null));
        var binh = town.enrol("Trần Thị Bình Minh", "2660112222", town.sevenA);
        town.arrived(binh);
        town.desk.ask(town.actor("clerk"), town.who("clerk"), town.ask(binh, Kind.PAUSE, "20/11/2026", null), null);
        form(
                town.as("clerk"),
                "/pupils/" + binh.id() + "/movements/marks",
                "year",
                "2026-2027",
                "semester",
                "1",
                "origin",
                "Trường THCS Hoa Cúc",
                "m.toan.tx1",
                "8,5",
                "m.gdtc.tx1",
                "Đ");
        form(
                town.as("leadA"),
                "/pupils/" + binh.id() + "/movements/exemptions",
                "subject",
                "gdtc",
                "exemption",
                "PRACTICE_ONLY",
                "from",
                "05/09/2026",
                "why",
                "bệnh án số 3",
                "decision",
                "9/QĐ");
        var request = find(town.as("clerk").get("/movements").body());
        try (var chromium = new Chromium()) {
            for (var phone : List.of(false, true)) {
                var page = phone ? chromium.phone() : chromium.desk();
                var size = phone ? "-390" : "-1366";
                see(page, "clerk", "/movements", "movements-list" + size);
                see(page, "clerk", "/movements/receive", "movements-receive" + size);
                see(page, "clerk", here(), "movements-pupil-left" + size);
                see(page, "clerk", "/pupils/" + binh.id() + "/movements/marks", "movements-marks" + size);
                see(page, "principal", "/pupils/" + binh.id() + "/movements", "movements-pupil" + size);
                see(page, "principal", "/movements/requests/" + request, "movements-request" + size);
                see(page, "leadA", "/pupils/" + binh.id() + "/movements", "movements-lead" + size);
                see(page, "lan", "/sheets/" + town.toanA.id(), "movements-sheet" + size);
            }
        }
    }

    private void see(Page page, String who, String path, String shot) {
        page.navigate(town.door().web().address().resolve("/enter/" + who).toString());
        page.navigate(town.door().web().address().resolve(path).toString());
        Chromium.shoot(page, shot);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as(shot)
                .isLessThanOrEqualTo(page.viewportSize().width);
    }

    private String here() {
        return "/pupils/" + town.an.id() + "/movements";
    }

    private String row(String sheet) {
        return row(sheet, town.an.id());
    }

    private static String row(String sheet, String pupil) {
        var from = sheet.indexOf("<tr data-pupil=\"" + pupil);
        assertThat(from).isPositive();
        return sheet.substring(from, sheet.indexOf("</tr>", from));
    }

    private String sheetRow(String pupil) {
        return row(town.as("minh").get("/sheets/" + town.toanB.id()).body(), pupil);
    }

    private static String find(String text) {
        var found = REQUEST.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** A form with a scan, as a browser sends it. */
    private static HttpResponse<String> form(TestBrowser browser, String path, String... fields) {
        browser.get(path.contains("/receive") ? "/movements/receive" : path.replaceAll("/exemptions$", ""));
        var edge = "----edge";
        var body = new StringBuilder();
        for (var i = 0; i < fields.length; i += 2) {
            body.append(part(edge, fields[i], "")).append(fields[i + 1]).append("\r\n");
        }
        body.append(part(edge, "csrf", "")).append(browser.token()).append("\r\n");
        body.append(part(edge, "paper", "; filename=\"../../quyet dinh.pdf\""))
                .append(new String(PDF, StandardCharsets.UTF_8))
                .append("\r\n--")
                .append(edge)
                .append("--\r\n");
        return browser.send(browser.request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static HttpResponse<String> upload(
            TestBrowser browser, String path, String field, String name, byte[] file) {
        return browser.upload(path, field, name, file);
    }

    private static String part(String edge, String name, String more) {
        return "--" + edge + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
    }
}
