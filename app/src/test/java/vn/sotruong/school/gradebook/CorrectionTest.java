package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.GK;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.locks.Lock;

/** Sửa điểm đã ghi: who corrects alone, until when, and what is left behind. */
class CorrectionTest {
    private static final Duration HOUR = Duration.ofMinutes(60);

    @TempDir
    private Path folder;

    private Cast cast;

    @BeforeEach
    void open() {
        cast = new Cast(folder, 5, false);
        cast.window(Duration.ZERO, HOUR.multipliedBy(48));
        commit(cast.lan, 0, "8");
    }

    @AfterEach
    void close() {
        cast.close();
    }

    private void commit(Teacher teacher, int row, String typed) {
        cast.gradebook.enter(teacher, cast.toan.id(), List.of(cast.op(row, GK, 0, typed)));
        assertThat(cast.gradebook.commit(teacher, cast.toan.id(), cast.seen(teacher)))
                .isInstanceOf(CommitResult.Done.class);
    }

    private static Optional<Entry> score(int tenths) {
        return Optional.of(new Score(tenths));
    }

    private Optional<Reason> correct(Teacher teacher, Optional<Entry> expected, Optional<Entry> next) {
        var cell = new Cell(cast.pupils.getFirst().id(), GK);
        return cast.gradebook.correct(teacher, cast.toan.id(), cell, expected, next, "Gõ nhầm");
    }

    @Test
    @Tag("art:003-10.2")
    void who_committed_it_corrects_it_in_the_same_session_and_both_values_stay() {
        assertThat(correct(cast.lan, score(80), score(90))).isEmpty();
        assertThat(correct(cast.lan, score(90), score(95))).as("and again").isEmpty();
        assertThat(cast.cell(cast.lan, 0, GK).value()).isEqualTo(score(95));
        var past = cast.views
                .history(
                        cast.lan,
                        cast.toan.id(),
                        new Cell(cast.pupils.getFirst().id(), GK))
                .orElseThrow();
        assertThat(past)
                .filteredOn(SheetViews.Past::committed)
                .extracting(SheetViews.Past::value)
                .containsExactly(score(95), score(90), score(80));
        assertThat(past.getFirst().why()).isEqualTo("Gõ nhầm");
        assertThat(cast.audit().findings()).isEmpty();
    }

    @Test
    @Tag("art:002-16.2")
    void after_leaving_nobody_corrects_alone() {
        assertThat(correct(Cast.again(cast.lan), score(80), score(90))).contains(Reason.NEEDS_DIRECTION);
        assertThat(correct(cast.nam, score(80), score(90)))
                .as("a colleague who teaches it too")
                .contains(Reason.NEEDS_DIRECTION);
        assertThat(correct(cast.minh, score(80), score(90))).contains(Reason.NOT_YOUR_SHEET);
        var administering = new Teacher(
                new Actor(cast.lan.actor().account(), cast.lan.actor().session(), Capacity.ADMINISTRATION),
                cast.lan.staff());
        assertThat(correct(administering, score(80), score(90))).contains(Reason.NOT_YOUR_SHEET);
        cast.clock.move(Duration.ofDays(1));
        assertThat(correct(cast.lan, score(80), score(90))).as("the next day").contains(Reason.NEEDS_DIRECTION);
        assertThat(cast.cell(cast.lan, 0, GK).value()).isEqualTo(score(80));
    }

    @Test
    void neither_after_the_window_nor_under_a_lock() {
        cast.lock(Lock.Kind.VALUES, GK);
        assertThat(correct(cast.lan, score(80), score(90))).contains(Reason.NEEDS_WITNESSES);
        assertThat(cast.lane(cast.lan, 0, GK)).isEqualTo(Lane.WITNESSED);
    }

    @Test
    void a_value_that_changed_meanwhile_or_does_not_fit_is_refused() {
        assertThat(correct(cast.lan, score(70), score(90))).contains(Reason.CHANGED);
        assertThat(correct(cast.lan, score(80), score(80))).contains(Reason.SAME_VALUE);
        assertThat(correct(cast.lan, score(80), Optional.of(Word.D))).contains(Reason.BAD_VALUE);
        var empty = new Cell(cast.pupils.get(1).id(), GK);
        assertThat(cast.gradebook.correct(cast.lan, cast.toan.id(), empty, Optional.empty(), score(90), "Gõ nhầm"))
                .contains(Reason.NOT_COMMITTED);
        assertThat(cast.count("mark")).isEqualTo(1);
    }

    @Test
    @Tag("art:002-6.a")
    void a_deleted_mark_is_not_an_empty_cell() {
        assertThat(correct(cast.lan, score(80), Optional.empty())).isEmpty();
        var cell = cast.cell(cast.lan, 0, GK);
        assertThat(cell.committed()).isTrue();
        assertThat(cell.value()).isEmpty();
        var answer =
                (OpsResult.Answered) cast.gradebook.enter(cast.nam, cast.toan.id(), List.of(cast.op(0, GK, 0, "9")));
        assertThat(answer.answers().getFirst())
                .as("re-entry goes by the lane of a committed cell")
                .isInstanceOfSatisfying(
                        Answer.Committed.class, no -> assertThat(no.lane()).isEqualTo(Lane.DIRECTED));
        var head = cast.views.find(cast.lan, cast.toan.id()).orElseThrow().columns().stream()
                .filter(each -> each.column() == GK)
                .findFirst()
                .orElseThrow();
        assertThat(head.filled()).as("counted as missing").isZero();
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(1, GK, 0, "7")));
        assertThat(cast.gradebook
                        .plan(cast.lan, cast.toan.id())
                        .orElseThrow()
                        .columns()
                        .getFirst()
                        .empty())
                .contains(cast.pupils.getFirst().name().full());
        cast.lock(Lock.Kind.VALUES, GK);
        assertThat(correct(cast.lan, Optional.empty(), score(90)))
                .as("the lock of values holds a deleted one")
                .contains(Reason.NEEDS_WITNESSES);
    }

    @Test
    @Tag("art:002-15.4")
    void what_was_once_corrected_with_others_is_nobodys_to_correct_alone() {
        assertThat(correct(cast.lan, score(80), score(85))).isEmpty();
        var cell = new Cell(cast.pupils.getFirst().id(), GK);
        var directed = new Correction(
                cast.toan.id(), cell, score(85), score(90), cast.lan.staff(), "Cộng sót", "yc1", Lane.DIRECTED);
        Optional<Reason> refusal = cast.db.write(
                cast.lan.actor(), tx -> cast.gradebook.corrections().apply(tx, directed));
        assertThat(refusal).isEmpty();
        assertThat(cast.cell(cast.lan, 0, GK).own()).isFalse();
        assertThat(correct(cast.lan, score(90), score(100))).contains(Reason.NEEDS_DIRECTION);
    }

    @Test
    void the_principal_may_switch_it_off() {
        cast.db.write(SampleSchool.CLERK, tx -> {
            OwnCorrectionTable.put(tx, false, "18/QĐ-THCSHM", "hieutruong");
            return null;
        });
        assertThat(correct(cast.lan, score(80), score(90))).contains(Reason.NEEDS_DIRECTION);
        assertThat(cast.cell(cast.lan, 0, GK).own()).isFalse();
        cast.db.write(SampleSchool.CLERK, tx -> {
            OwnCorrectionTable.put(tx, true, "19/QĐ-THCSHM", "hieutruong");
            return null;
        });
        assertThat(cast.cell(cast.lan, 0, GK).own()).isTrue();
        assertThat(correct(cast.lan, score(80), score(90))).isEmpty();
        assertThat(cast.audit().findings()).isEmpty();
    }

    @Test
    void rooms_that_compute_from_marks_hear_of_each_change_in_its_transaction() {
        var heard = new ArrayList<String>();
        cast.gradebook.register((tx, sheet, pupils) -> heard.add(sheet.id()
                + pupils
                + Gradebook.findCommitted(
                                tx.handle(),
                                sheet.id(),
                                new Cell(pupils.iterator().next(), GK))
                        .map(Entry::text)
                        .orElse("-")));
        commit(cast.lan, 1, "7");
        correct(cast.lan, score(80), score(90));
        correct(cast.lan, score(80), score(90));
        assertThat(heard)
                .containsExactly(
                        cast.toan.id() + "[" + cast.pupils.get(1).id() + "]7,0",
                        cast.toan.id() + "[" + cast.pupils.getFirst().id() + "]9,0");
    }

    @Test
    void a_consented_correction_writes_exactly_its_cell_in_its_authors_name() {
        cast.clock.move(HOUR.multipliedBy(72));
        var cell = new Cell(cast.pupils.getFirst().id(), GK);
        var late = new Cell(cast.pupils.get(2).id(), GK);
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(2, GK, 0, "6,5")));
        var refused = cast.db.write(cast.nam.actor(), tx -> {
            var first = cast.gradebook.corrections().apply(tx, correction(cell, score(80), score(85), "dn0000000001"));
            var second = cast.gradebook
                    .corrections()
                    .apply(tx, correction(late, Optional.empty(), score(65), "dn0000000001"));
            var third = cast.gradebook.corrections().apply(tx, correction(cell, score(80), score(100), "dn0000000002"));
            assertThat(first).isEmpty();
            assertThat(second).isEmpty();
            return third;
        });
        assertThat(refused).as("the consent named another old value").contains(Reason.CHANGED);
        assertThat(cast.cell(cast.lan, 0, GK).value()).isEqualTo(score(85));
        assertThat(cast.cell(cast.lan, 0, GK).mine()).isTrue();
        assertThat(cast.cell(cast.lan, 2, GK).committed()).isTrue();
        assertThat(cast.count("draft")).as("it has become a mark").isZero();
        cast.clock.move(Duration.ofMinutes(1));
        cast.window(Duration.ZERO, HOUR);
        assertThat(cast.lane(cast.lan, 2, GK))
                .as("entered outside of any window")
                .isEqualTo(Lane.WITNESSED);
        assertThat(cast.audit().findings()).isEmpty();
    }

    private Correction correction(Cell cell, Optional<Entry> expected, Optional<Entry> next, String request) {
        return new Correction(
                cast.toan.id(), cell, expected, next, cast.lan.staff(), "Cộng sai", request, Lane.WITNESSED);
    }
}
