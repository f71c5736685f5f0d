package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.workbook.SampleFile;

/** Mầm non và tiểu học: classes, the steps of the year and pupils of their ages, without a dead end. */
@Tag("setup")
class EveryLevelTest {
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");
    private static final List<String> HEADINGS = List.of("Lớp", "Họ và tên", "Ngày sinh", "Giới tính");

    @TempDir
    private Path folder;

    private static String confirm(TestBrowser admin, String path, byte[] file) {
        admin.get(path);
        admin.upload(path, "file", "tep.xlsx", file);
        var page = admin.get(path).body();
        var seal = SEAL.matcher(page);
        assertThat(seal.find()).as(page).isTrue();
        var done = admin.post(path + "/confirm", "seal", seal.group(1));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        return page;
    }

    private static byte[] classes(String... names) {
        var rows = new ArrayList<List<?>>();
        rows.add(List.of("Lớp", "GVCN"));
        for (var name : names) {
            rows.add(List.of(name, "Trần Thị Lan"));
        }
        return SampleFile.sheet("Lớp", rows.toArray(List[]::new));
    }

    private static List<Homeroom> homerooms(Governed school) {
        return school.house.db.read(handle -> Roll.listHomerooms(handle, "2026-2027"));
    }

    private static int pupils(Governed school) {
        return school.house.db.read(People::listPupils).size();
    }

    @Test
    void a_preschool_opens_its_year_from_the_nursery_up() {
        try (var school = new Governed(folder, Level.MN)) {
            var admin = school.admin();
            confirm(admin, "/imports/classes", classes("Nhà trẻ 25-36 tháng", "Mầm 1", "Chồi 2", "Lá 1", "3-12 tháng"));
            assertThat(homerooms(school)).extracting(Homeroom::grade).containsExactly(-5, -3, -2, -1, 0);

            var page = confirm(
                    admin,
                    "/pupils/import",
                    SampleFile.sheet(
                            "DS",
                            HEADINGS,
                            List.of("3-12 tháng", "Dương Gia An", LocalDate.parse("2026-07-01"), "Nam"),
                            List.of("Mầm 1", "Lê Thị Bình", "02/03/2023", "Nữ"),
                            List.of("Lá 1", "Trần Ngọc Hoà", "02/03/2021", "Nữ"),
                            List.of("Lá 1", "Đỗ Văn Lớn", "02/03/2019", "Nam")));
            assertThat(page)
                    .contains("Nên xem lại trước khi ghi", "7 tuổi: ít gặp ở cấp học này")
                    .doesNotContain("4 tuổi: ít gặp");
            assertThat(pupils(school)).isEqualTo(4);

            admin.upload(
                    "/pupils/import",
                    "file",
                    "lon.xlsx",
                    SampleFile.sheet("DS", HEADINGS, List.of("Lá 1", "Võ Minh Khôi", "02/03/2014", "Nam")));
            assertThat(admin.get("/pupils/import").body()).contains("Tuổi không hợp với học sinh của cấp học này");

            assertThat(admin.get("/year-setup").body())
                    .contains("Năm học có 5 lớp", "Cấp học này không cần")
                    .doesNotContain("href=\"/year-setup/periods\"", "href=\"/year-setup/books\"");
            assertThat(admin.get("/year-setup/subjects").body()).contains("Mầm non không dạy theo môn");
            for (var path : List.of("/classes", "/assignments", "/year-setup/periods", "/year-setup/books")) {
                assertThat(admin.get(path).statusCode()).as(path).isEqualTo(200);
            }
            var id = String.valueOf(school.one("SELECT id FROM proposal"));
            assertThat(Governed.approve(school.principal(), id).statusCode()).isEqualTo(303);
            assertThat(school.one("SELECT state FROM proposal")).isEqualTo("APPROVED");
        }
    }

    @Test
    void a_primary_school_opens_its_year_with_six_year_olds() {
        try (var school = new Governed(folder, Level.TH)) {
            var admin = school.admin();
            confirm(admin, "/imports/classes", classes("1A", "5B"));
            assertThat(homerooms(school)).extracting(Homeroom::grade).containsExactly(1, 5);
            var page = confirm(
                    admin,
                    "/pupils/import",
                    SampleFile.sheet(
                            "DS",
                            HEADINGS,
                            List.of("1A", "Dương Gia An", "02/03/2020", "Nam"),
                            List.of("1A", "Lê Thị Bình", "30/12/2021", "Nữ"),
                            List.of("5B", "Trần Ngọc Hoà", "02/03/2016", "Nữ")));
            assertThat(page).contains("4 tuổi: ít gặp ở cấp học này").doesNotContain("6 tuổi: ít gặp");
            assertThat(pupils(school)).isEqualTo(3);

            admin.get("/year-setup/subjects");
            var opened = admin.post("/year-setup/subjects", "subject", "toan", "subject", "tiengviet");
            assertThat(TestBrowser.location(opened)).isEqualTo("/year-setup/periods");
            assertThat(admin.post("/year-setup/periods", "p.1.toan", "105", "p.5.toan", "175", "p.1.tiengviet", "420")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(admin.get("/year-setup").body()).contains("href=\"/year-setup/books\"");
            assertThat(admin.get("/year-setup/books").body()).contains("Sẽ mở 6 sổ");
            assertThat(admin.post("/year-setup/books", "count", "6").statusCode())
                    .isEqualTo(303);
            assertThat(school.one("SELECT group_concat(form || semester || subject || tests, ' ') FROM"
                            + " (SELECT * FROM sheet ORDER BY tests, semester, subject)"))
                    .isEqualTo("PRIMARY1tiengviet1 PRIMARY1toan1 PRIMARY2tiengviet1 PRIMARY2toan1"
                            + " PRIMARY1toan2 PRIMARY2toan2");
        }
    }

    @Test
    void a_school_without_a_board_is_told_and_its_administrator_is_named_after_commune_and_school() {
        try (var school = new Governed(folder)) {
            for (var who : List.of(school.admin(), school.principal())) {
                assertThat(who.get("/").body()).contains("chưa có ban quản trị hợp lệ");
            }
            assertThat(school.teacher().get("/").body()).doesNotContain("chưa có ban quản trị hợp lệ");
            var staff = school.stranger("Hoàng Đăng Khoa").id();
            var teacher = school.stranger("Lê Văn Minh").id();
            school.house.db.write(
                    Governed.SETUP,
                    tx -> Accounts.create(tx, staff, Post.Kind.ADMIN, "15/QĐ-THCS", Governed.FROM, null));
            var admin = school.admin();
            admin.get("/staffing/accounts");
            var asked = admin.post("/staffing/accounts", "staff", staff, "staff", teacher);
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
            var ids = String.valueOf(school.one("SELECT group_concat(id) FROM proposal"));
            for (var id : ids.split(",", -1)) {
                assertThat(Governed.approve(school.principal(), id).statusCode())
                        .isEqualTo(303);
            }
            assertThat(school.one("SELECT username FROM account WHERE staff = '" + staff + "'"))
                    .isEqualTo("hoamai_thcshm");
            assertThat(school.one("SELECT username FROM account WHERE staff = '" + teacher + "'"))
                    .isEqualTo("minhlv.thcshm");
        }
    }
}
