package vn.sotruong.school.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.OpenWindows;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Đo tiến độ: what a count of the whole school costs, with 60 teachers, 44 classes of 45 and four columns of five filled. */
@Tag("bench")
class ProgressBench {
    private static final Actor SETUP = new Actor("setup", "bench");
    private static final LocalDate START = LocalDate.parse("2026-09-05");
    private static final int CLASSES = 44;
    private static final int TEACHERS = 60;
    private static final int SIZE = 45;

    @TempDir
    private Path folder;

    @Test
    void the_whole_school_by_teacher() throws Exception {
        var random = new SecureRandom();
        try (var db = Database.create(
                folder.resolve("so.db"),
                DatabaseKey.random(random),
                Clock.systemUTC(),
                random,
                SchoolSchema.SCHEMA,
                "79760512")) {
            db.write(SETUP, tx -> fill(tx));
            var now = Clock.systemUTC().instant();
            var lines = new ArrayList<Census.Line>();
            var cost = Figures.measure(
                    20,
                    60,
                    () -> db.read(handle -> {
                        var year = SchoolYears.getOpenYear(handle);
                        var census = Census.read(handle, year, 1, now);
                        lines.clear();
                        lines.addAll(Progress.count(
                                census,
                                Progress.begun(handle, year, 1, now),
                                new Progress.Scope(Progress.Scope.Kind.SO_FAR, null, null)));
                        return lines.size();
                    }));
            var subjects = Curriculum.LOWER_SECONDARY.stream()
                    .filter(each -> each.kind() == Subject.Kind.SCORED)
                    .count();
            assertThat(lines).hasSize((int) (CLASSES * subjects));
            assertThat(lines.stream().flatMap(line -> line.teachers().stream()).distinct())
                    .hasSize(TEACHERS);
            var bare = Figures.measure(
                    20,
                    60,
                    () -> db.read(handle -> handle.createQuery("SELECT sheet, count(*) FROM mark GROUP BY sheet")
                            .map((row, context) -> row.getInt(2))
                            .list()));
            Figures.keep("progress of a school with 60 teachers", cost, "touching every mark once", bare);
            // processor time: a machine that tests is never idle
            assertThat(cost.cpuEach()).isLessThan(50);
        }
    }

    private static int fill(Tx tx) {
        SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
        SchoolYears.open(tx, new SchoolYear("2026-2027", START, LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN));
        Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
        OpenWindows.open(tx, "2026-2027");
        var staff = new ArrayList<String>();
        for (var i = 0; i < TEACHERS; i++) {
            staff.add(People.engage(tx, VietnameseName.split("Trần Thị Thử"), null)
                    .id());
        }
        var turn = 0;
        for (var i = 0; i < CLASSES; i++) {
            var homeroom = Roll.open(tx, "2026-2027", 6 + i % 4, 6 + i % 4 + "" + (char) ('A' + i / 4));
            var pupils = new ArrayList<Pupil>();
            for (var j = 0; j < SIZE; j++) {
                var name = new VietnameseName("Khiếu Ngọc", "An");
                pupils.add(People.admit(tx, name, START.minusYears(12), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, homeroom, pupils, START);
            for (var subject : Curriculum.LOWER_SECONDARY) {
                if (subject.kind() == Subject.Kind.SCORED) {
                    Roll.assign(tx, homeroom.id(), subject.id(), staff.get(turn++ % TEACHERS), START);
                    var sheet = Gradebook.open(tx, homeroom.id(), subject.id(), 1, 4);
                    marks(tx, sheet.id(), pupils);
                }
            }
        }
        return turn;
    }

    private static void marks(Tx tx, String sheet, List<Pupil> pupils) {
        for (var pupil : pupils) {
            for (var col : List.of("tx1", "tx2", "tx3", "tx4", "gk")) {
                var row = new HashMap<String, @Nullable Object>();
                row.put("sheet", sheet);
                row.put("pupil", pupil.id());
                row.put("col", col);
                row.put("tenths", 75L);
                row.put("word", null);
                row.put("entered_by", "gv");
                row.put("entered_at", Moments.text(tx.now()));
                row.put("first_at", null);
                tx.create(Gradebook.MARK, row);
            }
        }
    }
}
