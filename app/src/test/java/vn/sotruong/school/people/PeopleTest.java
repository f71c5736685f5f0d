package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.school.SampleSchool.CLERK;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.people.Identification.Identified;
import vn.sotruong.school.people.Identification.Reason;
import vn.sotruong.school.people.Identification.Refused;

class PeopleTest {
    private static final LocalDate BORN = LocalDate.parse("2014-03-02");

    @TempDir
    private Path folder;

    private Database db;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
    }

    @AfterEach
    void close() {
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private Pupil admit(String name, @Nullable String code, @Nullable String citizenNumber) {
        return db.write(
                CLERK,
                tx -> People.admit(tx, VietnameseName.split(name), BORN, Sex.FEMALE, "Kinh", code, citizenNumber));
    }

    @Test
    void a_pupil_is_read_back_as_written() {
        var an = admit("Dương Gia An", "2600000001", "079214000001");
        assertThat(stored(an)).isEqualTo(an);
    }

    @Test
    void pupils_are_listed_in_the_order_of_names() {
        List.of("Đỗ Ánh", "Lê Anh", "Nguyễn Hoá An", "Nguyễn Hòa An").forEach(name -> admit(name, null, null));
        assertThat(db.read(People::listPupils))
                .extracting(pupil -> pupil.name().full())
                .containsExactly("Nguyễn Hòa An", "Nguyễn Hoá An", "Lê Anh", "Đỗ Ánh");
    }

    @Test
    void a_code_may_be_bound_once_and_never_again() {
        var an = admit("Dương Gia An", null, null);
        var other = admit("Lê Anh", "2600000002", null);

        assertThat(identify(an, "2600000002")).isEqualTo(new Refused(Reason.CODE_TAKEN));
        assertThat(identify(an, "=1+1")).isEqualTo(new Refused(Reason.CODE_MALFORMED));
        assertThat(identify(an, "0600000001")).isEqualTo(new Identified());
        assertThat(identify(an, "0600000001")).isEqualTo(new Identified());
        assertThat(identify(an, "0600000009")).isEqualTo(new Refused(Reason.CODE_IS_FINAL));
        assertThat(identify(other, "0600000009")).isEqualTo(new Refused(Reason.CODE_IS_FINAL));
        assertThat(stored(an).code()).isEqualTo("0600000001");
    }

    private Identification identify(Pupil pupil, String code) {
        return db.write(CLERK, tx -> People.identifyPupil(tx, pupil.id(), code));
    }

    private Identification identify(Staff staff, String code) {
        return db.write(CLERK, tx -> People.identifyStaff(tx, staff.id(), code));
    }

    private Pupil stored(Pupil pupil) {
        return db.read(handle -> People.getPupil(handle, pupil.id()));
    }

    @Test
    void a_staff_code_may_be_bound_once_and_never_again() {
        var lan = db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), null));
        assertThat(identify(lan, "7900000001")).isEqualTo(new Identified());
        assertThat(identify(lan, "7900000002")).isEqualTo(new Refused(Reason.CODE_IS_FINAL));
    }

    @Test
    void no_statement_alters_or_erases_an_identifier_even_without_the_journal_s_guards() {
        var an = admit("Dương Gia An", "2600000001", "079214000001");
        admit("Lê Anh", "2600000002", "079214000002");
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), "7900000001"));
        db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Lê Văn Minh"), "7900000002"));

        for (var sql : List.of(
                "UPDATE pupil SET code = '2600000009' WHERE code = '2600000001'",
                "UPDATE pupil SET code = NULL",
                "UPDATE OR IGNORE pupil SET code = lower(code) || 'x'",
                "UPDATE OR REPLACE pupil SET code = '2600000002' WHERE code = '2600000001'",
                "UPDATE OR REPLACE pupil SET id = (SELECT id FROM pupil WHERE code = '2600000002')",
                "UPDATE pupil SET id = 'x' WHERE code = '2600000001'",
                "UPDATE pupil SET citizen_number = NULL",
                "UPDATE pupil SET citizen_number = '079214000009' WHERE code = '2600000001'",
                "DELETE FROM pupil",
                "DELETE FROM pupil WHERE code = '2600000001'",
                "REPLACE INTO pupil SELECT id, '2600000009', citizen_number, family_name, given_name, sort_key,"
                        + " search_key, birth_date, sex, ethnicity, status, seq FROM pupil WHERE code = '2600000001'",
                "REPLACE INTO pupil SELECT 'new', code, NULL, family_name, given_name, sort_key, search_key,"
                        + " birth_date, sex, ethnicity, status, seq FROM pupil WHERE code = '2600000001'",
                "REPLACE INTO pupil SELECT 'new', NULL, citizen_number, family_name, given_name, sort_key, search_key,"
                        + " birth_date, sex, ethnicity, status, seq FROM pupil WHERE code = '2600000001'",
                "INSERT INTO pupil SELECT * FROM pupil WHERE true ON CONFLICT DO UPDATE SET code = NULL",
                "UPDATE staff SET code = NULL",
                "UPDATE staff SET code = '7900000009' WHERE code = '7900000001'",
                "UPDATE OR REPLACE staff SET code = '7900000002' WHERE code = '7900000001'",
                "REPLACE INTO staff SELECT 'new', code, family_name, given_name, sort_key, search_key, status, seq"
                        + " FROM staff WHERE code = '7900000001'",
                "DELETE FROM staff")) {
            assertThatThrownBy(() -> db.write(CLERK, tx -> {
                        for (var table : List.of("pupil", "staff")) {
                            for (var guard : List.of("insert", "update", "delete")) {
                                tx.handle().execute("DROP TRIGGER guard_" + table + "_" + guard);
                            }
                        }
                        return tx.handle().execute(sql);
                    }))
                    .as(sql)
                    .rootCause()
                    .message()
                    .containsAnyOf("an identifier is never altered", "belongs to one person", "is never deleted");
        }
        assertThat(db.read(People::listPupils)).hasSize(2).contains(an);
        assertThat(db.read(People::listStaff)).hasSize(2);
    }

    @Test
    void whoever_goes_changes_status_and_keeps_the_record() {
        var an = admit("Dương Gia An", "2600000001", null);
        db.write(CLERK, tx -> {
            People.changeStatus(tx, an, PupilStatus.TRANSFERRED, "chuyển về quê");
            return null;
        });
        assertThat(stored(an)).isEqualTo(an.as(PupilStatus.TRANSFERRED));
    }
}
