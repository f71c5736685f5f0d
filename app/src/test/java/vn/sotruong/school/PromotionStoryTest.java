package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attendance.Kind;
import vn.sotruong.school.attendance.Mark;
import vn.sotruong.school.attendance.Marker;
import vn.sotruong.school.attendance.Slot;
import vn.sotruong.school.attendance.Told;
import vn.sotruong.school.conduct.Author;
import vn.sotruong.school.conduct.Typed;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Correction;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.promotion.Review;
import vn.sotruong.school.promotion.State;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Xét lên lớp, qua cửa của cả ngôi nhà: from the homeroom teacher's list to the principal's decision, and the summer. */
class PromotionStoryTest {
    private static final Duration TO_FEBRUARY = Duration.ofDays(80);
    private static final String LAN = "Trần Thị Lan";
    private static final String ART_TEACHER = "Đỗ Mỹ Dung";
    private static final String YEAR = "2026-2027";
    private static final String AN = "Lê Văn An";
    private static final String BINH = "Phạm Thanh Bình";
    private static final String CHI = "Ngô Thị Chi";
    private static final String DUNG = "Vũ Tiến Dũng";
    private static final String GIANG = "Hồ Hương Giang";
    private static final String HAI = "Trịnh Văn Hải";
    private static final List<Subject> SUBJECTS = Stream.concat(
                    Curriculum.LOWER_SECONDARY.stream(),
                    Stream.of(new Subject("mithuat", "Mĩ thuật", Subject.Kind.COMMENT, 40)))
            .toList();
    private static final Pattern COMMIT_SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");

    /** Five subjects reach 5,0, three do not. */
    private static final Map<String, String> WEAK = Map.of(
            "nguvan",
            "50",
            "toan",
            "40",
            "ngoaingu",
            "50",
            "gdcd",
            "50",
            "khtn",
            "40",
            "lsdl",
            "50",
            "congnghe",
            "50",
            "tinhoc",
            "40");

    @TempDir
    private Path folder;

    private Governed school;
    private long ops = 0x19c_0000_0000L;

    private final Map<String, String> pupils = new LinkedHashMap<>();
    private final Map<String, String> sheets = new HashMap<>();
    private String homeroom = "";
    private String leader = LAN;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        for (var name : List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        school.person(ART_TEACHER);
        school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, YEAR);
            SchoolYears.add(tx, SUBJECTS.getLast());
            return null;
        });
        school.later(TO_FEBRUARY);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void room(List<String> names) {
        homeroom = school.house.db.write(Governed.SETUP, tx -> {
            var opened = Roll.open(tx, YEAR, 8, "8A1");
            Roll.lead(tx, opened.id(), school.staff(leader), Governed.FROM);
            for (var subject : SUBJECTS) {
                var teacher = subject.id().equals("mithuat") ? ART_TEACHER : LAN;
                Roll.assign(tx, opened.id(), subject.id(), school.staff(teacher), Governed.FROM);
                for (var semester = 1; semester <= 2; semester++) {
                    var sheet = subject.kind() == Subject.Kind.COMMENT
                            ? Gradebook.openComment(tx, opened.id(), subject.id(), semester)
                            : Gradebook.open(tx, opened.id(), subject.id(), semester, 2);
                    sheets.put(subject.id() + semester, sheet.id());
                }
            }
            enrol(tx, opened, names);
            return opened.id();
        });
    }

    private void enrol(Tx tx, Homeroom into, List<String> names) {
        var admitted = new ArrayList<Pupil>();
        for (var name : names) {
            var pupil = People.admit(
                    tx, VietnameseName.split(name), LocalDate.parse("2013-03-01"), Sex.FEMALE, null, null, null);
            admitted.add(pupil);
            pupils.put(name, pupil.id());
        }
        Roll.enrol(tx, into, admitted, Governed.FROM);
    }

    private String id(String name) {
        return Objects.requireNonNull(pupils.get(name));
    }

    /**
     * Types and commits every mark of both terms through the grid.
     *
     * @param weak whose marks do not suffice
     * @param left cells that stay empty: pupil, subject, term, column
     */
    private void marks(Set<String> weak, Set<String> left) {
        for (var subject : SUBJECTS) {
            for (var semester = 1; semester <= 2; semester++) {
                var typed = new ArrayList<String>();
                for (var name : pupils.keySet()) {
                    var value = subject.kind() == Subject.Kind.COMMENT
                            ? "Đ"
                            : weak.contains(name) ? WEAK.getOrDefault(subject.id(), "50") : "80";
                    for (var column : List.of("tx1", "tx2", "gk", "ck")) {
                        if (!left.contains(String.join(" ", name, subject.id(), "" + semester, column))
                                && !left.contains(String.join(" ", name, subject.id()))) {
                            typed.add(op(id(name), column, value));
                        }
                    }
                }
                commit(subject.id().equals("mithuat") ? ART_TEACHER : LAN, subject.id() + semester, typed);
            }
        }
    }

    private void commit(String teacher, String sheet, List<String> typed) {
        var browser = school.in(teacher);
        var here = "/sheets/" + sheets.get(sheet);
        browser.get(here);
        var kept = browser.postJson(here + "/ops", "{\"ops\":[" + String.join(",", typed) + "]}");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        var question = COMMIT_SEAL.matcher(browser.get(here + "/commit").body());
        var fields = new ArrayList<String>();
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        assertThat(fields).as(kept.body()).isNotEmpty();
        var answer = browser.post(here + "/commit", fields.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private String op(String pupil, String column, String value) {
        return "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                .formatted(ops++, pupil, column, value);
    }

    private void conduct(Map<String, String> levels) {
        var author = new Author(school.actor(leader, Capacity.USE), school.staff(leader), Set.of(Need.HOMEROOM));
        for (var semester = 1; semester <= 2; semester++) {
            var typed = pupils.entrySet().stream()
                    .filter(each -> !each.getKey().equals(HAI))
                    .map(each -> new Typed(
                            each.getValue(),
                            levels.getOrDefault(each.getKey(), "T"),
                            levels.containsKey(each.getKey()) ? "Nhiều lần vi phạm" : ""))
                    .toList();
            var done = school.house.conduct.enter(author, homeroom, "G" + semester, typed);
            assertThat(done).isInstanceOf(vn.sotruong.school.conduct.Outcome.Done.class);
        }
    }

    private void exempt(String pupil, String subject, String kind) {
        var lan = school.teacher();
        var here = "/pupils/" + id(pupil) + "/movements";
        lan.get(here);
        var asked = lan.uploadWith(
                here + "/exemptions",
                Map.of(
                        "subject", subject,
                        "exemption", kind,
                        "from", "05/09/2026",
                        "why", "Giấy của bệnh viện",
                        "decision", "9/QĐ"),
                "paper",
                "",
                new byte[0]);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        var principal = school.principal();
        var form = Pattern.compile("/movements/exemptions/([0-9a-z]+)/approve")
                .matcher(principal.get(here).body());
        assertThat(form.find()).isTrue();
        assertThat(principal
                        .post("/movements/exemptions/" + form.group(1) + "/approve")
                        .statusCode())
                .isEqualTo(303);
    }

    // --- the acts as people do them

    private String here() {
        return "/classes/" + homeroom + "/promotion";
    }

    private String summer() {
        return "/classes/" + homeroom + "/summer";
    }

    private String page(TestBrowser browser) {
        var page = browser.get(here());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private HttpResponse<String> act(TestBrowser browser, String act, String... fields) {
        browser.get(here());
        return browser.post(here() + "/" + act, fields);
    }

    private HttpResponse<String> actInSummer(TestBrowser browser, String act, String... fields) {
        browser.get(summer());
        return browser.post(summer() + "/" + act, fields);
    }

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private static void refused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(why);
    }

    private HttpResponse<String> approve(TestBrowser browser, String path) {
        var seal = SEAL.matcher(browser.get(path).body());
        return browser.post(path + "/approve", "checked", "yes", "seal", seal.find() ? seal.group(1) : "0");
    }

    private HttpResponse<String> issue() {
        return act(school.principal(), "issue", "decision", "45/QĐ-THCS", "issued", "2027-02-10");
    }

    private void listed() {
        done(act(school.teacher(), "list"));
        done(act(school.teacher(), "submit"));
    }

    private Review review(String name) {
        return school.house.db.read(
                handle -> Promotion.find(handle, YEAR, id(name)).orElseThrow());
    }

    private String state(String name) {
        return review(name).state() + " "
                + review(name).outcome().map(Enum::name).orElse("NOT_CONSIDERED");
    }

    /** All rows of a pupil. */
    private static String row(String page, String name) {
        var at = page.indexOf(">" + name + "</th>");
        assertThat(at).as(name).isPositive();
        var next = page.indexOf("<th scope=\"row\"", at);
        return page.substring(at, next < 0 ? page.indexOf("</table>", at) : next);
    }

    @Test
    @Tag("scenario-16")
    @Tag("art:002-12.7")
    @Tag("art:003-5.4")
    void approval_waits_for_every_cell_and_names_it_with_its_teacher_and_an_exempt_subject_waits_for_nothing() {
        room(List.of(AN, BINH, CHI));
        disabled(BINH);
        exempt(BINH, "mithuat", "DISABILITY_PLAN");
        marks(Set.of(), Set.of(CHI + " mithuat 2 ck", BINH + " mithuat"));
        conduct(Map.of());
        done(act(school.teacher(), "list"));
        done(act(school.teacher(), "submit"));
        assertThat(state(BINH)).as("the exempt subject does not block").isEqualTo("SUBMITTED CAN_QUYET_DINH");
        var principal = school.principal();
        done(rule(BINH, "LEN_LOP", "7/QĐ"));
        var page = page(principal);
        assertThat(page)
                .contains("<b>" + CHI + "</b>: Mĩ thuật, học kỳ II, cuối kỳ (" + ART_TEACHER + " nhập)")
                .contains("<li>Mĩ thuật – " + ART_TEACHER + ": 1 em (học kỳ II: cuối kỳ)</li>")
                .doesNotContain("<details open", "<b>" + BINH + "</b>: Mĩ thuật")
                .containsPattern("<button class=\"btn go\" disabled><svg[^>]*><use[^>]*></svg>Duyệt");
        // whoever is in no list yet is not finished either
        assertThat(principal.get("/promotion").body())
                .containsPattern(
                        "promotion\">8A1</a></th><td class=\"n\">3</td>(<td class=\"n\">\\d</td>){8}<td class=\"n\">3</td>");
        assertThat(principal.get("/promotion/list?kind=OPEN").body()).contains(CHI, "Chưa lập danh sách");
        // a crafted request is refused as the button would be
        refused(approve(principal, here()), "Lớp còn thiếu kết quả");
        assertThat(state(AN)).isEqualTo("SUBMITTED LEN_LOP");
        assertThat(school.house.db.<Boolean>read(
                        handle -> Promotion.find(handle, YEAR, id(CHI)).isEmpty()))
                .isTrue();
        // the last cell comes; then it goes through
        commit(ART_TEACHER, "mithuat2", List.of(op(id(CHI), "ck", "Đ")));
        assertThat(page(principal)).doesNotContain("disabled>").contains("Đủ, chưa lập");
        listed();
        done(approve(principal, here()));
        assertThat(List.of(state(AN), state(BINH), state(CHI))).containsOnly("APPROVED_1 LEN_LOP");
        done(issue());
        assertThat(List.of(state(AN), state(BINH), state(CHI))).containsOnly("FINAL LEN_LOP");
        assertThat(review(AN).goesUp()).isTrue();
        assertThat(principal.get("/promotion/list?kind=UP&q=binh").body())
                .contains(BINH, "Cộng: 1 em (cả danh sách: 3 em)")
                .doesNotContain(CHI);
        assertThat(principal.get("/promotion/list?kind=UP&q=chi").body()).contains(CHI, "Học sinh Giỏi");
        onPaper(principal);
    }

    /** The list as a file to print: dated, by its decision, with every pupil and the lines to sign on. */
    private void onPaper(TestBrowser principal) {
        var list = "/promotion/list?kind=UP&class=" + homeroom;
        assertThat(principal.get(list).body()).contains("/promotion/list.pdf?year=" + YEAR + "&amp;kind=UP");
        assertThat(text(principal.download(list.replace("list?", "list.pdf?"))))
                .containsIgnoringCase("danh sách được lên lớp")
                .contains(AN, BINH, CHI, "Học sinh Giỏi", "Cộng: 3 em", LAN)
                .contains("GIÁO VIÊN CHỦ NHIỆM", "HIỆU TRƯỞNG", "Theo quyết định số")
                .containsPattern("Lập từ sổ lúc [0-9:]+ [0-9]{2}/[0-9]{2}/[0-9]{4}");
        assertThat(text(principal.download("/promotion/list.pdf?kind=UP&q=binh")))
                .contains(BINH)
                .doesNotContain(CHI);
    }

    private static String text(byte[] file) {
        try (var document = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("art:002-12.7")
    void a_principal_who_leads_a_class_never_approves_it_and_without_a_deputy_the_superior_decides() {
        leader = "Nguyễn Thị Hoa";
        room(List.of(AN));
        marks(Set.of(), Set.of());
        conduct(Map.of());
        var principal = school.principal();
        // the confirmations of a term
        for (var subject : SUBJECTS) {
            done(confirm(school.in(subject.id().equals("mithuat") ? ART_TEACHER : LAN), "SUBJECT", subject.id()));
        }
        done(confirm(principal, "HOMEROOM", ""));
        assertThat(confirm(principal, "PRINCIPAL", "").body()).contains("không tự duyệt sổ lớp này");
        done(confirm(school.vice(), "PRINCIPAL", ""));
        assertThat(principal.get("/classes/" + homeroom + "/results?term=1").body())
                .contains("Phó hiệu trưởng Vũ Mai Hương duyệt thay, vì hiệu trưởng Nguyễn Thị Hoa");
        // the review
        done(act(principal, "list"));
        done(act(principal, "submit"));
        assertThat(page(principal)).contains("nên không tự duyệt").doesNotContain("/promotion/approve");
        refused(approve(principal, here()), "nên không tự duyệt");
        assertThat(school.vice().get("/").body()).contains("1 lớp chờ duyệt xét lên lớp: 8A1");
        assertThat(principal.get("/").body()).doesNotContain("chờ duyệt xét lên lớp");
        assertThat(school.in("Đỗ Ban Một").get("/board/approvals").body()).contains("Không có việc nào chờ");
        done(approve(school.vice(), here()));
        assertThat(page(principal)).contains("Phó hiệu trưởng Vũ Mai Hương duyệt thay");
        assertThat(act(school.vice(), "issue", "decision", "1/QĐ", "issued", "2027-02-10")
                        .statusCode())
                .isEqualTo(422);
        // it begins again, and there is no deputy any more
        done(act(principal, "reopen", "pupil", id(AN), "why", "xem lại"));
        done(act(principal, "list"));
        done(act(principal, "submit"));
        school.house.db.write(Governed.SETUP, tx -> {
            var today = LocalDate.ofInstant(tx.now(), Formats.ZONE);
            var post = Accounts.postsInForce(tx.handle(), today).stream()
                    .filter(each -> each.kind() == Post.Kind.VICE_PRINCIPAL)
                    .findFirst()
                    .orElseThrow();
            Accounts.end(tx, post, today, "chuyển công tác");
            return null;
        });
        assertThat(approve(school.vice(), here()).statusCode()).isBetween(400, 499);
        refused(approve(principal, here()), "nên không tự duyệt");
        var member = school.in("Đỗ Ban Một");
        assertThat(member.get("/").body()).contains("Có 1 việc của lớp hiệu trưởng chủ nhiệm");
        assertThat(member.get("/board/approvals").body()).contains("Xét lên lớp, lớp 8A1", AN + ": Được lên lớp");
        refused(record(member, "", "77/QĐ-PGD", "2027-02-01", "Duyệt"), "đánh dấu vào ô xác nhận");
        refused(record(member, "yes", "", "2027-02-01", "Duyệt"), "Chưa ghi số quyết định");
        refused(record(member, "yes", "77/QĐ-PGD", "2030-02-01", "Duyệt"), "sau ngày hôm nay");
        refused(record(member, "yes", "77/QĐ-PGD", "2027-02-01", ""), "Cần ảnh chụp quyết định");
        assertThat(record(principal, "yes", "77/QĐ-PGD", "2027-02-01", "Duyệt").statusCode())
                .isEqualTo(403);
        assertThat(state(AN)).isEqualTo("SUBMITTED LEN_LOP");
        done(record(member, "yes", "77/QĐ-PGD", "2027-02-01", "Duyệt danh sách lớp 8A1"));
        assertThat(state(AN)).isEqualTo("APPROVED_1 LEN_LOP");
        assertThat(page(principal)).contains("Duyệt theo quyết định 77/QĐ-PGD ngày 01/02/2027 của cấp trên");
        assertThat(member.get("/board/approvals").body())
                .contains("77/QĐ-PGD", "Duyệt danh sách lớp 8A1", "Không có việc nào chờ");
        refused(record(member, "yes", "77/QĐ-PGD", "2027-02-01", "Duyệt"), "không còn chờ");
        done(issue());
        assertThat(school.lines("stand_in")).hasSize(3);
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE stand_in SET number = 'x'")))
                .isInstanceOf(RuntimeException.class);
    }

    private HttpResponse<String> confirm(TestBrowser browser, String step, String subject) {
        var page = browser.get("/classes/" + homeroom + "/results?term=1").body();
        var form = Pattern.compile(
                        "name=\"step\" value=\"" + step + "\"><input type=\"hidden\" name=\"subject\" value=\""
                                + subject + "\"><input type=\"hidden\" name=\"seal\" value=\"([0-9a-f]+)\"")
                .matcher(page);
        return browser.post(
                "/classes/" + homeroom + "/results/confirm",
                "term",
                "1",
                "step",
                step,
                "subject",
                subject,
                "seal",
                form.find() ? form.group(1) : "0",
                "checked",
                "yes");
    }

    /** What the superior decided, as a member of the board types it. */
    private HttpResponse<String> record(TestBrowser browser, String checked, String number, String date, String said) {
        var page = browser.get("/board/approvals").body();
        var form = Pattern.compile(
                        "name=\"about\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"seal\" value=\"([0-9a-f]+)\"")
                .matcher(page);
        var found = form.find();
        return browser.uploadWith(
                "/board/approvals",
                Map.of(
                        "about", found ? form.group(1) : "PROMOTION-3-" + homeroom,
                        "seal", found ? form.group(2) : "0",
                        "checked", checked,
                        "number", number,
                        "date", date,
                        "said", said),
                "paper",
                "",
                new byte[0]);
    }

    private void disabled(String name) {
        school.house.db.write(Governed.SETUP, tx -> {
            People.complete(tx, id(name), Map.of("disability", "MOBILITY"), "hồ sơ khuyết tật");
            return null;
        });
    }

    private void sixPupils() {
        room(List.of(AN, BINH, CHI, DUNG, GIANG, HAI));
        disabled(GIANG);
        exempt(GIANG, "gdtc", "DISABILITY_PLAN");
        marks(Set.of(BINH, DUNG), Set.of());
        school.house.db.write(Governed.SETUP, tx -> {
            People.changeStatus(tx, People.getPupil(tx.handle(), id(HAI)), PupilStatus.PAUSED, "Tạm nghỉ");
            return null;
        });
        conduct(Map.of(CHI, "C"));
    }

    @Test
    @Tag("art:002-12.7")
    @Tag("art:002-13.6")
    @Tag("art:003-9.3")
    @Tag("art:tt22-12")
    void the_homeroom_teacher_lists_the_principal_decides_and_a_change_afterwards_begins_again_with_one_pupil() {
        sixPupils();
        var lan = school.teacher();
        var principal = school.principal();
        // nobody but the homeroom teacher lists, nobody but the principal decides
        for (var browser : List.of(school.vice(), school.in(ART_TEACHER), school.admin(), principal)) {
            assertThat(act(browser, "list").statusCode()).isIn(403, 422);
        }
        assertThat(school.in(ART_TEACHER).get(here()).statusCode()).isIn(403, 422);
        listed();
        // what is kept still knows whose plan was their own
        assertThat(Stream.of(AN, GIANG)
                        .map(each -> school.house.db.read(handle -> Results.kept(
                                        handle,
                                        Results.find(handle, "2026-2027", id(each))
                                                .orElseThrow())
                                .year()
                                .disabled())))
                .containsExactly(false, true);
        assertThat(Stream.of(AN, BINH, CHI, DUNG, GIANG, HAI).map(this::state))
                .containsExactly(
                        "SUBMITTED LEN_LOP",
                        "SUBMITTED KIEM_TRA_LAI",
                        "SUBMITTED REN_LUYEN_HE",
                        "SUBMITTED KIEM_TRA_LAI",
                        "SUBMITTED CAN_QUYET_DINH",
                        "SUBMITTED NOT_CONSIDERED");
        assertThat(principal.get("/").body()).contains("1 lớp chờ duyệt xét lên lớp: 8A1");
        assertThat(row(page(principal), BINH)).contains("Toán, Khoa học tự nhiên, Tin học");
        for (var browser : List.of(school.vice(), lan, school.in("Đỗ Ban Một"))) {
            assertThat(approve(browser, here()).statusCode()).isIn(403, 422);
        }
        // the rules leave one pupil to the principal: nothing is approved before the written ruling
        refused(approve(principal, here()), "quyết định bằng văn bản");
        refused(rule(GIANG, "LEN_LOP", ""), "Chưa có số quyết định");
        refused(rule(GIANG, "CA_HAI", "7/QĐ"), "không cho vừa kiểm tra lại vừa rèn luyện hè");
        refused(rule(GIANG, "KIEM_TRA_LAI", "7/QĐ"), "không có môn nào được kiểm tra lại");
        refused(rule(AN, "O_LAI_LOP", "7/QĐ"), "không quyết định khác được");
        done(rule(GIANG, "LEN_LOP", "7/QĐ"));
        // handed back, listed again
        refused(act(principal, "return", "pupil", id(DUNG), "why", " "), "Chưa có lý do");
        done(act(principal, "return", "pupil", id(DUNG), "why", "Xem lại điểm Tin học"));
        assertThat(page(lan)).contains("Hiệu trưởng trả lại: Xem lại điểm Tin học");
        assertThat(lan.get("/").body()).contains("Lớp 8A1 có học sinh phải lập lại");
        listed();
        // a day away after the list was made changes nothing, and begins nothing again
        away(AN);
        away(GIANG);
        refused(act(principal, "approve", "seal", "0"), "chưa đánh dấu");
        refused(act(principal, "approve", "checked", "yes", "seal", "00"), "vừa đổi");
        done(approve(principal, here()));
        assertThat(review(AN).first().title()).isNotNull();
        assertThat(review(AN).first().approved()).isNotNull();
        done(issue());
        assertThat(Stream.of(AN, BINH, CHI, DUNG, GIANG, HAI).map(this::state))
                .containsExactly(
                        "FINAL LEN_LOP",
                        "SUMMER_PENDING KIEM_TRA_LAI",
                        "SUMMER_PENDING REN_LUYEN_HE",
                        "SUMMER_PENDING KIEM_TRA_LAI",
                        "FINAL LEN_LOP",
                        "FINAL NOT_CONSIDERED");
        assertThat(review(BINH).held()).isTrue();
        assertThat(principal.get("/promotion").body()).contains("8A1");
        // a result changes, and what it comes to does not: nothing begins again
        correct(AN, "toan", 80, 81);
        assertThat(state(AN)).isEqualTo("FINAL LEN_LOP");
        assertThat(page(lan)).doesNotContain("đã đổi sau khi lập danh sách");
        correct(AN, "toan", 81, 80);
        correct(BINH, "toan", 40, 41);
        assertThat(state(BINH)).isEqualTo("SUMMER_PENDING KIEM_TRA_LAI");
        // a result changes: that pupil alone begins again, and whoever looks is told
        correct(AN, "toan", 80, 20);
        assertThat(review(AN).state()).isEqualTo(State.RETURNED);
        assertThat(review(AN).goesUp()).isFalse();
        assertThat(state(GIANG)).isEqualTo("FINAL LEN_LOP");
        assertThat(page(lan)).contains("đã đổi sau khi lập danh sách");
        // by decision too, and never twice
        school.house.db.write(Governed.SETUP, tx -> {
            Promotion.reopen(tx, YEAR, id(GIANG), "Sửa điểm theo biên bản");
            Promotion.reopen(tx, YEAR, id(GIANG), "Lần hai");
            return null;
        });
        assertThat(review(GIANG).why()).isEqualTo("Sửa điểm theo biên bản");
        assertThat(principal.get("/trace?about=PROMOTION").body())
                .contains("Công nhận kết quả, quyết định", "Hiệu trưởng quyết định, văn bản 7/QĐ")
                .contains("Chờ hiệu trưởng quyết định → Được lên lớp", "Đã công nhận → Lập lại")
                .contains("Xem lại điểm Tin học", "Sửa điểm theo biên bản");
        // no row is written past the steps
        assertThatThrownBy(() -> school.house.db.<Integer>write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE promotion_review SET state = 'FINAL'")))
                .isInstanceOf(RuntimeException.class);
    }

    private void away(String pupil) {
        var marker = new Marker(school.actor(LAN, Capacity.USE), school.staff(LAN), false);
        var mark = new Mark(
                "%024x".formatted(ops++),
                homeroom,
                id(pupil),
                LocalDate.parse("2026-10-01"),
                Slot.MORNING,
                null,
                Kind.EXCUSED,
                0,
                "Gia đình báo");
        assertThat(school.house.attendance.mark(marker, mark)).isInstanceOf(Told.Kept.class);
    }

    private HttpResponse<String> rule(String pupil, String outcome, String number) {
        return act(
                school.principal(),
                "rule",
                "pupil",
                id(pupil),
                "outcome",
                outcome,
                "number",
                number,
                "date",
                "2027-02-08",
                "text",
                "Đạt mục tiêu của kế hoạch giáo dục cá nhân");
    }

    private void correct(String pupil, String subject, int before, int after) {
        school.house.db.write(
                Governed.SETUP,
                tx -> school.house
                        .gradebook
                        .corrections()
                        .apply(
                                tx,
                                new Correction(
                                        Objects.requireNonNull(sheets.get(subject + "2")),
                                        new Cell(id(pupil), Column.CK),
                                        Optional.of(new Score(before)),
                                        Optional.of(new Score(after)),
                                        school.staff(LAN),
                                        "Ghi nhầm",
                                        "",
                                        Lane.OWN)));
    }

    @Test
    void a_summer_result_is_its_authors_to_correct_until_the_window_ends_and_nobodys_afterwards() {
        sixPupils();
        listed();
        done(rule(GIANG, "LEN_LOP", "7/QĐ"));
        done(approve(school.principal(), here()));
        done(issue());
        window("01/11/2026 07:00", "20/02/2027 17:00");
        var toan = "v." + id(BINH) + ".toan";
        done(actInSummer(school.teacher(), "enter", toan, "4,0"));
        school.later(Duration.ofDays(15));
        window("01/02/2027 07:00", "20/03/2027 17:00");
        var late = actInSummer(school.teacher(), "enter", toan, "9,0", "why", "Chép nhầm");
        refused(late, "không tự sửa được");
        assertThat(school.one("SELECT value FROM summer_result")).isEqualTo("40");
    }

    @Test
    @Tag("art:002-13.7")
    @Tag("art:tt22-13")
    @Tag("art:tt22-14")
    void the_summer_has_its_own_book_and_its_results_stand_beside_those_of_the_year() {
        sixPupils();
        listed();
        done(rule(GIANG, "LEN_LOP", "7/QĐ"));
        done(approve(school.principal(), here()));
        done(issue());
        var lan = school.teacher();
        var binh = "v." + id(BINH) + ".";
        refused(actInSummer(lan, "enter", binh + "toan", "6,0"), "Chưa có đợt nhập trong hè");
        window();
        refused(actInSummer(lan, "enter", binh + "nguvan", "6,0"), "không kiểm tra lại môn ấy");
        refused(actInSummer(lan, "enter", binh + "toan", "6,0", binh + "khtn", "11"), "không phải kết quả");
        assertThat(school.one("SELECT count(*) FROM summer_result"))
                .as("all or nothing")
                .isEqualTo("0");
        assertThat(actInSummer(school.in(ART_TEACHER), "enter", binh + "toan", "6,0")
                        .statusCode())
                .isIn(403, 422);
        assertThat(school.in(ART_TEACHER).get(summer()).statusCode()).isIn(403, 422);
        done(actInSummer(lan, "enter", binh + "toan", "5,0", binh + "khtn", "5,0"));
        refused(actInSummer(lan, "enter", binh + "toan", "6,0"), "phải có lý do");
        done(actInSummer(lan, "enter", binh + "toan", "6,0", "why", "Chép nhầm điểm bài kiểm tra lại"));
        done(actInSummer(lan, "enter", "v." + id(CHI) + ".", "D"));
        done(actInSummer(lan, "enter", "v." + id(DUNG) + ".toan", "4,0"));
        var page = lan.get(summer()).body();
        assertThat(row(page, BINH))
                .contains("Toán", "<td>4,0</td>", "value=\"6,0\"", "Học tập: Chưa đạt", "Học tập: Đạt");
        done(actInSummer(lan, "list"));
        assertThat(Stream.of(BINH, CHI, DUNG).map(this::state))
                .containsExactly("SUMMER_RESULT LEN_LOP", "SUMMER_RESULT LEN_LOP", "SUMMER_PENDING KIEM_TRA_LAI");
        refused(actInSummer(lan, "enter", binh + "toan", "9,0"), "không ở bước ấy");
        assertThat(school.principal().get("/trace?about=SUMMER").body())
                .contains("<b>5</b> thay đổi", "5,0 → 6,0", "Chép nhầm điểm bài kiểm tra lại", "Rèn luyện");
        rolledOver();
        // the year book's lock does not touch it; its own end does
        refused(actInSummer(school.principal(), "close", "close", "50/QĐ"), "chưa đánh dấu");
        assertThat(actInSummer(lan, "close", "close", "50/QĐ", "checked", "yes").statusCode())
                .isIn(403, 422);
        done(actInSummer(school.principal(), "close", "close", "50/QĐ", "checked", "yes"));
        refused(actInSummer(lan, "enter", "v." + id(DUNG) + ".khtn", "9,0"), "đã kết thúc");
        done(actInSummer(lan, "list"));
        assertThat(state(DUNG)).isEqualTo("SUMMER_RESULT O_LAI_LOP");
        done(actInSummer(school.principal(), "return", "pupil", id(CHI), "why", "Thiếu báo cáo của gia đình"));
        assertThat(state(CHI)).isEqualTo("SUMMER_PENDING REN_LUYEN_HE");
        done(actInSummer(lan, "list"));
        assertThat(approve(lan, summer()).statusCode()).isIn(403, 422);
        done(approve(school.principal(), summer()));
        done(issue());
        assertThat(Stream.of(BINH, CHI, DUNG).map(this::state))
                .containsExactly("FINAL LEN_LOP", "FINAL LEN_LOP", "FINAL O_LAI_LOP");
        assertThat(review(BINH).second()).isNotNull();
        assertThat(review(DUNG).stays()).isTrue();
        // the year's own results stay where they are
        assertThat(row(lan.get(summer()).body(), BINH))
                .contains("<td>4,0</td>", "<b>6,0</b>", "Kiểm tra, đánh giá lại");
        assertThat(school.principal().get("/pupils/" + id(BINH) + "/results").body())
                .contains("Kết quả học tập: Chưa đạt");
        assertThat(school.principal().get("/pupils/" + id(BINH) + "/promotion").body())
                .contains(
                        "Kiểm tra, đánh giá lại",
                        "<td>4,0</td><td><b>6,0</b></td>",
                        "Sau hè: Được lên lớp",
                        "45/QĐ-THCS");
        assertThat(school.in(ART_TEACHER)
                        .get("/pupils/" + id(BINH) + "/promotion")
                        .statusCode())
                .isIn(403, 422);
        assertThat(school.house.db.read(handle -> Promotion.approvedAfterSummer(handle, YEAR)).stream()
                        .map(Review::pupil))
                .containsExactlyInAnyOrder(id(BINH), id(CHI));
    }

    @Test
    @Tag("browser")
    void its_pages_are_whole_on_a_desk_and_on_a_phone() {
        sixPupils();
        listed();
        var axe = new Axe();
        try (var chromium = new Chromium()) {
            var page = chromium.desk();
            signIn(page, "Nguyễn Thị Hoa");
            look(page, axe, here(), "promotion-class-principal");
            done(rule(GIANG, "LEN_LOP", "7/QĐ"));
            done(approve(school.principal(), here()));
            done(issue());
            window();
            done(actInSummer(
                    school.teacher(), "enter", "v." + id(BINH) + ".toan", "6,0", "v." + id(BINH) + ".khtn", "5,0"));
            done(actInSummer(school.teacher(), "list"));
            correct(AN, "toan", 80, 20);
            look(page, axe, here(), "promotion-class-final");
            look(page, axe, summer(), "promotion-summer-principal");
            look(page, axe, "/promotion", "promotion-all");
            look(page, axe, "/promotion/list?kind=RETEST", "promotion-list");
            look(page, axe, "/promotion/summer", "promotion-summers");
            look(page, axe, "/pupils/" + id(BINH) + "/promotion", "promotion-pupil");
            var phone = chromium.desk();
            signIn(phone, LAN);
            look(phone, axe, here(), "promotion-class-lan");
            look(phone, axe, summer(), "promotion-summer-lan");
            look(phone, axe, "/", "promotion-today-lan");
        }
    }

    private void signIn(Page page, String name) {
        page.navigate(school.web().address().resolve("/sign-in").toString());
        page.fill("input[name=username]", school.username(name));
        page.fill("input[name=password]", Governed.PASSWORD);
        page.click("form[action='/sign-in'] button");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private void look(Page page, Axe axe, String path, String name) {
        for (var width : List.of(1366, 390)) {
            page.setViewportSize(width, 800);
            page.navigate(school.web().address().resolve(path).toString());
            assertThat(axe.violations(page)).as(path + " at " + width).isEmpty();
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(path + " at " + width)
                    .isLessThanOrEqualTo(0);
            Chromium.shoot(page, name + "-" + width);
        }
    }

    /** The year ends, a new one opens, and everybody but those who wait has a new class. */
    private void rolledOver() {
        school.house.db.write(Governed.SETUP, tx -> {
            var year = new HashMap<String, @Nullable Object>(
                    Map.of("id", YEAR, "starts", "2026-09-05", "ends", "2027-05-31", "state", "CLOSED"));
            tx.status(SchoolYears.SCHOOL_YEAR, year, "Hết năm học");
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2027-2028",
                            LocalDate.parse("2027-09-05"),
                            LocalDate.parse("2028-05-31"),
                            SchoolYear.State.OPEN));
            for (var pupil : pupils.values()) {
                Roll.withdraw(tx, People.getPupil(tx.handle(), pupil), LocalDate.parse("2027-02-10"), "Hết năm học");
            }
            return null;
        });
    }

    private void window() {
        window("01/11/2026 07:00", "20/08/2027 17:00");
    }

    private void window(String opens, String closes) {
        var principal = school.principal();
        principal.get("/windows");
        var fields = List.of(
                "name",
                "Hè",
                "semester",
                "3",
                "scope",
                "",
                "subject",
                "",
                "opens",
                opens,
                "closes",
                closes,
                "document",
                "");
        var columns = new ArrayList<>(fields);
        columns.addAll(List.of("col", "ck"));
        refused(principal.post("/windows/publish", columns.toArray(String[]::new)), "mở cả môn");
        done(principal.post("/windows/publish", fields.toArray(String[]::new)));
    }

    @Test
    @Tag("art:tt43-11")
    void a_class_of_continuing_education_comes_to_an_end_once_a_clause_is_decided() {
        var centre = new HashMap<String, @Nullable Object>();
        centre.put("id", "79760512");
        centre.put("name", "Trung tâm GDTX Hoa Mai");
        centre.put("level", "GDTX");
        centre.put("abbr", "thcshm");
        centre.put("address", null);
        centre.put("district", null);
        school.house.db.write(Governed.SETUP, tx -> tx.amend(SchoolYears.SCHOOL, centre, "thử"));
        room(List.of(AN));
        marks(Set.of(), Set.of());
        conduct(Map.of());
        refused(act(school.teacher(), "list"), "Chưa có em nào đủ dữ liệu");
        assertThat(page(school.principal())).contains("Chưa nhập điều khoản");
        var principal = school.principal();
        principal.get("/rulesets");
        done(principal.post(
                "/rulesets/clause",
                "ruleset",
                "TT43",
                "decision",
                "31/QĐ-GDTX",
                "fewest",
                "6",
                "floor.GOOD",
                "6,5",
                "bound.GOOD",
                "8,0",
                "count.GOOD",
                "6",
                "failures.GOOD",
                "0",
                "floor.FAIR",
                "5",
                "bound.FAIR",
                "6,5",
                "count.FAIR",
                "6",
                "failures.FAIR",
                "0",
                "floor.PASSED",
                "3,5",
                "bound.PASSED",
                "5,0",
                "count.PASSED",
                "6",
                "failures.PASSED",
                "1"));
        var choice = String.valueOf(school.one("SELECT id FROM ruleset_choice"));
        var member = school.in("Đỗ Ban Hai");
        member.get("/rulesets");
        done(member.post("/rulesets/" + choice + "/confirm", "checked", "yes"));
        listed();
        done(approve(school.principal(), here()));
        done(issue());
        assertThat(state(AN)).isEqualTo("FINAL LEN_LOP");
        assertThat(Objects.requireNonNull(review(AN).first().basis()).ruleset()).isEqualTo("TT43");
    }
}
