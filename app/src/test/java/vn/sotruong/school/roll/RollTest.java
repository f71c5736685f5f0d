package vn.sotruong.school.roll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;

class RollTest {
    private static final LocalDate BORN = LocalDate.parse("2014-03-02");

    @TempDir
    private Path folder;

    private Database db;
    private Homeroom a;
    private Homeroom b;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        var classes = SampleSchool.openClasses(db, "7A", "7B");
        a = classes.get(0);
        b = classes.get(1);
    }

    @AfterEach
    void close() {
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private List<Pupil> enrol(Homeroom homeroom, String... names) {
        return db.write(CLERK, tx -> {
            var pupils = Stream.of(names)
                    .map(name -> People.admit(tx, VietnameseName.split(name), BORN, Sex.MALE, "Kinh", null, null))
                    .toList();
            Roll.enrol(tx, homeroom, pupils, TODAY);
            return pupils;
        });
    }

    private List<String> listOf(Homeroom homeroom) {
        return db.read(handle -> Roll.list(handle, homeroom.id())).stream()
                .map(entry -> entry.number() + " " + entry.pupil().name().full())
                .toList();
    }

    @Test
    void a_new_class_is_numbered_in_the_order_of_names() {
        enrol(a, "Lê Yến", "Đỗ Ánh", "Lê Anh", "Trần An");
        assertThat(listOf(a)).containsExactly("1 Trần An", "2 Lê Anh", "3 Đỗ Ánh", "4 Lê Yến");
    }

    @Test
    void whoever_comes_later_stands_at_the_end_and_a_number_is_never_given_again() {
        var first = enrol(a, "Lê Anh", "Lê Yến");
        db.write(CLERK, tx -> {
            Roll.withdraw(tx, first.get(1), TODAY.plusDays(9), "chuyển trường");
            return null;
        });
        enrol(a, "Trần An");
        assertThat(listOf(a)).containsExactly("1 Lê Anh", "3 Trần An");
    }

    @Test
    void a_move_ends_the_old_place_and_begins_a_new_one() {
        var pupils = enrol(a, "Lê Anh", "Lê Yến");
        enrol(b, "Đỗ Ánh");
        db.write(CLERK, tx -> {
            Roll.move(tx, pupils.get(0), b, TODAY.plusDays(30), "theo đơn của gia đình");
            return null;
        });
        assertThat(listOf(a)).containsExactly("2 Lê Yến");
        assertThat(listOf(b)).containsExactly("1 Đỗ Ánh", "2 Lê Anh");
        assertThat(isIn(pupils.get(0), b)).isTrue();
        assertThat(isIn(pupils.get(0), a)).isFalse();
    }

    @Test
    void nobody_is_in_two_classes_at_once() {
        var an = enrol(a, "Trần An");
        assertThatThrownBy(() -> db.write(CLERK, tx -> {
                    Roll.enrol(tx, b, an, TODAY);
                    return null;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(listOf(b)).isEmpty();
    }

    @Test
    void only_the_assignment_of_that_class_subject_and_day_lets_a_teacher_write() {
        var lan = db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), null));
        var assignment = db.write(CLERK, tx -> Roll.assign(tx, a.id(), "toan", lan.id(), TODAY));

        assertThat(teaches(lan.id(), a, "toan", TODAY)).isTrue();
        assertThat(teaches(lan.id(), a, "toan", TODAY.minusDays(1))).isFalse();
        assertThat(teaches(lan.id(), b, "toan", TODAY)).isFalse();
        assertThat(teaches(lan.id(), a, "nguvan", TODAY)).isFalse();
        assertThat(teaches("nobody", a, "toan", TODAY)).isFalse();

        db.write(CLERK, tx -> {
            Roll.end(tx, assignment.id(), TODAY.plusDays(7), "nghỉ thai sản");
            return null;
        });
        assertThat(teaches(lan.id(), a, "toan", TODAY.plusDays(6))).isTrue();
        assertThat(teaches(lan.id(), a, "toan", TODAY.plusDays(7))).isFalse();
        assertThat(assignments(lan.id(), TODAY)).hasSize(1);
        assertThat(assignments(lan.id(), TODAY.plusDays(7))).isEmpty();
    }

    private boolean isIn(Pupil pupil, Homeroom homeroom) {
        return db.read(handle -> Roll.isIn(handle, pupil.id(), homeroom.id()));
    }

    private List<TeachingAssignment> assignments(String staff, LocalDate on) {
        return db.read(handle -> Roll.listAssignments(handle, staff, on));
    }

    private boolean teaches(String staff, Homeroom homeroom, String subject, LocalDate on) {
        return db.read(handle -> Roll.teaches(handle, staff, homeroom.id(), subject, on));
    }

    @Test
    void a_subject_that_the_school_does_not_teach_cannot_be_assigned() {
        var lan = db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), null));
        assertThatThrownBy(() -> db.write(CLERK, tx -> Roll.assign(tx, a.id(), "latin", lan.id(), TODAY)))
                .isInstanceOf(RuntimeException.class);
    }

    private Staff engage(String name) {
        return db.write(CLERK, tx -> People.engage(tx, VietnameseName.split(name), null));
    }

    private Set<Need> entitlements(Staff staff, LocalDate on) {
        return db.read(handle -> Roll.entitlements(handle, staff.id(), on));
    }

    @Test
    void a_class_has_one_homeroom_teacher_on_any_day() {
        var lan = engage("Trần Thị Lan");
        var minh = engage("Lê Văn Minh");
        var november = TODAY.plusDays(57);
        db.write(CLERK, tx -> {
            Roll.lead(tx, a.id(), lan.id(), TODAY);
            return Roll.lead(tx, a.id(), minh.id(), november);
        });
        db.read(handle -> {
            assertThat(Roll.leads(handle, lan.id(), a.id(), november.minusDays(1)))
                    .isTrue();
            assertThat(Roll.leads(handle, lan.id(), a.id(), november)).isFalse();
            assertThat(Roll.leads(handle, minh.id(), a.id(), november)).isTrue();
            assertThat(Roll.leads(handle, minh.id(), b.id(), november)).isFalse();
            assertThat(Roll.findHomeroomTeacher(handle, b.id(), TODAY)).isEmpty();
            assertThat(Roll.listLed(handle, lan.id(), TODAY)).containsExactly(a);
            assertThat(Roll.listLed(handle, lan.id(), november)).isEmpty();
            return true;
        });
        assertThat(entitlements(lan, TODAY)).containsExactly(Need.HOMEROOM);
        assertThat(entitlements(lan, november)).isEmpty();
        assertThat(entitlements(minh, november)).containsExactly(Need.HOMEROOM);
    }

    @Test
    void a_department_has_one_head_who_looks_after_its_own_members() {
        var lan = engage("Trần Thị Lan");
        var minh = engage("Lê Văn Minh");
        var van = engage("Ngô Thị Bích Vân");
        var later = TODAY.plusDays(30);
        db.write(CLERK, tx -> {
            var sciences = Departments.open(tx, "Toán – Tin");
            var letters = Departments.open(tx, "Ngữ văn");
            Departments.join(tx, sciences.id(), lan.id(), true, TODAY);
            Departments.join(tx, sciences.id(), minh.id(), false, TODAY);
            Departments.join(tx, letters.id(), van.id(), true, TODAY);
            return Departments.join(tx, sciences.id(), minh.id(), true, later);
        });
        db.read(handle -> {
            assertThat(Departments.heads(handle, lan.id(), TODAY)).isTrue();
            assertThat(Departments.heads(handle, lan.id(), later)).isFalse();
            assertThat(Departments.heads(handle, minh.id(), later)).isTrue();
            assertThat(Departments.heads(handle, van.id(), later)).isTrue();
            return true;
        });
        assertThat(entitlements(lan, TODAY)).containsExactly(Need.DEPARTMENT_HEAD);
        assertThat(entitlements(lan, later)).isEmpty();
    }

    @Test
    void in_a_primary_class_the_homeroom_teacher_enters_every_subject_that_it_has() {
        var lan = engage("Trần Thị Lan");
        var group = db.write(CLERK, tx -> {
            var first = Roll.open(tx, "2026-2027", 1, "1A");
            Roll.lead(tx, first.id(), lan.id(), TODAY);
            Roll.lead(tx, a.id(), lan.id(), TODAY);
            Roll.plan(tx, new Programme(first.id(), "toan", 105, 3));
            Roll.plan(tx, new Programme(first.id(), "tinhoc", 0, null));
            return first;
        });
        assertThat(teaches(lan.id(), group, "toan", TODAY)).isTrue();
        assertThat(teaches(lan.id(), a, "toan", TODAY)).isFalse();
        assertThat(assignments(lan.id(), TODAY)).hasSize(1);
        assertThat(entitlements(lan, TODAY)).contains(Need.ENTER_MARKS);
    }
}
