package vn.sotruong.school.roll;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.OpenWindows;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.demo.HoaMai;
import vn.sotruong.school.governance.Deciding;
import vn.sotruong.school.governance.Leaders;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilRecords;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelFile;

/** The pages of classes, assignments and substitutes, over HTTPS, at Hoa Mai. */
class RollPagesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalDate OCTOBER = LocalDate.parse("2026-10-20");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");

    private static final DatabaseKey KEY = DatabaseKey.random(new SecureRandom());
    private static final Schema SCHEMA = new Schema(
            SampleSchool.SCHEMA.migrations(),
            Stream.of(
                            SampleSchool.PEOPLE_ENTITIES,
                            Proposals.ENTITIES,
                            List.of(Gradebook.SHEET, Gradebook.MARK, Locks.LOCK))
                    .flatMap(List::stream)
                    .toList());

    @TempDir
    static Path model;

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>();
    private Database db;
    private HoaMai school;
    private Proposals proposals;
    private TestDoor door;
    private Homeroom class7a;

    @BeforeAll
    static void build() {
        var clock = Clock.fixed(HoaMai.YEAR.starts().atTime(7, 0).atZone(ZONE).toInstant(), ZoneOffset.UTC);
        try (var first = Database.create(model.resolve("so.db"), KEY, clock, new SecureRandom(), SCHEMA, "79760512")) {
            HoaMai.build(first);
            first.write(HoaMai.BUILDER, tx -> {
                OpenWindows.open(tx, HoaMai.YEAR.id());
                return true;
            });
        }
    }

    @BeforeEach
    void open() throws IOException {
        at(OCTOBER);
        var random = new SecureRandom();
        var clock = new Ticking();
        Files.copy(model.resolve("so.db"), folder.resolve("so.db"));
        db = Database.open(folder.resolve("so.db"), KEY, clock, random, SCHEMA);
        school = HoaMai.find(db);
        class7a = school.homeroom("7A");
        var leaders = new Posts();
        proposals = new Proposals(db, leaders, clock);
        var assignments = new Assignments(db, proposals, leaders, clock);
        proposals.register(Proposal.Kind.ASSIGNMENT, assignments);
        var locks = new Locks(db, new Board((handle, on) -> List.of()), clock);
        var entrance = new Entrance(people());
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new ClassPages(
                                db,
                                new Classes(db, CommittedMarks::anyIn, (_, _, _) -> false, (_, _) -> {}, clock),
                                Set.of("attendance", "conduct")),
                        new AssignmentPages(db, assignments),
                        new DepartmentPages(db, clock),
                        new GradebookPages(new Gradebook(db, locks, clock), new SheetViews(db, locks, clock))));
    }

    @AfterEach
    void close() {
        door.close();
        var report = Audit.verify(db, SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private void at(LocalDate day) {
        now.set(day.atTime(9, 0).atZone(ZONE).toInstant());
    }

    private final class Ticking extends Clock {
        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class Posts implements Leaders {
        @Override
        public Set<Proposal.Role> roles(Handle handle, String staff, LocalDate on) {
            if (staff.equals(school.principal().id())) {
                return Set.of(Proposal.Role.PRINCIPAL);
            }
            if (staff.equals(school.vicePrincipal().id())) {
                return Set.of(Proposal.Role.VICE_PRINCIPAL);
            }
            return staff.equals(school.admin().id()) ? Set.of(Proposal.Role.ADMIN) : Set.of();
        }

        @Override
        public Optional<String> staff(Handle handle, String account) {
            return Optional.of(account.replaceFirst("^tk-", ""));
        }
    }

    private Map<String, Visitor> people() {
        return Map.of(
                "lan", visitor(school.lan(), Need.ENTER_MARKS, Need.HOMEROOM),
                "minh", visitor(school.minh(), Need.ENTER_MARKS, Need.HOMEROOM),
                "nghia", visitor(school.person("Đỗ Hữu Nghĩa"), Need.ENTER_MARKS, Need.HOMEROOM),
                "principal", visitor(school.principal(), Need.PRINCIPAL),
                "vice", visitor(school.vicePrincipal(), Need.PRINCIPAL),
                "admin", visitor(school.admin(), Need.ADMIN),
                "clerk", visitor(school.clerk(), Need.CLERK));
    }

    private static Visitor visitor(Staff staff, Need... needs) {
        var plain = Entrance.visitor(staff.id(), staff.name().full(), Need.CHANGE_PASSWORD);
        var may = new HashSet<>(plain.may());
        may.addAll(List.of(needs));
        var capacity = may.contains(Need.ADMIN) ? Capacity.ADMINISTRATION : Capacity.USE;
        return new Visitor(
                plain.account(),
                plain.session(),
                plain.person(),
                plain.name(),
                capacity,
                Set.of(capacity),
                may,
                List.of(),
                0);
    }

    private TestBrowser enter(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        browser.get("/menu");
        return browser;
    }

    private static Actor actor(Staff staff) {
        return new Actor("tk-" + staff.id(), "s-" + staff.id());
    }

    private String path(String rest) {
        return "/classes/" + class7a.id() + rest;
    }

    private List<String> names(Homeroom homeroom) {
        return db.read(handle -> Roll.list(handle, homeroom.id())).stream()
                .map(each -> each.number() + " " + each.pupil().name().full())
                .toList();
    }

    // --- classes

    @Test
    void everybody_sees_the_classes_that_are_theirs_and_no_others() {
        var clerk = enter("clerk");
        assertThat(clerk.get("/classes").body()).contains("9C", "Trần Thị Lan", "12 lớp");
        assertThat(clerk.get("/classes?q=tran+thi+lan").body()).contains(">7A<").doesNotContain(">7B<");
        var lan = enter("lan");
        assertThat(lan.get("/classes").body()).contains(">7A<", ">9A<").doesNotContain(">6A<");
        assertThat(lan.get(path("")).body()).contains("Dương Gia An", "Trần Thị Lan", "Ngữ văn");
        var foreign = "/classes/" + school.homeroom("6A").id();
        for (var rest : List.of("", "/print", "/list.xlsx")) {
            var answer = lan.get(foreign + rest);
            assertThat(answer.statusCode()).as(rest).isEqualTo(422);
            assertThat(answer.body()).doesNotContain("Danh sách lớp");
        }
        assertThat(lan.get(path("/edit")).statusCode()).isEqualTo(403);
        assertThat(lan.post("/classes", "name", "7X", "grade", "7").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_class_links_only_to_the_pages_that_admit_the_visitor() {
        assertThat(enter("admin").get(path("")).body()).doesNotContain(path("/attendance"), path("/conduct"));
        assertThat(enter("clerk").get(path("")).body())
                .contains(path("/attendance"))
                .doesNotContain(path("/conduct"), path("/notes"));
        assertThat(enter("principal").get(path("")).body()).contains(path("/attendance"), path("/conduct"));
        assertThat(enter("lan").get(path("")).body())
                .contains(path("/attendance"), path("/conduct"))
                .doesNotContain(path("/notes"));
        var taught = "/classes/" + school.homeroom("9A").id();
        assertThat(enter("lan").get(taught).body())
                .contains(taught + "/notes", "Ghi chú lớp")
                .doesNotContain(taught + "/conduct");
    }

    @Test
    void a_class_is_opened_and_described_and_two_clerks_are_asked() {
        var clerk = enter("clerk");
        clerk.get("/campuses");
        clerk.post("/campuses", "name", "Điểm chính", "address", "Số 5");
        assertThat(clerk.get("/campuses").body()).contains("Cơ sở chính");
        assertThat(clerk.get("/classes/new").body())
                .contains("Khối 6", "Khối 9")
                .doesNotContain("Khối 5", "Khối 10", "Nhà trẻ");
        assertThat(clerk.post("/classes", "name", "", "grade", "7").statusCode())
                .isEqualTo(422);
        assertThat(clerk.post("/classes", "name", "7a", "grade", "7").body()).contains("Tên này đã có");
        assertThat(clerk.post("/classes", "name", "Lá 1", "grade", "-9").statusCode())
                .isEqualTo(422);
        var made = clerk.post("/classes", "name", "Lá 1", "grade", "0", "two", "yes", "inclusive", "2");
        assertThat(made.statusCode()).isEqualTo(303);
        var page = made.headers().firstValue("Location").orElseThrow().replaceAll("\\?.*", "");
        assertThat(clerk.get(page).body()).contains("Mẫu giáo 5–6 tuổi", "Lá 1");

        var base = between(clerk.get(page + "/edit").body(), "name=\"base\" value=\"", "\"");
        assertThat(enter("admin")
                        .post(
                                page + "/edit",
                                "name",
                                "Lá 2",
                                "grade",
                                "0",
                                "two",
                                "yes",
                                "inclusive",
                                "3",
                                "base",
                                base)
                        .statusCode())
                .isEqualTo(303);
        var asked = clerk.post(page + "/edit", "name", "Lá 3", "grade", "0", "inclusive", "4", "base", base);
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Lá 2", "value=\"Lá 3\"", "người khác đã lưu");
        assertThat(clerk.get(page).body()).contains("Lá 2").doesNotContain("Lá 3");
        var moved = clerk.post(path("/edit"), "name", "7A", "grade", "8", "base", "0");
        assertThat(moved.body()).contains("không đổi khối được");
    }

    private static String between(String text, String from, String to) {
        var start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void the_teaching_plan_decides_how_many_regular_columns_a_subject_has() {
        var clerk = enter("clerk");
        clerk.get(path("/programme"));
        assertThat(clerk.post(path("/programme"), "year.toan", "140", "week.toan", "4", "year.gdcd", "hai")
                        .body())
                .contains("value=\"hai\"", "Số không hợp lệ");
        assertThat(clerk.post(path("/programme"), "year.toan", "140", "week.toan", "4", "year.gdcd", "35")
                        .statusCode())
                .isEqualTo(303);
        assertThat(db.read(handle -> Roll.findProgramme(handle, class7a.id(), "toan"))
                        .orElseThrow()
                        .regularCount())
                .isEqualTo(4);
        assertThat(new Programme("x", "y", 35, null).regularCount()).isEqualTo(2);
        assertThat(new Programme("x", "y", 36, null).regularCount()).isEqualTo(3);
        assertThat(new Programme("x", "y", 70, null).regularCount()).isEqualTo(3);
        assertThat(new Programme("x", "y", 71, null).regularCount()).isEqualTo(4);
    }

    @Test
    void the_homeroom_teacher_alone_names_the_officers() {
        var class7c = school.homeroom("7C");
        var page = "/classes/" + class7c.id();
        var pupils = db.read(handle -> Roll.list(handle, class7c.id()));
        var first = pupils.get(0).pupil().id();
        var second = pupils.get(1).pupil().id();
        var minh = enter("minh");
        minh.get(page + "/officers");
        assertThat(minh.post(page + "/officers", "pupil", first, "duty", "MONITOR")
                        .statusCode())
                .isEqualTo(303);
        assertThat(minh.post(page + "/officers", "pupil", second, "duty", "MONITOR")
                        .body())
                .contains("đang có người giữ");
        assertThat(minh.post(page + "/officers", "pupil", "nobody", "duty", "STUDY")
                        .statusCode())
                .isEqualTo(422);
        assertThat(minh.post(page + "/officers", "pupil", second, "duty", "EMPEROR")
                        .statusCode())
                .isEqualTo(422);
        assertThat(enter("lan")
                        .post(page + "/officers", "pupil", second, "duty", "STUDY")
                        .statusCode())
                .isEqualTo(422);
        var officers = db.read(handle -> Classes.listOfficers(handle, class7c.id()));
        assertThat(officers).hasSize(1);
        assertThat(minh.post(page + "/officers/" + officers.getFirst().id() + "/end")
                        .statusCode())
                .isEqualTo(303);
        assertThat(db.<List<ClassOfficer>>read(handle -> Classes.listOfficers(handle, class7c.id())))
                .isEmpty();
    }

    @Test
    void the_list_is_numbered_once_set_up_is_complete_and_stays_so_after_the_sign_off() {
        var lan = enter("lan");
        var count = String.valueOf(names(class7a).size());
        assertThat(lan.post(path("/number"), "seen", count).body()).contains("chưa công bố");
        var admin = enter("admin");
        assertThat(lan.post("/classes/ready").statusCode()).isEqualTo(403);
        assertThat(admin.post("/classes/ready").statusCode()).isEqualTo(303);

        var late = db.write(actor(school.clerk()), tx -> {
            var pupil = People.admit(
                    tx, VietnameseName.split("Bùi An"), LocalDate.parse("2014-05-05"), Sex.MALE, null, null, null);
            Roll.enrol(tx, class7a, List.of(pupil), OCTOBER);
            return pupil;
        });
        assertThat(names(class7a).getLast()).endsWith("Bùi An");
        assertThat(lan.post(path("/number"), "seen", count).body()).contains("vừa có em vào");
        var seen = String.valueOf(names(class7a).size());
        assertThat(enter("minh").post(path("/number"), "seen", seen).statusCode())
                .isEqualTo(422);
        assertThat(lan.post(path("/number"), "seen", seen).statusCode()).isEqualTo(303);
        assertThat(names(class7a).getFirst()).isEqualTo("1 Bùi An");
        assertThat(names(class7a).getLast()).startsWith(seen + " ");
        assertThat(lan.post(path("/sign"), "seen", seen).statusCode()).isEqualTo(303);
        assertThat(lan.post(path("/number"), "seen", seen).body()).contains("đã được xác nhận");

        db.write(actor(school.clerk()), tx -> {
            Roll.withdraw(tx, late, OCTOBER.plusDays(1), "chuyển trường");
            return true;
        });
        assertThat(names(class7a).getFirst()).startsWith("2 ");
        assertThat(lan.get(path("")).body()).contains("xác nhận danh sách lúc");
    }

    @Test
    void lists_go_on_paper_and_into_a_file_without_a_formula() {
        db.write(actor(school.clerk()), tx -> {
            var pupil = People.admit(
                    tx,
                    new VietnameseName("=cmd|' /C calc'!A0", "An"),
                    LocalDate.parse("2014-05-05"),
                    Sex.MALE,
                    null,
                    null,
                    null);
            Roll.enrol(tx, class7a, List.of(pupil), OCTOBER);
            return true;
        });
        var lan = enter("lan");
        assertThat(lan.get(path("/print")).body()).contains("DANH SÁCH LỚP 7A", "Trường THCS Hoa Mai", "20/10/2026");
        db.write(actor(school.clerk()), tx -> {
            var an = Roll.list(tx.handle(), class7a.id()).getFirst().pupil();
            PupilRecords.keep(tx, an, Map.of("father.name", "Dương Văn Ba", "father.phone", "0900000001"), "");
            return true;
        });
        assertThat(lan.get(path("/print?kind=contacts")).body()).contains("Dương Văn Ba", "0900000001");
        var foreign = "/classes/" + school.homeroom("9A").id();
        assertThat(lan.get(foreign + "/print?kind=contacts").body())
                .contains("DANH SÁCH LỚP 9A")
                .doesNotContain("Dân tộc", "Điện thoại");
        assertThat(lan.get(path("/print?kind=ticks")).body()).contains("class=\"box\"");
        var file = ExcelFile.read(lan.download(path("/list.xlsx")));
        assertThat(file).isInstanceOfSatisfying(ExcelFile.Reading.Read.class, read -> {
            var cells = read.tabs().getFirst().rows().stream()
                    .flatMap(row -> row.cells().values().stream())
                    .toList();
            assertThat(cells).allMatch(ExcelCell.Text.class::isInstance);
            assertThat(cells)
                    .contains(new ExcelCell.Text("Dương Gia An"), new ExcelCell.Text("'=cmd|' /C calc'!A0 An"));
        });
    }

    // --- assignments

    private String cell(Homeroom homeroom, String subject) {
        return "a." + homeroom.id() + "." + subject;
    }

    private Proposal waiting() {
        return db.read(handle -> proposals.listWaiting(handle)).getFirst();
    }

    @Test
    @Tag("scenario-19")
    void a_replaced_teacher_reads_on_and_the_new_one_alone_writes() {
        var sheet = db.write(actor(school.lan()), tx -> Gradebook.open(tx, class7a.id(), "toan", 1, 4));
        var pupil = db.read(
                handle -> Roll.list(handle, class7a.id()).getFirst().pupil().id());
        var lan = enter("lan");
        assertThat(write(lan, sheet, pupil, "8")).isEqualTo(200);
        commit(lan, sheet);

        var admin = enter("admin");
        admin.get("/assignments?from=2026-11-01");
        var answer = admin.post(
                "/assignments",
                "from",
                "2026-11-01",
                cell(class7a, "toan"),
                "le van minh",
                cell(class7a, ""),
                "Lê Văn Minh");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(waiting().summary()).contains("2 thay đổi", "01/11/2026");
        assertThat(teaches(school.minh(), NOVEMBER)).isFalse();
        assertThat(proposals.approve(actor(school.admin()), waiting().id(), "12/QĐ"))
                .isInstanceOf(Deciding.Refused.class);
        assertThat(proposals.approve(actor(school.principal()), waiting().id(), "12/QĐ"))
                .isInstanceOf(Deciding.Done.class);
        assertThat(teaches(school.lan(), NOVEMBER.minusDays(1))).isTrue();
        assertThat(teaches(school.minh(), NOVEMBER.minusDays(1))).isFalse();

        at(NOVEMBER);
        var minh = enter("minh");
        assertThat(lan.get("/sheets").body()).contains("chỉ xem");
        assertThat(lan.get("/sheets/" + sheet.id()).body()).contains("8,0", "chỉ xem, không ghi");
        var other =
                db.read(handle -> Roll.list(handle, class7a.id()).get(1).pupil().id());
        assertThat(write(lan, sheet, other, "3")).isEqualTo(403);
        assertThat(lan.get("/sheets/" + sheet.id() + "/commit").statusCode()).isNotEqualTo(200);
        assertThat(write(minh, sheet, other, "7")).isEqualTo(200);
        commit(minh, sheet);
        assertThat(authors())
                .containsExactlyInAnyOrder(school.lan().id(), school.minh().id());
        assertThat(db.<Boolean>read(handle -> Roll.leads(handle, school.minh().id(), class7a.id(), NOVEMBER)))
                .isTrue();
    }

    private boolean teaches(Staff staff, LocalDate on) {
        return db.read(handle -> Roll.teaches(handle, staff.id(), class7a.id(), "toan", on));
    }

    private List<String> authors() {
        return db.read(handle -> {
            var authors = new ArrayList<String>();
            CommittedMarks.forEach(handle, mark -> authors.add(mark.enteredBy()));
            return authors;
        });
    }

    private int ops = 1;

    private int write(TestBrowser browser, Sheet sheet, String pupil, String mark) {
        var body = """
                {"ops":[{"op":"%024x","pupil":"%s","col":"tx1","value":"%s","base":0}]}""".formatted(ops++, pupil, mark);
        return browser.postJson("/sheets/" + sheet.id() + "/ops", body).statusCode();
    }

    private static void commit(TestBrowser browser, Sheet sheet) {
        var page = browser.get("/sheets/" + sheet.id() + "/commit").body();
        var seal = between(page, "name=\"seal.tx1\" value=\"", "\"");
        assertThat(browser.post("/sheets/" + sheet.id() + "/commit", "col", "tx1", "seal.tx1", seal)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void nobody_proposes_themselves_and_a_typing_error_keeps_the_list() {
        var admin = enter("admin");
        admin.get("/assignments");
        var self = admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "Hoàng Đăng Khoa");
        assertThat(self.statusCode()).isEqualTo(422);
        assertThat(self.body()).contains("Không ai tự giao quyền");
        var wrong = admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "Lê Văn Mính Mẫn");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Lê Văn Mính Mẫn", "aria-invalid");
        assertThat(admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "+Lê Văn Minh")
                        .body())
                .contains("chỉ dùng cho mầm non và tiểu học");
        assertThat(admin.post("/assignments", "from", "2030-11-01", cell(class7a, "toan"), "Lê Văn Minh")
                        .body())
                .contains("ngoài năm học");
        assertThat(admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "Trần Thị Lan")
                        .body())
                .contains("giống hệt");
        assertThat(enter("clerk")
                        .post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "Lê Văn Minh")
                        .statusCode())
                .isEqualTo(403);
        assertThat(db.<List<Proposal>>read(handle -> proposals.listWaiting(handle)))
                .isEmpty();
    }

    @Test
    void a_list_that_was_overtaken_is_not_carried_out_and_a_gap_is_named() {
        var admin = enter("admin");
        admin.get("/assignments");
        admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "");
        admin.post("/assignments", "from", "2026-11-01", cell(class7a, "toan"), "Lê Văn Minh");
        var both = db.read(handle -> proposals.listWaiting(handle));
        assertThat(both).hasSize(2);
        var nobody = both.stream()
                .filter(each -> "".equals(each.records("changes").getFirst().get("after")))
                .findFirst()
                .orElseThrow();
        var other = both.get(1 - both.indexOf(nobody));
        assertThat(proposals.approve(actor(school.principal()), nobody.id(), "1/QĐ"))
                .isInstanceOf(Deciding.Done.class);
        assertThat(proposals.approve(actor(school.principal()), other.id(), "2/QĐ"))
                .isEqualTo(new Deciding.Failed(Reason.CHANGED_MEANWHILE));
        assertThat(enter("principal").get("/assignments?from=2026-11-02").body())
                .contains("Còn 1 ô", "Còn trống");
    }

    // --- dạy thay

    @Test
    void a_substitute_writes_for_some_days_and_the_absent_teachers_drafts_stay_theirs() {
        var sheet = db.write(actor(school.lan()), tx -> Gradebook.open(tx, class7a.id(), "toan", 1, 4));
        var pupils = db.read(handle -> Roll.list(handle, class7a.id())).stream()
                .map(each -> each.pupil().id())
                .toList();
        var lan = enter("lan");
        assertThat(write(lan, sheet, pupils.get(0), "8")).isEqualTo(200);
        assertThat(write(lan, sheet, pupils.get(1), "9")).isEqualTo(200);
        var nghia = enter("nghia");
        assertThat(write(nghia, sheet, pupils.get(2), "5")).isEqualTo(403);

        var vice = enter("vice");
        assertThat(vice.get(path("/substitute")).body())
                .contains("Trần Thị Lan")
                .doesNotContain("value=\"" + school.vicePrincipal().id());
        var form = List.of("subject", "toan", "from", "2026-10-20", "last", "2026-10-25");
        assertThat(stand(vice, form, school.vicePrincipal()).body()).contains("Không ai tự giao quyền");
        assertThat(stand(vice, form, school.lan()).body()).contains("đã ghi được điểm");
        assertThat(stand(nghia, form, school.minh()).statusCode()).isEqualTo(403);
        assertThat(stand(vice, form, school.person("Đỗ Hữu Nghĩa")).statusCode())
                .isEqualTo(303);

        assertThat(nghia.get("/sheets").body()).contains("7A");
        assertThat(nghia.get("/sheets/" + sheet.id()).body()).contains("8,0", "9,0");
        assertThat(write(nghia, sheet, pupils.get(2), "5")).isEqualTo(200);
        commit(nghia, sheet);
        assertThat(authors()).containsExactly(school.person("Đỗ Hữu Nghĩa").id());
        assertThat(lan.get("/sheets/" + sheet.id()).body()).contains("8,0", "9,0");
        commit(lan, sheet);
        assertThat(authors()).hasSize(3).contains(school.lan().id());

        at(LocalDate.parse("2026-10-26"));
        assertThat(write(nghia, sheet, pupils.get(3), "5")).isEqualTo(403);
        assertThat(nghia.get("/sheets/" + sheet.id()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> stand(TestBrowser browser, List<String> form, Staff substitute) {
        var fields = new ArrayList<>(form);
        fields.addAll(List.of("staff", substitute.id()));
        return browser.post(path("/substitute"), fields.toArray(String[]::new));
    }

    @Test
    void a_substitution_ends_early_by_a_leader_alone() {
        var vice = enter("vice");
        vice.get(path("/substitute"));
        stand(vice, List.of("subject", "toan", "from", "2026-10-20", "last", "2026-10-25"), school.minh());
        assertThat(teaches(school.minh(), OCTOBER)).isTrue();
        var id = between(vice.get(path("")).body(), "/substitutions/", "/end");
        assertThat(enter("minh").post(path("/substitutions/" + id + "/end")).statusCode())
                .isEqualTo(403);
        assertThat(vice.post(path("/substitutions/" + id + "/end")).statusCode())
                .isEqualTo(303);
        assertThat(teaches(school.minh(), OCTOBER)).isFalse();
        assertThat(vice.post(path("/substitutions/" + id + "/end")).statusCode())
                .isEqualTo(422);
    }

    // --- at a desk and on a phone

    @Test
    @Tag("browser")
    void the_pages_fit_a_desk_and_a_phone() throws Exception {
        try (var chromium = new Chromium()) {
            look(chromium.desk(), "desk");
            look(chromium.phone(), "phone");
        }
    }

    private void look(Page page, String name) {
        var root = door.web().address().toString();
        page.navigate(root + "enter/lan");
        for (var each : List.of("", "/print", "/officers")) {
            shoot(page, root + path(each).substring(1), "roll-lan" + each.replace('/', '-') + "-" + name);
        }
        page.navigate(root + "enter/vice");
        shoot(page, root + path("/substitute").substring(1), "roll-substitute-" + name);
        shoot(page, root + "departments", "roll-departments-" + name);
        page.navigate(root + "enter/admin");
        shoot(page, root + "classes", "roll-classes-" + name);
        shoot(page, root + "assignments", "roll-assignments-" + name);
        shoot(page, root + "classes/new", "roll-new-" + name);
        shoot(page, root + "campuses", "roll-campuses-" + name);
        shoot(page, root + path("/programme").substring(1), "roll-programme-" + name);
    }

    @Test
    void nobody_adds_themselves_to_a_department() {
        var department = db.write(Actor.house("test"), tx -> Departments.open(tx, "Tổ thử"));
        var browser = door.browser();
        browser.get("/enter/principal");
        browser.get("/departments");
        var path = "/departments/" + department.id() + "/members";
        for (var head : List.of("", "yes")) {
            assertThat(browser.post(path, "staff", school.principal().id(), "head", head)
                            .body())
                    .contains("Không ai tự giao quyền");
        }
        assertThat(browser.post(path, "staff", school.minh().id()).statusCode()).isEqualTo(303);
        assertThat(db.<List<DepartmentMember>>read(handle -> Departments.listMembers(handle, OCTOBER)))
                .filteredOn(each -> each.department().equals(department.id()))
                .extracting(DepartmentMember::staff)
                .containsExactly(school.minh().id());
    }

    private static void shoot(Page page, String address, String name) {
        page.navigate(address);
        Chromium.shoot(page, name);
        var wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wide).intValue()).as(name).isLessThanOrEqualTo(0);
    }
}
