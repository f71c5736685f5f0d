package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.CK;
import static vn.sotruong.school.gradebook.Column.GK;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.school.locks.Lock;

/** Đợt nhập và bản nháp muộn: when a column takes marks, and what becomes of those that come after it. */
class WindowTest {
    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Duration INSTANT = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private Cast cast;

    @BeforeEach
    void open() {
        cast = new Cast(folder, 5, false);
    }

    @AfterEach
    void close() {
        cast.close();
    }

    private Answer enter(Teacher teacher, Op op) {
        return ((OpsResult.Answered) cast.gradebook.enter(teacher, cast.toan.id(), List.of(op)))
                .answers()
                .getFirst();
    }

    private CommitResult commit(Teacher teacher) {
        return cast.gradebook.commit(teacher, cast.toan.id(), cast.seen(teacher));
    }

    private static CommitResult no(Reason reason) {
        return new CommitResult.NotCommitted(reason);
    }

    @Test
    @Tag("art:002-15.3")
    void without_a_published_window_nothing_is_taken() {
        var op = cast.op(0, GK, 0, "8");
        assertThat(enter(cast.lan, op)).isEqualTo(new Answer.Closed(op.id(), null));
        var window = cast.window(HOUR, HOUR.multipliedBy(2));
        assertThat(enter(cast.lan, op)).isEqualTo(new Answer.Closed(op.id(), window.opens()));
        assertThat(cast.cell(cast.lan, 0, GK).open()).isFalse();
        assertThat(cast.count("draft") + cast.count("cell_event")).isZero();
        cast.clock.move(HOUR);
        assertThat(enter(cast.lan, op)).isInstanceOf(Answer.Kept.class);
    }

    @Test
    @Tag("art:002-15.3")
    void the_last_moment_of_a_window_commits_and_its_end_does_not() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        enter(cast.nam, cast.op(1, GK, 0, "7"));
        cast.clock.move(HOUR.minus(INSTANT));
        assertThat(commit(cast.lan)).isInstanceOf(CommitResult.Done.class);
        cast.clock.move(INSTANT);
        assertThat(commit(cast.nam)).isEqualTo(no(Reason.WINDOW_ENDED));
        assertThat(cast.count("mark")).isEqualTo(1);
        assertThat(cast.cell(cast.nam, 1, GK).value()).contains(new Score(70));
    }

    @Test
    void what_comes_after_the_end_is_a_late_draft_of_its_author_and_goes_into_no_average() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        var typed = cast.clock.instant();
        var onTheWay = cast.op(1, GK, 0, "6,5");
        cast.clock.move(HOUR.plus(HOUR));
        assertThat(enter(cast.lan, onTheWay)).isInstanceOfSatisfying(Answer.Late.class, late -> {
            assertThat(late.accepted()).isTrue();
            assertThat(late.value()).contains(new Score(65));
        });
        assertThat(cast.cell(cast.lan, 1, GK).draft()).isTrue();
        assertThat(commit(cast.lan)).isEqualTo(no(Reason.WINDOW_ENDED));

        var late =
                cast.db.read(handle -> LateDrafts.list(handle, cast.toan, GK, cast.lan.staff(), cast.clock.instant()));
        assertThat(late).extracting(LateDrafts.Late::value).containsExactlyInAnyOrder(new Score(80), new Score(65));
        assertThat(late)
                .filteredOn(each -> each.pupil().equals(cast.pupils.get(1).id()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.receivedAt()).isEqualTo(cast.clock.instant());
                    assertThat(Duration.between(typed, each.claimedAt())).isLessThan(Duration.ofSeconds(5));
                });
        var colleagues =
                cast.db.read(handle -> LateDrafts.list(handle, cast.toan, GK, cast.nam.staff(), cast.clock.instant()));
        assertThat(colleagues).isEmpty();
        assertThat(cast.cell(cast.nam, 1, GK).value())
                .as("its author reads it, no colleague")
                .isEmpty();
        assertThat(cast.cell(cast.nam, 1, GK).draft()).isFalse();
        var cell = new Cell(cast.pupils.get(1).id(), GK);
        assertThat(cast.views.history(cast.nam, cast.toan.id(), cell)).hasValue(List.of());
        assertThat(cast.views.news(cast.nam, cast.toan.id(), 0).orElseThrow().changes())
                .isEmpty();
    }

    @Test
    void a_new_window_takes_late_drafts_and_opens_no_committed_cell() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        commit(cast.lan);
        enter(cast.lan, cast.op(1, GK, 0, "7"));
        cast.clock.move(HOUR);
        assertThat(cast.lane(cast.lan, 0, GK)).isEqualTo(Lane.WITNESSED);
        assertThat(cast.lane(cast.lan, 1, GK)).as("an empty cell").isEqualTo(Lane.WITNESSED);
        cast.window(Duration.ZERO, HOUR);
        assertThat(cast.lane(cast.lan, 0, GK)).as("for ever").isEqualTo(Lane.WITNESSED);
        assertThat(cast.lane(cast.lan, 1, GK)).isEqualTo(Lane.DRAFT);
        assertThat(commit(cast.lan)).isInstanceOf(CommitResult.Done.class);
        assertThat(cast.lane(cast.lan, 1, GK)).isEqualTo(Lane.OWN);
    }

    @Test
    void one_closed_column_among_the_chosen_holds_all_of_them_back() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        enter(cast.lan, cast.op(0, CK, 0, "8"));
        var seen = cast.seen(cast.lan);
        cast.lock(Lock.Kind.ENTRY, CK);
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), seen)).isEqualTo(no(Reason.LOCKED));
        assertThat(cast.count("mark")).isZero();
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), Map.of(GK, String.valueOf(seen.get(GK)))))
                .isInstanceOf(CommitResult.Done.class);
    }

    @Test
    @Tag("art:002-6.a")
    void a_lock_suspends_drafts_and_gives_them_back() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        cast.lock(Lock.Kind.ENTRY, GK);
        assertThat(enter(cast.lan, cast.op(1, GK, 0, "7"))).isInstanceOf(Answer.Locked.class);
        assertThat(cast.cell(cast.lan, 0, GK)).satisfies(cell -> {
            assertThat(cell.value()).contains(new Score(80));
            assertThat(cell.open()).isFalse();
        });
        assertThat(commit(cast.lan)).isEqualTo(no(Reason.LOCKED));
        cast.reopen(Duration.ofMinutes(20));
        assertThat(cast.cell(cast.lan, 0, GK).open()).isTrue();
        assertThat(commit(cast.lan)).isInstanceOf(CommitResult.Done.class);
        assertThat(cast.lane(cast.lan, 0, GK))
                .as("in the reopening it was committed in")
                .isEqualTo(Lane.OWN);
        cast.clock.move(Duration.ofMinutes(20));
        assertThat(cast.lane(cast.lan, 0, GK)).isEqualTo(Lane.WITNESSED);
        cast.reopen(Duration.ofMinutes(20));
        assertThat(cast.lane(cast.lan, 0, GK)).as("for ever").isEqualTo(Lane.WITNESSED);
    }

    @Test
    @Tag("art:002-6.a")
    void a_lock_of_values_freezes_what_stands_and_leaves_empty_cells_open() {
        cast.window(Duration.ZERO, HOUR);
        enter(cast.lan, cast.op(0, GK, 0, "8"));
        commit(cast.lan);
        cast.lock(Lock.Kind.VALUES, GK);
        assertThat(cast.lane(cast.lan, 0, GK)).isEqualTo(Lane.WITNESSED);
        assertThat(enter(cast.lan, cast.op(1, GK, 0, "7"))).isInstanceOf(Answer.Kept.class);
        assertThat(commit(cast.lan)).isInstanceOf(CommitResult.Done.class);
        assertThat(cast.lane(cast.lan, 1, GK)).isEqualTo(Lane.WITNESSED);
    }

    @Test
    void a_value_that_may_mean_something_else_is_looked_at_before_it_is_committed() {
        cast.window(Duration.ZERO, HOUR);
        assertThat(enter(cast.lan, cast.op(0, GK, 0, "11")))
                .isInstanceOfSatisfying(
                        Answer.Kept.class, kept -> assertThat(kept.doubtful()).isTrue());
        assertThat(commit(cast.lan)).isEqualTo(no(Reason.DOUBTFUL));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan), Set.of(CK)))
                .isEqualTo(no(Reason.DOUBTFUL));
        var rev = cast.cell(cast.lan, 0, GK).rev();
        assertThat(enter(cast.lan, cast.op(0, GK, rev, "1,1")))
                .as("typed in full, which is the second look")
                .isInstanceOfSatisfying(
                        Answer.Kept.class, kept -> assertThat(kept.doubtful()).isFalse());
        assertThat(commit(cast.lan)).isInstanceOf(CommitResult.Done.class);
        enter(cast.lan, cast.op(1, GK, 0, "05"));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan), Set.of(GK)))
                .isInstanceOf(CommitResult.Done.class);
        assertThat(cast.cell(cast.lan, 1, GK).value()).isEqualTo(Optional.of(new Score(5)));
    }

    @Test
    void a_primary_test_takes_whole_numbers_and_a_level_takes_its_letters() {
        cast.window(Duration.ZERO, HOUR);
        var primary = cast.db.write(
                vn.sotruong.school.SampleSchool.CLERK,
                tx -> Gradebook.openPrimary(tx, cast.other.id(), "tinhoc", 1, 2));
        assertThat(primary.columns()).containsExactly(Column.MGK, GK, Column.MCK, CK);
        cast.db.write(vn.sotruong.school.SampleSchool.CLERK, tx -> {
            vn.sotruong.school.roll.Roll.assign(
                    tx, cast.other.id(), "tinhoc", cast.minh.staff(), java.time.LocalDate.parse("2026-09-05"));
            return null;
        });
        var pupil = cast.strangers.getFirst().id();
        for (var typed : List.of("85", "9,5", "11")) {
            assertThat(answer(primary, new Op(cast.opId(), new Cell(pupil, CK), 0, typed, List.of())))
                    .as(typed)
                    .isInstanceOfSatisfying(
                            Answer.Invalid.class,
                            wrong -> assertThat(wrong.wrong().fault()).isEqualTo(Reading.Fault.WHOLE));
        }
        assertThat(answer(primary, new Op(cast.opId(), new Cell(pupil, CK), 0, "9", List.of())))
                .isInstanceOf(Answer.Kept.class);
        assertThat(answer(primary, new Op(cast.opId(), new Cell(pupil, Column.MCK), 0, "8", List.of())))
                .isInstanceOf(Answer.Invalid.class);
        assertThat(answer(primary, new Op(cast.opId(), new Cell(pupil, Column.MCK), 0, "t", List.of())))
                .isInstanceOf(Answer.Kept.class);
        var seen = cast.gradebook.plan(cast.minh, primary.id()).orElseThrow().columns().stream()
                .collect(java.util.stream.Collectors.toMap(CommitPlan.ColumnPlan::column, CommitPlan.ColumnPlan::seal));
        assertThat(cast.gradebook.commit(cast.minh, primary.id(), seen)).isInstanceOf(CommitResult.Done.class);
        var level = cast.db.read(handle -> Gradebook.findCommitted(handle, primary.id(), new Cell(pupil, Column.MCK)));
        assertThat(level).contains(Word.T);
        assertThat(cast.audit().findings()).isEmpty();
    }

    private Answer answer(Sheet sheet, Op op) {
        return ((OpsResult.Answered) cast.gradebook.enter(cast.minh, sheet.id(), List.of(op)))
                .answers()
                .getFirst();
    }
}
