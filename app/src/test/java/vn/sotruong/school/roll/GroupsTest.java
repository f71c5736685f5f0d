package vn.sotruong.school.roll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.SCHEMA;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Nhóm, lớp mầm non: the table of classes that was widened for them, with pupils and references in it. */
class GroupsTest {
    private static final String SCRIPT = "vn/sotruong/school/migrations/V0011_1__groups.sql";

    @TempDir
    private Path folder;

    @Test
    void groups_stand_before_the_first_grade_and_a_filled_table_is_widened_without_a_loss() throws Exception {
        var random = new SecureRandom();
        var key = DatabaseKey.random(random);
        var file = folder.resolve("so.db");
        List<Homeroom> before;
        try (var db = Database.create(file, key, CLOCK, random, SCHEMA, "79760512")) {
            db.write(CLERK, tx -> {
                var ends = LocalDate.parse("2027-05-31");
                SchoolYears.open(tx, new SchoolYear("2026-2027", TODAY, ends, SchoolYear.State.OPEN));
                var an = People.admit(tx, VietnameseName.split("Trần An"), TODAY, Sex.MALE, null, null, null);
                Roll.enrol(tx, Roll.open(tx, "2026-2027", 7, "7A"), List.of(an), TODAY);
                return Roll.open(tx, "2026-2027", -5, "Nhà trẻ 1");
            });
            assertThatThrownBy(() -> db.write(CLERK, tx -> Roll.open(tx, "2026-2027", -6, "Nhà trẻ 0")))
                    .isInstanceOf(RuntimeException.class);
            before = db.read(handle -> Roll.listHomerooms(handle, "2026-2027"));
        }
        assertThat(before).extracting(Homeroom::grade).containsExactly(-5, 7);

        widenAgain(file, key);

        try (var db = Database.open(file, key, CLOCK, random, SCHEMA)) {
            assertThat(db.<List<Homeroom>>read(handle -> Roll.listHomerooms(handle, "2026-2027")))
                    .isEqualTo(before);
            // the script was run by hand, past the product: that its guards had fallen is told, and nothing else is
            assertThat(Audit.verify(db, SCHEMA, List.of()).findings())
                    .hasSize(3)
                    .allMatch(finding -> finding.contains("guard_homeroom_"));
            assertThatThrownBy(() -> db.write(CLERK, tx -> {
                        Roll.assign(tx, "no class", "toan", "nobody", TODAY);
                        return true;
                    }))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private static void widenAgain(Path file, DatabaseKey key) throws Exception {
        try (var script = Objects.requireNonNull(Roll.class.getClassLoader().getResourceAsStream(SCRIPT));
                var connection = Sqlite.openWriter(file, key);
                var statement = connection.createStatement()) {
            var text = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            for (var each : text.split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
            assertThatThrownBy(() -> statement.execute(
                            "INSERT INTO enrolment VALUES ('x', 'nobody', 'nowhere', 1, '2026-09-05', NULL, 1)"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
