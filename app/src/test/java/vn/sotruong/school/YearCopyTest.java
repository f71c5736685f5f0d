package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.SampleFile;

/** Chép từ năm trước: shown first, written whole, and assignments only as a proposal. */
@Tag("setup")
class YearCopyTest {
    private static final String LAST = "2025-2026";
    private static final LocalDate THEN = LocalDate.parse("2025-09-05");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]{64})\"");

    @TempDir
    private Path folder;

    private Governed school;
    private String minh;
    private String gone;
    private Homeroom now7a;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        minh = school.stranger("Lê Văn Minh").id();
        gone = school.stranger("Đỗ Hữu Nghĩa").id();
        now7a = school.house.db.write(Governed.SETUP, tx -> {
            SchoolYears.open(tx, new SchoolYear(LAST, THEN, LocalDate.parse("2026-05-31"), SchoolYear.State.CLOSED));
            var old = Roll.open(tx, LAST, 7, "7A");
            var younger = Roll.open(tx, LAST, 6, "6A");
            Roll.open(tx, LAST, 9, "9A");
            for (var each : List.of(old, younger)) {
                Roll.plan(tx, new Programme(each.id(), "toan", 140, 4));
                Roll.plan(tx, new Programme(each.id(), "nguvan", 140, 4));
                Roll.plan(tx, new Programme(each.id(), "tinhoc", 35, 1));
            }
            Gradebook.open(tx, old.id(), "toan", 1, 3);
            Gradebook.open(tx, old.id(), "toan", 2, 4);
            taught(tx, old, "toan", minh);
            taught(tx, old, "nguvan", gone);
            taught(tx, old, "tinhoc", school.staff("Phạm Quốc Toàn"));
            Roll.lead(tx, old.id(), minh, THEN);
            taught(tx, younger, "nguvan", school.staff("Trần Thị Lan"));
            People.changeStatus(
                    tx, People.findStaff(tx.handle(), gone).orElseThrow(), StaffStatus.LEFT, "chuyển công tác");
            return Roll.open(tx, "2026-2027", 7, "7A");
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** The administrator, who has taught here too and so chooses the capacity. */
    private TestBrowser admin() {
        var admin = school.admin();
        admin.post("/capacity", "to", "ADMINISTRATION");
        admin.get("/menu");
        return admin;
    }

    private static void taught(Tx tx, Homeroom homeroom, String subject, String staff) {
        var held = Roll.assign(tx, homeroom.id(), subject, staff, THEN);
        Roll.end(tx, held.id(), LocalDate.parse("2026-06-01"), "hết năm học");
    }

    private static String seal(String page) {
        var found = SEAL.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private String count(String table) {
        return String.valueOf(school.one("SELECT count(*) FROM " + table));
    }

    private long teaching(String staff, String subject) {
        return school
                .house
                .db
                .read(handle -> Roll.listAssignments(handle, staff, LocalDate.parse("2026-11-22")))
                .stream()
                .filter(each ->
                        each.homeroom().equals(now7a.id()) && each.subject().equals(subject))
                .count();
    }

    @Test
    void last_years_plan_columns_and_teachers_are_shown_first_and_the_principal_approves_who_teaches() {
        var admin = admin();
        var before = count("change");
        assertThat(admin.get("/year-setup").body()).contains("href=\"/year-setup/copy\"", "href=\"/assignments\"");
        var page = admin.get("/year-setup/copy").body();
        assertThat(page)
                .contains("Sẽ ghi 3 dòng số tiết, mở 2 sổ điểm, trình 2 phân công")
                .contains("Chủ nhiệm: Lê Văn Minh; Toán: Lê Văn Minh")
                .contains("Toán 140 (4)")
                .contains("7A Ngữ văn (Đỗ Hữu Nghĩa)")
                .contains("Thầy cô không còn làm việc tại trường.")
                .contains("7A Tin học (Phạm Quốc Toàn)")
                .contains("Việc của chính người đang chép")
                .contains("Sổ năm trước có số cột thường xuyên khác quy định")
                .contains("6A; 9A");
        assertThat(count("change")).as("a dry run writes nothing").isEqualTo(before);

        assertThat(admin.post("/year-setup/copy", "follow", "SAME", "seal", seal(page))
                        .statusCode())
                .isEqualTo(303);
        assertThat(admin.get("/year-setup?done=copied").body()).contains("Đã chép từ năm trước");
        var plan = school.house.db.read(handle -> Roll.listProgramme(handle, now7a.id()));
        assertThat(plan).hasSize(3).contains(new Programme(now7a.id(), "toan", 140, 4));
        var sheets = school.house.db.read(handle -> List.of(
                Gradebook.findSheet(handle, now7a.id(), "toan", 1).orElseThrow().regularCount(),
                Gradebook.findSheet(handle, now7a.id(), "toan", 2).orElseThrow().regularCount()));
        assertThat(sheets).containsExactly(4, 4);
        assertThat(teaching(minh, "toan")).as("nobody teaches before approval").isZero();

        var again = admin.get("/year-setup/copy").body();
        assertThat(again)
                .contains("Không còn gì để chép")
                .contains("đang chờ duyệt")
                .doesNotContain("name=\"seal\"");

        var id = String.valueOf(school.one("SELECT id FROM proposal"));
        assertThat(Governed.approve(school.principal(), id).statusCode()).isEqualTo(303);
        assertThat(teaching(minh, "toan")).isEqualTo(1);
        assertThat(teaching(gone, "nguvan")).isZero();
        boolean leads =
                school.house.db.read(handle -> Roll.leads(handle, minh, now7a.id(), LocalDate.parse("2026-11-22")));
        assertThat(leads).isTrue();
    }

    @Test
    void teachers_may_go_up_with_their_pupils() {
        var page = admin().get("/year-setup/copy?follow=UP").body();
        assertThat(page)
                .contains("trình 1 phân công")
                .contains("Ngữ văn: Trần Thị Lan")
                .doesNotContain("Lê Văn Minh");
    }

    @Test
    void what_changed_after_the_look_is_not_written_and_the_right_people_alone_copy() {
        var admin = admin();
        var seal = seal(admin.get("/year-setup/copy").body());
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.plan(tx, new Programme(now7a.id(), "tinhoc", 0, null));
            return true;
        });
        var stale = admin.post("/year-setup/copy", "follow", "SAME", "seal", seal);
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body()).contains("đã thay đổi sau khi xem");
        assertThat(count("proposal")).isEqualTo("0");
        var page = admin.get("/year-setup/copy").body();
        assertThat(page).contains("Năm nay lớp không học môn này");
        for (var other : List.of(school.clerk(), school.teacher(), school.principal())) {
            assertThat(other.get("/year-setup/copy").statusCode()).isEqualTo(403);
            assertThat(other.post("/year-setup/copy", "follow", "SAME", "seal", seal(page))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(count("proposal")).isEqualTo("0");
    }

    @Test
    void an_excel_list_goes_the_way_of_all_assignments_and_a_leaver_is_nobodys_person_in_it() {
        var later = LocalDate.parse("2027-01-10");
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.assign(tx, now7a.id(), "nguvan", gone, Governed.FROM);
            return Roll.assign(tx, now7a.id(), "toan", school.staff("Trần Thị Lan"), later);
        });
        var headings = List.of("Lớp", "Khối", "Ngữ văn", "Toán", "Tin học");
        var row = List.of("7A", 7, "Lê Văn Minh", "Lê Văn Minh", "Phạm Quốc Toàn");
        var admin = admin();
        admin.get("/imports/classes");
        admin.upload("/imports/classes", "file", "lop.xlsx", SampleFile.sheet("Lớp", headings, row));
        var preview = admin.get("/imports/classes").body();
        var found = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"").matcher(preview);
        assertThat(found.find()).as(preview).isTrue();
        var done = admin.post("/imports/classes/confirm", "seal", found.group(1));
        assertThat(done.body()).contains("2 phân công đã trình hiệu trưởng");

        var persons = String.valueOf(school.one("SELECT persons FROM proposal"));
        assertThat(persons).contains(minh, school.staff("Trần Thị Lan")).doesNotContain(gone);
        var id = String.valueOf(school.one("SELECT id FROM proposal"));
        assertThat(Governed.approve(school.principal(), id).statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT state FROM proposal")).isEqualTo("APPROVED");
        assertThat(teaching(minh, "nguvan")).isEqualTo(1);
        assertThat(teaching(gone, "nguvan")).as("the leaver's ended").isZero();
        var next = school.house.db.read(
                handle -> Roll.listAssignments(handle, school.staff("Trần Thị Lan"), later.plusDays(1)));
        assertThat(next).as("who was to begin later gives it up too").isEmpty();
    }
}
