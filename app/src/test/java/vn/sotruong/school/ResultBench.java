package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Đo tính lại cả trường: 2,025 pupils, 13 subjects, two terms, read from the encrypted store and written to it with their
 * journal lines, beside reading the same marks one by one.
 */
@Tag("bench")
class ResultBench {
    private static final Actor SETUP = new Actor("setup", "bench");
    private static final String YEAR = "2026-2027";
    private static final LocalDate BEGIN = LocalDate.parse("2026-09-05");
    private static final int CLASSES = 45;
    private static final int TIMES = 5;

    @TempDir
    private Path folder;

    private final List<Map<String, @Nullable Object>> lasts = new ArrayList<>();
    private int mark = 95;

    @Test
    void whole_school() throws Exception {
        var data = new DataFolder(folder);
        try (var premises = Premises.enter(data);
                var house =
                        House.found(data, "79760512", Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom())) {
            assertThat(premises).isNotNull();
            house.db.write(SETUP, tx -> {
                found(tx);
                return null;
            });
            for (var i = 0; i < CLASSES; i++) {
                var grade = 6 + i % 4;
                var name = grade + "" + (char) ('A' + i / 4);
                house.db.write(SETUP, tx -> {
                    fill(tx, Roll.open(tx, YEAR, grade, name));
                    return null;
                });
            }
            var seen = new AtomicLong();
            var base = Figures.measure(
                    1,
                    TIMES,
                    () -> house.db.<@Nullable Void>read(handle -> {
                        CommittedMarks.forEach(handle, each -> seen.incrementAndGet());
                        return null;
                    }));
            assertThat(seen.get()).isGreaterThan(200_000L);
            Figures.put("reading every mark of both terms one by one, p50 ms", base.p50());
            var all = CLASSES * CLASSES;
            Figures.keep(
                    "recomputation from nothing, every row written",
                    Figures.measure(
                            0,
                            1,
                            () -> assertThat(house.results.recomputeAll(SETUP)).isEqualTo(all)),
                    "reading every mark",
                    base);
            Figures.keep(
                    "recomputation when nothing has changed",
                    Figures.measure(
                            1,
                            TIMES,
                            () -> assertThat(house.results.recomputeAll(SETUP)).isZero()),
                    "reading every mark",
                    base);
            var changed = new ArrayList<Double>();
            for (var i = 0; i < TIMES; i++) {
                house.db.write(SETUP, tx -> {
                    mark = 125 - mark;
                    for (var each : lasts) {
                        each.put("tenths", (long) mark);
                        tx.amend(Gradebook.MARK, each, "bench");
                    }
                    return null;
                });
                changed.add(Figures.measure(
                                0,
                                1,
                                () -> assertThat(house.results.recomputeAll(SETUP))
                                        .isEqualTo(all))
                        .p50());
            }
            changed.sort(null);
            var every = new Figures.Times(changed, 0);
            Figures.keep("recomputation when every pupil has another average", every, "reading every mark", base);
        }
    }

    private static void found(Tx tx) {
        SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
        SchoolYears.open(tx, new SchoolYear(YEAR, BEGIN, LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN));
        Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
        SchoolYears.add(tx, new Subject("ngoaingu2", "Ngoại ngữ 2", Subject.Kind.SCORED, 13));
    }

    private void fill(Tx tx, Homeroom homeroom) {
        var pupils = new ArrayList<Pupil>();
        for (var i = 0; i < CLASSES; i++) {
            var name = new VietnameseName("Khiếu Ngọc", "An");
            pupils.add(People.admit(tx, name, BEGIN.minusYears(12).plusDays(i), Sex.FEMALE, null, null, null));
        }
        Roll.enrol(tx, homeroom, pupils, BEGIN);
        for (var subject : SchoolYears.listSubjects(tx.handle())) {
            for (var semester = 1; semester <= 2; semester++) {
                var comment = subject.kind() == Subject.Kind.COMMENT;
                var sheet = comment
                        ? Gradebook.openComment(tx, homeroom.id(), subject.id(), semester)
                        : Gradebook.open(tx, homeroom.id(), subject.id(), semester, 4);
                for (var pupil : pupils) {
                    for (var column : sheet.columns()) {
                        var row = row(tx, sheet, pupil, column.code(), comment);
                        tx.create(Gradebook.MARK, row);
                        if (subject.id().equals("toan")
                                && semester == 1
                                && column.code().equals("ck")) {
                            lasts.add(row);
                        }
                    }
                }
            }
        }
    }

    private static Map<String, @Nullable Object> row(Tx tx, Sheet sheet, Pupil pupil, String column, boolean comment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet.id());
        row.put("pupil", pupil.id());
        row.put("col", column);
        row.put("tenths", comment ? null : 60L + Math.floorMod(pupil.id().hashCode(), 30));
        row.put("word", comment ? "D" : null);
        row.put("entered_by", "teacher");
        row.put("entered_at", Moments.text(tx.now()));
        row.put("first_at", null);
        return row;
    }
}
