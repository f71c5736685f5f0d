package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Học sinh tiểu học chuyển đến giữa năm: nobody is asked for what was over before they came. */
class PrimaryLatecomerTest {
    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom four;
    private String first;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        four = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            var homeroom = Roll.open(tx, "2026-2027", 4, "4A");
            Roll.lead(tx, homeroom.id(), school.staff("Trần Thị Lan"), Governed.FROM);
            Gradebook.openPrimary(tx, homeroom, "toan", 1);
            Gradebook.openPrimary(tx, homeroom, "toan", 2);
            return homeroom;
        });
        first = enrol(Governed.FROM);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String enrol(LocalDate from) {
        return school.house.db.write(Governed.SETUP, tx -> {
            var name = VietnameseName.split("Lê Thị An");
            var born = LocalDate.parse("2017-03-01");
            var admitted = People.admit(tx, name, born, Sex.FEMALE, null, null, null);
            Roll.enrol(tx, four, List.of(admitted), from);
            return admitted.id();
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(school.clock.instant(), Formats.ZONE);
    }

    /** The terms in which something of a pupil is missing. */
    private Set<Integer> terms(String pupil) {
        return school.house.db.read(handle -> school.house.results.incomplete(handle, four.id())).stream()
                .filter(each -> each.pupil().equals(pupil))
                .map(each -> each.semester())
                .collect(Collectors.toSet());
    }

    private void window() {
        school.house.db.write(
                Governed.SETUP,
                tx -> Windows.establish(
                        tx,
                        "2026-2027",
                        1,
                        "Đánh giá học kỳ I",
                        tx.now(),
                        tx.now().plus(Duration.ofDays(2)),
                        school.staff("Nguyễn Thị Hoa")));
    }

    @Test
    void who_comes_in_the_second_term_owes_nothing_of_the_first() {
        school.later(Duration.ofDays(80));
        var late = enrol(today());
        assertThat(terms(first)).containsExactlyInAnyOrder(1, 2);
        assertThat(terms(late)).containsExactly(2);
    }

    @Test
    void who_comes_within_the_term_owes_what_is_assessed_while_they_are_there() {
        var early = enrol(today());
        assertThat(terms(early)).as("no window was published yet").containsExactlyInAnyOrder(1, 2);
        window();
        assertThat(terms(early)).containsExactlyInAnyOrder(1, 2);
        school.later(Duration.ofDays(4));
        var late = enrol(today());
        assertThat(terms(first)).containsExactlyInAnyOrder(1, 2);
        assertThat(terms(early)).containsExactlyInAnyOrder(1, 2);
        assertThat(terms(late)).as("the window had ended before they came").containsExactly(2);
        window();
        assertThat(terms(late)).as("a later window reaches them").containsExactlyInAnyOrder(1, 2);
    }
}
