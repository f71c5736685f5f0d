package vn.sotruong.school.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.admission.Admission.Confirmation;
import vn.sotruong.school.admission.Admission.Preview;
import vn.sotruong.school.admission.Admission.Upload;
import vn.sotruong.school.admission.Plan.Fate;
import vn.sotruong.school.people.Guardian;
import vn.sotruong.school.people.Identification;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.SampleFile;

class AdmissionTest {
    private static final List<String> HEADINGS = List.of(
            "Mã lớp",
            "Mã học sinh",
            "Họ tên",
            "Ngày sinh",
            "Giới tính",
            "Dân tộc",
            "Số định danh cá nhân",
            "Trạng thái HS");

    @TempDir
    private Path folder;

    private Database db;
    private Admission admission;
    private Homeroom a;
    private Homeroom b;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        admission = new Admission(db, CLOCK);
        var classes = SampleSchool.openClasses(db, "6A", "6B");
        a = classes.get(0);
        b = classes.get(1);
    }

    @AfterEach
    void close() {
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private static List<?> row(Object... cells) {
        return List.of(cells);
    }

    private static byte[] file(List<?>... rows) {
        var all = new ArrayList<List<?>>();
        all.add(HEADINGS);
        all.addAll(List.of(rows));
        return SampleFile.sheet("Sheet1", all.toArray(List[]::new));
    }

    private Preview preview(byte[] file) {
        var upload = admission.upload(CLERK, "danh-sach.xlsx", file);
        assertThat(upload).isInstanceOf(Upload.Waits.class);
        return ((Upload.Waits) upload).preview();
    }

    private List<Fault> faults(byte[] file) {
        return preview(file).plan().bad().stream()
                .flatMap(line -> ((Fate.Bad) line.fate()).faults().stream())
                .toList();
    }

    private Confirmation confirm(Preview preview) {
        return admission.confirm(CLERK, preview.seal());
    }

    private List<String> listOf(Homeroom homeroom) {
        return db.read(handle -> Roll.list(handle, homeroom.id())).stream()
                .map(entry -> entry.number() + " " + entry.pupil().name().full())
                .toList();
    }

    private List<Pupil> pupils() {
        return db.read(People::listPupils);
    }

    private static final byte[] THREE = file(
            row("6A", "0600000003", "Lê Yến", "02/03/2015", "Nữ", "Kinh", "079315000003", "Đang học"),
            row("6B", "0600000001", "Đỗ Ánh", LocalDate.parse("2015-04-05"), "Nam", "Tày", "079215000001", ""),
            row("lớp 6a", "0600000002", "Trần An", "7-8-2015", "NAM", "", "", "Đang học"));

    @Test
    void nothing_is_written_before_it_is_confirmed_and_then_all_of_it_is() {
        var preview = preview(THREE);
        assertThat(preview.plan().bad()).isEmpty();
        assertThat(preview.plan().placedByClass()).hasToString("{6A=2, 6B=1}");
        assertThat(pupils()).isEmpty();

        assertThat(confirm(preview)).isInstanceOf(Confirmation.Done.class);
        assertThat(listOf(a)).containsExactly("1 Trần An", "2 Lê Yến");
        assertThat(listOf(b)).containsExactly("1 Đỗ Ánh");
        var yen = pupils().stream()
                .filter(each -> each.name().given().equals("Yến"))
                .findFirst()
                .orElseThrow();
        assertThat(yen)
                .isEqualTo(new Pupil(
                        yen.id(),
                        "0600000003",
                        "079315000003",
                        new VietnameseName("Lê", "Yến"),
                        LocalDate.parse("2015-03-02"),
                        Sex.FEMALE,
                        "Kinh",
                        PupilStatus.STUDYING));
        assertThat(admission.find(CLERK)).isEmpty();
    }

    @Test
    void a_second_confirmation_writes_nothing() {
        var preview = preview(THREE);
        confirm(preview);
        assertThat(confirm(preview)).isEqualTo(new Confirmation.Refused(Admission.Reason.NOTHING_WAITS));
        assertThat(pupils()).hasSize(3);
    }

    @Test
    void the_same_list_again_changes_nothing() {
        confirm(preview(THREE));
        var again = preview(THREE);
        assertThat(again.plan().known()).hasSize(3);
        assertThat(confirm(again)).isEqualTo(new Confirmation.Refused(Admission.Reason.NOTHING_NEW));
    }

    @Test
    void a_school_that_changed_since_the_preview_is_previewed_again() {
        var preview = preview(THREE);
        db.write(CLERK, tx -> {
            var late = People.admit(
                    tx, VietnameseName.split("Bùi Bảo"), LocalDate.parse("2015-01-01"), Sex.MALE, null, null, null);
            Roll.enrol(tx, a, List.of(late), TODAY);
            return true;
        });
        assertThat(confirm(preview)).isEqualTo(new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE));
        assertThat(pupils()).hasSize(1);

        var fresh = admission.find(CLERK).orElseThrow();
        assertThat(confirm(fresh)).isInstanceOf(Confirmation.Done.class);
        assertThat(listOf(a)).containsExactly("1 Bùi Bảo", "2 Trần An", "3 Lê Yến");
    }

    @Test
    void another_file_in_the_place_of_the_previewed_one_is_previewed_again() {
        var preview = preview(THREE);
        preview(file(row("6A", "", "Lê Anh", "02/03/2015", "Nữ")));
        assertThat(confirm(preview)).isEqualTo(new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE));
        assertThat(pupils()).isEmpty();
    }

    @Test
    void nobody_confirms_what_somebody_else_previewed() {
        var preview = preview(THREE);
        assertThat(admission.confirm(new Actor("khac", "s2"), preview.seal()))
                .isEqualTo(new Confirmation.Refused(Admission.Reason.NOTHING_WAITS));
        assertThat(admission.confirm(CLERK, "0".repeat(64)))
                .isEqualTo(new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE));
        assertThat(pupils()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "HOMEROOM_UNKNOWN|A2|9Z|1|Lê An|02/03/2015|Nữ",
                "HOMEROOM_MISSING|A2||1|Lê An|02/03/2015|Nữ",
                "CODE_MALFORMED|B2|6A|7.926E+09|Lê An|02/03/2015|Nữ",
                "CODE_MALFORMED|B2|6A|=cmd|Lê An|02/03/2015|Nữ",
                "NAME_MISSING|C2|6A|1||02/03/2015|Nữ",
                "NAME_INCOMPLETE|C2|6A|1|An|02/03/2015|Nữ",
                "NAME_ODD|C2|6A|1|Lê An 2|02/03/2015|Nữ",
                "NAME_ODD|C2|6A|1|<b>Lê</b> An|02/03/2015|Nữ",
                "BIRTH_DATE_MISSING|D2|6A|1|Lê An||Nữ",
                "BIRTH_DATE_IMPOSSIBLE|D2|6A|1|Lê An|31/02/2015|Nữ",
                "BIRTH_DATE_IMPOSSIBLE|D2|6A|1|Lê An|29/02/2015|Nữ",
                "BIRTH_DATE_IMPOSSIBLE|D2|6A|1|Lê An|02/13/2015|Nữ",
                "BIRTH_DATE_UNREADABLE|D2|6A|1|Lê An|02/03/15|Nữ",
                "BIRTH_DATE_UNREADABLE|D2|6A|1|Lê An|tháng 3|Nữ",
                "BIRTH_DATE_FUTURE|D2|6A|1|Lê An|06/09/2026|Nữ",
                "BIRTH_DATE_UNLIKELY|D2|6A|1|Lê An|02/03/2020|Nữ",
                "BIRTH_DATE_UNLIKELY|D2|6A|1|Lê An|02/03/1915|Nữ",
                "SEX_UNKNOWN|E2|6A|1|Lê An|02/03/2015|X",
                "SEX_MISSING|E2|6A|1|Lê An|02/03/2015|"
            })
    void a_bad_cell_is_named_with_its_reason(
            Fault.Reason reason, String cell, String lop, String code, String name, String born, String sex) {
        var file = file(row(text(lop), text(code), text(name), text(born), text(sex)));
        assertThat(faults(file)).extracting(Fault::reason).containsExactly(reason);
        assertThat(faults(file)).extracting(Fault::address).containsExactly(cell);
        assertThat(confirm(preview(file))).isEqualTo(new Confirmation.Refused(Admission.Reason.BAD_ROWS));
        assertThat(pupils()).isEmpty();
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    @Test
    void every_fault_of_a_row_is_listed_and_one_bad_row_keeps_all_back() {
        var file = file(
                row("6A", "0600000001", "Lê An", "02/03/2015", "Nữ"),
                row("9Z", "", "An", "31/02/2015", "?", "", "123", "lạ"));
        assertThat(faults(file))
                .extracting(Fault::address)
                .containsExactlyInAnyOrder("A3", "C3", "D3", "E3", "G3", "H3");
        assertThat(confirm(preview(file))).isEqualTo(new Confirmation.Refused(Admission.Reason.BAD_ROWS));
        assertThat(pupils()).isEmpty();
    }

    @Test
    void a_code_that_excel_made_a_number_is_taken_only_where_no_digit_can_be_lost() {
        assertThat(faults(file(row("6A", 600000001, "Lê An", "02/03/2015", "Nữ"))))
                .containsExactly(new Fault("B2", Fault.Reason.CODE_AS_NUMBER, "600000001", ""));
        assertThat(faults(file(row("6A", 7.926001142E20, "Lê An", "02/03/2015", "Nữ"))))
                .extracting(Fault::reason)
                .containsExactly(Fault.Reason.CODE_AS_NUMBER);
        assertThat(faults(file(row("6A", "", "Lê An", "02/03/2015", "Nữ", "", 79315000003L))))
                .containsExactly(new Fault("G2", Fault.Reason.CITIZEN_NUMBER_AS_NUMBER, "79315000003", ""));
        confirm(preview(file(row("6A", 2600000001L, "Lê An", "02/03/2015", "Nữ"))));
        assertThat(pupils()).extracting(Pupil::code).containsExactly("2600000001");
    }

    @Test
    void dates_are_text_or_real_and_a_bare_number_is_neither() {
        assertThat(faults(file(row("6A", "", "Lê An", 42065, "Nữ"))))
                .extracting(Fault::reason)
                .containsExactly(Fault.Reason.BIRTH_DATE_UNREADABLE);
        confirm(preview(file(
                row("6A", "", "Lê An", LocalDate.parse("2015-12-31"), "Nữ"),
                row("6A", "", "Lê Anh", "31.12.2015", "Nữ"),
                row("6A", "", "Lê Em", "2015-12-31", "Nữ"))));
        assertThat(pupils()).extracting(Pupil::birthDate).containsOnly(LocalDate.parse("2015-12-31"));
    }

    @Test
    void decomposed_letters_and_hard_spaces_become_plain_names() {
        var name = Normalizer.normalize("Nguyễn\u00a0Thị  Ngọc Ánh", Normalizer.Form.NFD);
        var sex = Normalizer.normalize("Nữ", Normalizer.Form.NFD);
        confirm(preview(file(row("6A", "\u00a0", name, "02/03/2015\u00a0", sex))));
        assertThat(listOf(a)).containsExactly("1 Nguyễn Thị Ngọc Ánh");
        assertThat(pupils()).extracting(Pupil::code).containsOnlyNulls();
    }

    @Test
    void formulas_are_never_trusted() {
        var file = SampleFile.of(workbook -> {
            var sheet = workbook.newWorksheet("6A");
            SampleFile.fill(sheet, HEADINGS, row("6A", "", "Lê An", "02/03/2015", "Nữ"));
            sheet.formula(1, 2, "CONCATENATE(A1,B1)");
        });
        assertThat(faults(file)).extracting(Fault::reason).containsExactly(Fault.Reason.FORMULA);
    }

    @Test
    void the_same_pupil_twice_in_a_file_is_told_with_the_first_row() {
        assertThat(faults(file(
                        row("6A", "0600000001", "Lê An", "02/03/2015", "Nữ"),
                        row("6A", "0600000001", "Lê Anh", "02/03/2015", "Nữ"),
                        row("6B", "", "LÊ AN", "02/03/2015", "Nữ"),
                        row("6B", "0600000002", "Lê An", "02/03/2015", "Nữ"))))
                .containsExactly(
                        new Fault("B3", Fault.Reason.TWICE_IN_FILE, "0600000001", "Lê An (2)"),
                        new Fault("C4", Fault.Reason.TWICE_IN_FILE, "LÊ AN", "Lê An (2)"));
    }

    @Test
    void somebody_of_the_same_name_and_birthday_is_asked_about_unless_the_codes_differ() {
        confirm(preview(file(row("6A", "0600000001", "Lê An", "02/03/2015", "Nữ"))));
        assertThat(faults(file(row("6B", "", "Lê An", "02/03/2015", "Nữ"))))
                .containsExactly(new Fault("C2", Fault.Reason.PERHAPS_KNOWN, "Lê An", "Lê An, 6A"));
        assertThat(faults(file(row("6B", "0600000002", "Lê An", "02/03/2015", "Nữ"))))
                .isEmpty();
        assertThat(faults(file(row("6B", "0600000001", "Lê An", "02/03/2015", "Nữ"))))
                .containsExactly(new Fault("A2", Fault.Reason.IN_ANOTHER_CLASS, "6B", "6A"));
        assertThat(faults(file(row("6A", "0600000001", "Trần Bình", "02/03/2015", "Nam"))))
                .containsExactly(new Fault("B2", Fault.Reason.IDENTIFIER_OF_ANOTHER, "0600000001", "Lê An, 6A"));
    }

    @Test
    void a_pupil_who_was_here_gets_a_place_and_no_second_record_and_the_code_waits_for_two_people() {
        var known = db.write(
                CLERK,
                tx -> People.admit(
                        tx,
                        VietnameseName.split("Lê An"),
                        LocalDate.parse("2015-03-02"),
                        Sex.FEMALE,
                        "Kinh",
                        null,
                        "079315000003"));
        var preview = preview(file(row("6A", "0600000001", "Lê An", "02/03/2015", "Nữ", "Kinh", "079315000003", "")));
        assertThat(confirm(preview)).isInstanceOf(Confirmation.Done.class);
        assertThat(pupils()).hasSize(1);
        assertThat(pupils().get(0).id()).isEqualTo(known.id());
        assertThat(pupils().get(0).code()).isNull();
        assertThat(listOf(a)).containsExactly("1 Lê An");
    }

    @Test
    void whoever_has_left_is_not_brought_back_by_a_list() {
        confirm(preview(THREE));
        db.write(CLERK, tx -> {
            var an = Roll.list(tx.handle(), a.id()).get(0).pupil();
            Roll.withdraw(tx, an, TODAY, "chuyển trường");
            People.changeStatus(tx, an, PupilStatus.TRANSFERRED, "chuyển trường");
            return true;
        });
        assertThat(faults(THREE)).extracting(Fault::reason).containsExactly(Fault.Reason.NO_LONGER_HERE);
        assertThat(faults(file(row("6A", "", "Lê An", "02/03/2015", "Nữ", "", "", "Chuyển đi HK1"))))
                .extracting(Fault::reason)
                .containsExactly(Fault.Reason.STATUS_NOT_STUDYING);
    }

    @Test
    void headings_are_known_by_text_wherever_they_stand() {
        var file = SampleFile.sheet(
                "Sheet1",
                List.of("TRƯỜNG THCS HOA MAI"),
                List.of("DANH SÁCH HỌC SINH"),
                List.of(),
                List.of("STT", "Ngày sinh (dd/mm/yyyy)", "HỌ ĐỆM", "TÊN *", "Ghi chú", "Giới tính", "Lớp"),
                List.of(1, "02/03/2015", "Nguyễn Văn", "An", "", "Nam", "6A"),
                List.of(2, "", "", "", "", "", ""),
                List.of("", "", "", "", "Lập bảng"));
        var preview = preview(file);
        assertThat(preview.plan().bad()).isEmpty();
        confirm(preview);
        assertThat(listOf(a)).containsExactly("1 Nguyễn Văn An");
    }

    @Test
    void one_heading_above_two_name_columns_joins_them() {
        var file = SampleFile.sheet(
                "Sheet1",
                List.of("Lớp", "Họ và tên", "", "Ngày sinh", "Giới tính"),
                List.of("6A", "Nguyễn Văn", "An", "02/03/2015", "Nam"));
        confirm(preview(file));
        assertThat(listOf(a)).containsExactly("1 Nguyễn Văn An");
    }

    @Test
    void parents_addresses_a_cross_for_girls_and_what_stands_below_the_list() {
        var file = SampleFile.sheet(
                "HS",
                List.of(
                        "STT",
                        "Lớp",
                        "Họ và tên",
                        "Ngày sinh",
                        "Nữ",
                        "Nơi sinh",
                        "Địa chỉ",
                        "Họ tên cha",
                        "SĐT",
                        "Họ tên mẹ",
                        "Điện thoại",
                        "Số nhà trọ"),
                List.of(
                        1,
                        "6A",
                        "Lê Thị Mai",
                        "02/03/2015",
                        "x",
                        "Hà Nội",
                        "Thôn 2",
                        "Lê Văn Ba",
                        912345678,
                        "Trần Thị Tư",
                        "0987 654 321",
                        "7"),
                List.of(2, "6A", "Tống Công Minh", "04/05/2015", "", "", "", "", "", "", "12", ""),
                List.of("", "", "Tổng cộng: 2 học sinh", "", "", "", "", "", "", "", "", ""),
                List.of("", "", "Hiệu trưởng", "", "", "", "", "", "", "", "", ""),
                List.of("", "", "Nguyễn Thanh Hoà", "", "", "", "", "", "", "", "", ""));
        assertThat(admission.upload(CLERK, "tep.xlsx", file)).isInstanceOf(Admission.Upload.Waits.class);
        var preview = admission.find(CLERK).orElseThrow();
        assertThat(preview.plan().bad()).isEmpty();
        assertThat(preview.aside())
                .isEqualTo(new Aside(
                        List.of("Nơi sinh", "Địa chỉ", "Họ tên cha", "SĐT", "Họ tên mẹ", "Điện thoại"),
                        List.of("Số nhà trọ"),
                        List.of("Tổng cộng: 2 học sinh", "Hiệu trưởng", "Nguyễn Thanh Hoà"),
                        List.of("K3")));
        assertThat(admission.confirm(CLERK, preview.seal())).isInstanceOf(Admission.Confirmation.Done.class);
        var pupils = db.read(People::listPupils);
        assertThat(pupils)
                .extracting(each -> each.name().full() + " " + each.sex())
                .containsExactlyInAnyOrder("Lê Thị Mai FEMALE", "Tống Công Minh MALE");
        var mai = pupils.stream()
                .filter(each -> each.name().given().equals("Mai"))
                .findFirst()
                .orElseThrow();
        List<Guardian> guardians = db.read(handle -> People.listGuardians(handle, mai.id()));
        assertThat(guardians)
                .containsExactly(
                        new Guardian("FATHER", "Lê Văn Ba", "0912345678"),
                        new Guardian("MOTHER", "Trần Thị Tư", "0987654321"));
        String place = db.read(handle -> handle.createQuery("SELECT birth_place FROM pupil_profile")
                .mapTo(String.class)
                .one());
        assertThat(place).isEqualTo("Hà Nội");
    }

    @Test
    void one_sheet_a_class_takes_the_class_from_the_sheet_s_name() {
        var file = SampleFile.of(workbook -> {
            for (var name : List.of("6A", "6B")) {
                SampleFile.fill(
                        workbook.newWorksheet(name),
                        List.of("Họ tên", "Ngày sinh", "Giới tính"),
                        List.of("Lê An " + (name.equals("6A") ? "Hà" : "Hoa"), "02/03/2015", "Nữ"));
            }
            SampleFile.fill(workbook.newWorksheet("Hướng dẫn"), List.of("Đọc kỹ"));
        });
        confirm(preview(file));
        assertThat(listOf(a)).containsExactly("1 Lê An Hà");
        assertThat(listOf(b)).containsExactly("1 Lê An Hoa");
    }

    @Test
    void a_list_without_the_headings_it_needs_is_refused_as_a_whole() {
        assertRefused(SampleFile.sheet("x", List.of("a", "b")), Admission.Reason.NO_HEADINGS, "");
        assertRefused(
                SampleFile.sheet("x", List.of("Họ tên", "Ngày sinh"), List.of("Lê An", "02/03/2015")),
                Admission.Reason.HEADING_MISSING,
                "Giới tính");
        assertRefused(
                SampleFile.sheet("x", List.of("Họ tên", "Ngày sinh", "Giới tính", "Lớp", "Lớp")),
                Admission.Reason.HEADING_TWICE,
                "Lớp (E1)");
        assertRefused(SampleFile.sheet("x", HEADINGS), Admission.Reason.NO_PUPILS, "");
        assertRefused("a,b".getBytes(StandardCharsets.UTF_8), ExcelFile.Reason.PLAIN_TEXT, "");
        assertThat(admission.find(CLERK)).isEmpty();
    }

    private void assertRefused(byte[] file, Enum<?> reason, String detail) {
        assertThat(admission.upload(CLERK, "x.xlsx", file)).isEqualTo(new Upload.Refused(reason, detail));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_reason_has_words(Language language) {
        var messages = Messages.of(AdmissionPages.class, People.class);
        for (var reason : Fault.Reason.values()) {
            assertThat(messages.get(language, "admission.fault." + reason)).isNotBlank();
        }
        for (var reason : Admission.Reason.values()) {
            assertThat(messages.get(language, "admission.reason." + reason)).isNotBlank();
        }
        for (var reason : ExcelFile.Reason.values()) {
            assertThat(messages.get(language, "admission.file." + reason)).isNotBlank();
        }
        for (var reason : Identification.Reason.values()) {
            assertThat(messages.get(language, "people.reason." + reason)).isNotBlank();
        }
    }

    @Test
    void a_discarded_list_is_gone() {
        var preview = preview(THREE);
        admission.discard(CLERK);
        assertThat(admission.find(CLERK)).isEmpty();
        assertThat(confirm(preview)).isEqualTo(new Confirmation.Refused(Admission.Reason.NOTHING_WAITS));
    }

    @Test
    void a_whole_school_of_1200_goes_in_at_once_and_soon() {
        var names = List.of("Lê An", "Đỗ Ánh", "Trần Bình", "Võ Chi", "Hồ Dũng", "Lý Em", "Bùi Giang", "Tạ Hà");
        var rows = new ArrayList<List<?>>();
        for (var i = 0; i < 1_200; i++) {
            var name = names.get(i % 8);
            rows.add(row(
                    i % 2 == 0 ? "6A" : "6B",
                    "06%08d".formatted(i),
                    name.replace(" ", " Thị " + (char) ('A' + i / 8 % 26) + (char) ('a' + i / 208) + " "),
                    TODAY.minusYears(11).minusDays(i % 300),
                    "Nữ",
                    "Kinh",
                    "0993%08d".formatted(i),
                    ""));
        }
        var file = file(rows.toArray(List[]::new));
        var began = System.nanoTime();
        var preview = preview(file);
        var previewed = System.nanoTime();
        assertThat(preview.plan().bad()).isEmpty();
        assertThat(confirm(preview)).isInstanceOf(Confirmation.Done.class);
        var confirmed = System.nanoTime();
        assertThat(pupils()).hasSize(1_200);
        assertThat(listOf(a)).hasSize(600);
        assertThat(Duration.ofNanos(previewed - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(Duration.ofNanos(confirmed - previewed)).isLessThan(Duration.ofSeconds(5));
        System.out.println("1200 pupils: preview " + (previewed - began) / 1_000_000 + " ms, confirmed in "
                + (confirmed - previewed) / 1_000_000 + " ms");
    }

    @Test
    void a_late_list_is_numbered_after_those_who_are_there() {
        confirm(preview(THREE));
        confirm(preview(
                file(row("6A", "", "Bùi Bảo", "02/03/2015", "Nam"), row("6A", "", "Bùi An", "02/03/2015", "Nam"))));
        assertThat(listOf(a)).containsExactly("1 Trần An", "2 Lê Yến", "3 Bùi An", "4 Bùi Bảo");
    }
}
