package vn.sotruong.school.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Sessions;
import vn.sotruong.school.accounts.SignInPages;
import vn.sotruong.school.accounts.SignIns;
import vn.sotruong.school.demo.DemoAccount;
import vn.sotruong.school.demo.HoaMai;
import vn.sotruong.school.people.Health;
import vn.sotruong.school.people.PupilList;
import vn.sotruong.school.people.PupilPages;
import vn.sotruong.school.people.PupilRecords;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.SampleFile;

/** The pages of pupils and of their import, over HTTPS, as the clerk of Hoa Mai sees them. */
class PupilPagesTest {
    private static final List<String> HEADINGS =
            List.of("Lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số định danh cá nhân");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @TempDir
    static Path folder;

    private static Database db;
    private static PasswordHash hashes;
    private static TestDoor door;
    private static HoaMai school;
    private static List<DemoAccount> accounts;

    @BeforeAll
    static void open() {
        var random = new SecureRandom();
        var clock = Clock.systemUTC();
        var schema = new Schema(
                SampleSchool.SCHEMA.migrations(),
                Stream.concat(SampleSchool.PEOPLE_ENTITIES.stream(), Accounts.ENTITIES.stream())
                        .toList());
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, schema, HoaMai.SCHOOL.id());
        hashes = new PasswordHash(random);
        school = HoaMai.build(db);
        accounts = school.openAccounts(db, hashes, random);
        var signIns = new SignIns(
                db,
                hashes,
                (handle, staff, on) ->
                        Roll.listAssignments(handle, staff, on).isEmpty() ? Set.of() : Set.of(Need.ENTER_MARKS),
                (handle, now, until) -> false,
                Set.of(),
                clock,
                random);
        door = TestDoor.open(
                folder,
                signIns,
                List.of(
                        new SignInPages(signIns, new Sessions(db, hashes, signIns, clock), clock),
                        new AdmissionPages(new Admission(db, clock)),
                        new PupilPages(
                                db,
                                new PupilRecords(db, new Seating(), clock),
                                new PupilList(new Seating(), clock),
                                new Seating(),
                                new Health(db, clock))));
    }

    @AfterAll
    static void close() {
        door.close();
        hashes.close();
        db.close();
    }

    private static DemoAccount account(Staff staff) {
        return accounts.stream()
                .filter(each -> each.staff().equals(staff.id()))
                .findFirst()
                .orElseThrow();
    }

    private static TestBrowser signedIn(Staff staff) {
        var browser = door.browser();
        browser.get("/sign-in");
        var account = account(staff);
        browser.post("/sign-in", "username", account.username(), "password", account.password());
        return browser;
    }

    private static byte[] list(List<?>... rows) {
        var all = new ArrayList<List<?>>();
        all.add(HEADINGS);
        all.addAll(List.of(rows));
        return SampleFile.sheet("Sheet1", all.toArray(List[]::new));
    }

    private static final byte[] BAD = list(
            List.of("7A", "2100000001", "Trần Thị Mộng Mơ", "31/02/2014", "Nữ"),
            List.of("7D", "2100000002", "Lê Văn Tám", "02/03/2014", "Nam"),
            List.of("7B", 60110001, "Ngô Bảo Trân", "12/11/2014", "Gái", "", 99314004201L),
            List.of("7B", "", "<script>alert(1)</script> An", "1/1/2014", "Nam"),
            List.of("7C", "", "Phạm Gia Hân", "5/6/2014", "Nữ"));

    @Test
    void the_clerk_finds_pupils_without_diacritics() {
        var clerk = signedIn(school.clerk());
        var all = clerk.get("/pupils");
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).contains("Học sinh").contains("6A");
        assertThat(clerk.get("/pupils?q=duong+gia+an").body()).contains("Dương Gia An");
        assertThat(clerk.get("/pupils?q=duowng+gia+an").body()).contains("Dương Gia An");
        assertThat(clerk.get("/pupils?class=7B&q=duong+gia+an").body()).doesNotContain("Dương Gia An<");
        assertThat(clerk.get("/pupils?sort=NAME&page=2").body()).contains("Trang 2/");
        assertThat(clerk.get("/pupils?q=%22%3E%3Cscript%3E").body()).doesNotContain("\"><script>");
    }

    @Test
    void a_teacher_and_a_stranger_get_neither_list_nor_import() {
        var teacher = signedIn(school.lan());
        for (var path : List.of("/pupils/import", "/pupils/import/template.xlsx", "/pupils/import/errors.xlsx")) {
            assertThat(teacher.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(door.browser().get(path).statusCode()).as(path).isEqualTo(303);
        }
        assertThat(teacher.upload("/pupils/import", "file", "x.xlsx", BAD).statusCode())
                .isEqualTo(403);
        assertThat(teacher.post("/pupils/import/confirm", "seal", "x").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_file_that_is_no_workbook_is_answered_with_what_to_do() {
        var clerk = signedIn(school.clerk());
        clerk.get("/pupils/import");
        var answer =
                clerk.upload("/pupils/import", "file", "danh-sach.xlsx", "Lớp;Họ tên".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Đây là tệp văn bản (CSV).");
        var without = clerk.upload("/pupils/import", "other", "x.xlsx", BAD);
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Chưa chọn tệp.");
    }

    @Test
    void a_bad_list_is_shown_cell_by_cell_and_cannot_be_confirmed_by_hand() {
        var admin = signedIn(school.admin());
        admin.get("/pupils/import");
        assertThat(admin.post("/capacity", "to", "ADMINISTRATION").statusCode()).isEqualTo(303);
        admin.get("/pupils/import");
        assertThat(admin.upload("/pupils/import", "file", "k7.xlsx", BAD).statusCode())
                .isEqualTo(303);
        var page = admin.get("/pupils/import").body();
        assertThat(page)
                .contains("D2", "A3", "B4", "E4", "G4", "C5")
                .contains("Không có ngày này trong lịch")
                .contains("Năm học này không có lớp 7D")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
        assertThat(admin.post("/pupils/import/confirm", "seal", "0").statusCode())
                .isEqualTo(422);
        var errors = admin.get("/pupils/import/errors.xlsx");
        assertThat(errors.statusCode()).isEqualTo(200);
        assertThat(errors.headers().firstValue("Content-Type").orElse("")).startsWith(XLSX);
        assertThat(errors.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(admin.post("/pupils/import/discard").statusCode()).isEqualTo(303);
    }

    @Test
    @Tag("browser")
    void the_clerk_imports_a_list_at_a_desk_and_on_a_phone() throws Exception {
        try (var chromium = new Chromium()) {
            story(chromium.desk(), "desk", "2100000011", "Cao Thị Bảo Hân");
            story(chromium.phone(), "phone", "2100000012", "Cao Thị Bảo Trân");
        }
    }

    private static void story(Page page, String name, String code, String pupil) throws Exception {
        var clerk = account(school.clerk());
        page.navigate(door.web().address() + "sign-in");
        page.fill("input[name=username]", clerk.username());
        page.fill("input[name=password]", clerk.password());
        page.click("main button");
        page.navigate(door.web().address() + "pupils?class=7A");
        assertFits(page);
        Chromium.shoot(page, "pupils-" + name);
        page.navigate(door.web().address() + "pupils?q=nguyen+thi");
        Chromium.shoot(page, "pupils-found-" + name);
        page.navigate(door.web().address() + "pupils/import");
        assertFits(page);
        Chromium.shoot(page, "import-" + name);
        var template = page.waitForDownload(() -> page.click("a[href$='template.xlsx']"));
        assertThat(ExcelFile.read(Files.readAllBytes(template.path()))).isInstanceOf(ExcelFile.Reading.Read.class);

        choose(page, BAD);
        assertThat(page.content()).contains("Không có ngày này trong lịch");
        assertFits(page);
        Chromium.shoot(page, "import-bad-" + name);
        var errors = page.waitForDownload(() -> page.click("a[href$='errors.xlsx']"));
        var rows = ((ExcelFile.Reading.Read) ExcelFile.read(Files.readAllBytes(errors.path())))
                .tabs()
                .get(0)
                .rows();
        assertThat(rows).hasSize(5);
        assertThat(rows.get(1).at(10).shown()).startsWith("Không có ngày này trong lịch");

        choose(page, list(List.of("7C", code, pupil, "03/04/2014", "Nữ", "Kinh")));
        page.click("details.room summary");
        assertFits(page);
        Chromium.shoot(page, "import-good-" + name);
        page.click("form.confirm button");
        assertThat(page.content()).contains("Đã xếp 1 em vào lớp.");
        assertFits(page);
        Chromium.shoot(page, "import-done-" + name);
        page.navigate(door.web().address() + "pupils?q=" + code);
        assertThat(page.content()).contains(pupil);
    }

    private static void choose(Page page, byte[] file) {
        page.setInputFiles("input[type=file]", new FilePayload("danh-sach-khoi-7.xlsx", XLSX, file));
        page.click("form:has(input[type=file]) button");
        page.waitForURL("**/pupils/import");
    }

    private static void assertFits(Page page) {
        var wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as(page.url()).isEqualTo(0);
    }
}
