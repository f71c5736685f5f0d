package vn.sotruong.school.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.admission.Duties.Duty;
import vn.sotruong.school.admission.Duties.Proposed;
import vn.sotruong.school.admission.Lists.Confirmation;
import vn.sotruong.school.admission.Lists.Kind;
import vn.sotruong.school.admission.Lists.Upload;
import vn.sotruong.school.admission.Lists.Waiting;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffProfiles;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.SampleFile;

/** Danh sách giáo viên và lớp, as LibreOffice wrote them and as they go wrong. */
@Tag("setup")
class ListsTest {
    private static final Path FILES = Path.of("src/test/java/vn/sotruong/lists");
    private static final List<?> STAFF = List.of("Họ và tên", "Mã giáo viên", "Ngày sinh", "SĐT");

    @TempDir
    private Path folder;

    private final List<Duty> asked = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private Database db;
    private Lists lists;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        lists = new Lists(
                db,
                (tx, duties) -> {
                    asked.addAll(duties);
                    return new Proposed(duties.size(), 0);
                },
                new Appointments() {
                    @Override
                    public Optional<String> post(String word) {
                        return word.equals("Văn thư") ? Optional.of("CLERK") : Optional.empty();
                    }

                    @Override
                    public boolean lacks(Handle handle, String staff, String post, LocalDate on) {
                        return !posts.contains(staff + " " + post);
                    }

                    @Override
                    public boolean propose(Tx tx, String staff, String post, LocalDate from) {
                        return posts.add(staff + " " + post);
                    }
                },
                CLOCK);
    }

    @AfterEach
    void close() {
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FILES.resolve(name));
    }

    private ListPlan plan(Kind kind, byte[] file) {
        assertThat(lists.upload(CLERK, kind, "tep.xlsx", file)).isEqualTo(new Upload.Waits());
        return ((Waiting.Preview) lists.find(CLERK, kind).orElseThrow()).plan();
    }

    private Confirmation confirm(Kind kind) {
        var waiting = (Waiting.Preview) lists.find(CLERK, kind).orElseThrow();
        return lists.confirm(CLERK, kind, waiting.seal());
    }

    private List<Fault.Reason> faults(Kind kind, byte[] file) {
        return plan(kind, file).rows().stream()
                .flatMap(row -> row.faults().stream())
                .map(Fault::reason)
                .toList();
    }

    private List<Staff> staff() {
        return db.read(People::listStaff);
    }

    @Test
    void a_staff_list_with_titles_merged_headings_and_real_dates_is_read_and_written_once() throws IOException {
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), null));
        var plan = plan(Kind.STAFF, file("giao-vien.xlsx"));
        assertThat(plan.count(ListPlan.State.NEW)).isEqualTo(14);
        assertThat(plan.count(ListPlan.State.CHANGED)).isEqualTo(1);
        assertThat(staff()).hasSize(1);

        assertThat(confirm(Kind.STAFF)).isEqualTo(new Confirmation.Done(14, 1, new Proposed(0, 0), 0, 0, false));
        assertThat(staff()).hasSize(15);
        var lan = staff().stream()
                .filter(each -> each.name().full().equals("Trần Thị Lan"))
                .findFirst()
                .orElseThrow();
        assertThat(lan.code()).as("waits for two people").isNull();
        assertThat(plan.rows().stream().flatMap(row -> row.faults().stream()))
                .extracting(Fault::reason)
                .containsExactly(Fault.Reason.CODE_WAITS);
        var profile = db.read(StaffProfiles::all).get(lan.id());
        assertThat(profile)
                .containsEntry("sex", "FEMALE")
                .containsEntry("major", "Toán")
                .containsKeys("birth_date", "phone");
        var members = db.read(handle -> Departments.listMembers(handle, TODAY));
        assertThat(members).hasSize(13).noneMatch(each -> each.head());

        // the same file again says nothing new, and writes nothing
        var again = plan(Kind.STAFF, file("giao-vien.xlsx"));
        assertThat(again.count(ListPlan.State.EQUAL)).isEqualTo(15);
        assertThat(confirm(Kind.STAFF)).isEqualTo(new Confirmation.Refused(Admission.Reason.NOTHING_NEW));
    }

    @Test
    void classes_stand_at_once_and_their_teachers_are_asked_for() throws IOException {
        plan(Kind.STAFF, file("giao-vien.xlsx"));
        confirm(Kind.STAFF);
        var plan = plan(Kind.CLASSES, file("lop-phan-cong.xlsx"));
        assertThat(plan.rows()).allMatch(row -> row.state() == ListPlan.State.NEW);
        assertThat(plan.unused()).isEmpty();
        assertThat(confirm(Kind.CLASSES)).isEqualTo(new Confirmation.Done(4, 0, new Proposed(48, 0), 0, 0, false));
        var homerooms = db.read(handle -> Roll.listHomerooms(handle, "2026-2027"));
        assertThat(homerooms).extracting(Homeroom::name).containsExactly("6A", "6B", "7A", "7B");
        assertThat(homerooms).extracting(Homeroom::grade).containsExactly(6, 6, 7, 7);
        assertThat(asked).hasSize(48).filteredOn(each -> each.subject() == null).hasSize(4);
        assertThat(asked)
                .filteredOn(each -> Objects.equals(each.subject(), "ngoaingu"))
                .hasSize(4)
                .allMatch(each -> each.from().equals(LocalDate.parse("2026-09-05")));
        List<?> none = db.read(handle -> Roll.listYearAssignments(handle, "2026-2027", TODAY));
        assertThat(none).as("nobody teaches before the principal approves").isEmpty();
    }

    @Test
    void assignments_may_also_stand_in_rows() {
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), "7900260015"));
        SampleSchool.openClasses(db, "6A");
        plan(
                Kind.CLASSES,
                SampleFile.sheet(
                        "Phân công",
                        List.of("STT", "Giáo viên dạy", "Lớp", "Môn học"),
                        List.of(1, "Trần Thị Lan (7900260015)", "lớp 6a", "Toán"),
                        List.of(2, "trần thị lan", "6A", "KHTN")));
        assertThat(confirm(Kind.CLASSES)).isEqualTo(new Confirmation.Done(0, 2, new Proposed(2, 0), 0, 0, false));
        assertThat(asked).extracting(Duty::subject).containsExactly("toan", "khtn");
    }

    @Test
    void every_bad_cell_is_named_and_nothing_is_written() {
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Lê Văn Minh"), "G1"));
        assertThat(faults(
                        Kind.STAFF,
                        SampleFile.sheet(
                                "DS",
                                STAFF,
                                List.of("Minh", "G2", "", ""),
                                List.of("Trần An", 1.23E11, "", ""),
                                List.of("Trần Bình", "G3", "31/02/1980", ""),
                                List.of("Trần Cúc", "G4", 29000, ""),
                                List.of("Trần Dũng", "G5", "01/01/2020", ""),
                                List.of("Trần Em", "G6", "", 912345678),
                                List.of("Trần Giang", "G1", "", ""),
                                List.of("Trần Hà", "G7", "02/03/1980", ""),
                                List.of("Trần Hà", "", "02/03/1980", ""),
                                List.of("", "G8", "", "0912345678"))))
                .containsExactly(
                        Fault.Reason.NAME_INCOMPLETE,
                        Fault.Reason.STAFF_CODE_AS_NUMBER,
                        Fault.Reason.BIRTH_DATE_IMPOSSIBLE,
                        Fault.Reason.BIRTH_DATE_UNREADABLE,
                        Fault.Reason.BIRTH_DATE_FUTURE,
                        Fault.Reason.PHONE_AS_NUMBER,
                        Fault.Reason.STAFF_CODE_OF_ANOTHER,
                        Fault.Reason.STAFF_TWICE,
                        Fault.Reason.NAME_MISSING);
        assertThat(confirm(Kind.STAFF)).isEqualTo(new Confirmation.Refused(Admission.Reason.BAD_ROWS));
        assertThat(staff()).hasSize(1);

        assertThat(faults(
                        Kind.CLASSES,
                        SampleFile.sheet(
                                "Lớp",
                                List.of("Lớp", "Khối", "GVCN", "Học 2 buổi/ngày", "Toán"),
                                List.of("6A", 6, "Lê Văn Minh", "x", "Cao Xa Lạ"),
                                List.of("6 a", 6, "", "", ""),
                                List.of("10A", "", "", "", ""),
                                List.of("6C", 6, "", "đôi khi", ""))))
                .containsExactly(
                        Fault.Reason.TEACHER_UNKNOWN,
                        Fault.Reason.ROW_TWICE,
                        Fault.Reason.GRADE_NOT_HERE,
                        Fault.Reason.YES_OR_NO);
        assertThat(confirm(Kind.CLASSES)).isEqualTo(new Confirmation.Refused(Admission.Reason.BAD_ROWS));
        List<Homeroom> none = db.read(handle -> Roll.listHomerooms(handle, "2026-2027"));
        assertThat(none).isEmpty();
    }

    @Test
    void two_people_of_one_name_need_codes() {
        db.write(CLERK, tx -> {
            People.engage(tx, VietnameseName.split("Lê Văn Minh"), "G1");
            return People.engage(tx, VietnameseName.split("Lê Văn Minh"), "G2");
        });
        SampleSchool.openClasses(db, "6A");
        var headings = List.of("Lớp", "Toán");
        assertThat(faults(Kind.CLASSES, SampleFile.sheet("L", headings, List.of("6A", "Lê Văn Minh"))))
                .containsExactly(Fault.Reason.TEACHER_AMBIGUOUS);
        assertThat(faults(Kind.CLASSES, SampleFile.sheet("L", headings, List.of("6A", "Lê Văn Minh (G2)"))))
                .isEmpty();
        assertThat(faults(Kind.STAFF, SampleFile.sheet("DS", STAFF, List.of("Lê Văn Minh", "", "", ""))))
                .containsExactly(Fault.Reason.STAFF_AMBIGUOUS);
    }

    @Test
    void what_stands_below_a_list_is_named_and_passed_over_and_so_are_columns_that_mean_nothing() {
        var file = SampleFile.sheet(
                "DS",
                List.of("STT", "Họ và tên", "Mã giáo viên", "Nữ", "Chức vụ", "Hệ số lương"),
                List.of(1, "Lê Thị Mai", "G1", "X", "Văn thư", "2.34"),
                List.of(2, "Tống Công Minh", "G2", "", "Giáo viên", "3.00"),
                List.of("", "(Danh sách gồm 2 người)", "", "", "", ""),
                List.of("", "Hiệu trưởng", "", "", "", ""),
                List.of("", "Nguyễn Thanh Hoà", "", "", "", ""));
        var plan = plan(Kind.STAFF, file);
        assertThat(plan.rows()).extracting(ListPlan.Row::name).containsExactly("Lê Thị Mai", "Tống Công Minh");
        assertThat(plan.footers()).containsExactly("(Danh sách gồm 2 người)", "Hiệu trưởng", "Nguyễn Thanh Hoà");
        assertThat(plan.unused()).containsExactly("Hệ số lương");
        assertThat(plan.rows().getFirst().what()).contains(ListPlan.Said.of("admission.said.post.CLERK"));
        assertThat(confirm(Kind.STAFF)).isEqualTo(new Confirmation.Done(2, 0, new Proposed(0, 0), 1, 0, false));
        assertThat(posts).hasSize(1);
        var profiles = db.read(StaffProfiles::all);
        assertThat(staff())
                .extracting(each -> each.code() + " "
                        + profiles.getOrDefault(each.id(), Map.of()).get("sex"))
                .containsExactlyInAnyOrder("G1 FEMALE", "G2 MALE");
        assertThat(plan(Kind.STAFF, file).count(ListPlan.State.EQUAL))
                .as("the post is asked for once")
                .isEqualTo(2);
    }

    @Test
    void nobody_puts_themselves_into_a_department() {
        var me = db.write(CLERK, tx -> {
            var staff = People.engage(tx, VietnameseName.split("Lê Văn Minh"), "G1");
            return Accounts.create(tx, staff, "thcshm", "$argon2id$", false);
        });
        var actor = new Actor(me.id(), "s1");
        var file = SampleFile.sheet(
                "DS",
                List.of("Họ và tên", "Mã giáo viên", "Tổ chuyên môn"),
                List.of("Lê Văn Minh", "G1", "Toán"),
                List.of("Trần An", "G2", "Toán"));
        assertThat(lists.upload(actor, Kind.STAFF, "tep.xlsx", file)).isEqualTo(new Upload.Waits());
        var waiting = (Waiting.Preview) lists.find(actor, Kind.STAFF).orElseThrow();
        assertThat(lists.confirm(actor, Kind.STAFF, waiting.seal()))
                .isEqualTo(new Confirmation.Done(1, 1, new Proposed(0, 0), 0, 0, true));
        var members = db.read(handle -> Departments.listMembers(handle, TODAY));
        assertThat(members).hasSize(1).noneMatch(each -> each.staff().equals(me.staff()));
    }

    @Test
    void of_two_sheets_that_look_alike_somebody_chooses_one() {
        var two = SampleFile.of(workbook -> {
            SampleFile.fill(workbook.newWorksheet("Năm ngoái"), STAFF, List.of("Trần Cũ", "G1", "", ""));
            SampleFile.fill(workbook.newWorksheet("Năm nay"), STAFF, List.of("Trần Mới", "G2", "", ""));
        });
        assertThat(lists.upload(CLERK, Kind.STAFF, "hai.xlsx", two)).isEqualTo(new Upload.Waits());
        assertThat(lists.find(CLERK, Kind.STAFF))
                .contains(new Waiting.Which("hai.xlsx", List.of("Năm ngoái", "Năm nay")));
        lists.choose(CLERK, Kind.STAFF, "Năm nay");
        assertThat(confirm(Kind.STAFF)).isInstanceOf(Confirmation.Done.class);
        assertThat(staff()).extracting(each -> each.name().full()).containsExactly("Trần Mới");
    }

    @Test
    void what_is_confirmed_is_what_was_shown() {
        plan(Kind.STAFF, SampleFile.sheet("DS", STAFF, List.of("Trần An", "G1", "", "")));
        var shown = (Waiting.Preview) lists.find(CLERK, Kind.STAFF).orElseThrow();
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần An"), null));
        assertThat(lists.confirm(CLERK, Kind.STAFF, shown.seal()))
                .isEqualTo(new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE));
        assertThat(staff()).hasSize(1);
    }

    @Test
    void text_files_in_any_encoding_empty_rows_and_formulas_are_met_with_a_sentence() {
        var csv = "Họ và tên,Mã giáo viên\nTrần An,G1\n";
        for (var encoding : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1258"), StandardCharsets.UTF_16)) {
            assertThat(lists.upload(CLERK, Kind.STAFF, "a.csv", csv.getBytes(encoding)))
                    .as("%s", encoding)
                    .isEqualTo(new Upload.Refused(ExcelFile.Reason.PLAIN_TEXT, ""));
        }
        assertThat(lists.upload(CLERK, Kind.STAFF, "a.xlsx", SampleFile.sheet("X", List.of("chỉ có chữ"))))
                .isEqualTo(new Upload.Refused(Lines.Reason.NO_HEADINGS, ""));
        var empty = SampleFile.of(workbook -> {
            var sheet = workbook.newWorksheet("DS");
            SampleFile.fill(sheet, STAFF, List.of("Trần An", "G1", "", ""));
            for (var row = 2; row < 60_000; row++) {
                sheet.style(row, 0).bold().set();
            }
        });
        assertThat(plan(Kind.STAFF, empty).rows()).hasSize(1);
        var formula = SampleFile.of(workbook -> {
            var sheet = workbook.newWorksheet("DS");
            SampleFile.fill(sheet, STAFF, List.of("Trần An", "", "", ""));
            sheet.formula(1, 1, "HYPERLINK(\"http://a.example\")");
        });
        assertThat(faults(Kind.STAFF, formula)).containsExactly(Fault.Reason.FORMULA);
    }
}
