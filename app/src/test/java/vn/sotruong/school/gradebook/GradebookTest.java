package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.CK;
import static vn.sotruong.school.gradebook.Column.GK;
import static vn.sotruong.school.gradebook.Column.TX1;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.school.locks.Lock;

class GradebookTest {
    @TempDir
    private Path folder;

    private Cast cast;

    @BeforeEach
    void open() {
        cast = new Cast(folder, 5);
    }

    @AfterEach
    void close() {
        cast.close();
    }

    private List<Answer> enter(Teacher teacher, Op... ops) {
        return ((OpsResult.Answered) cast.gradebook.enter(teacher, cast.toan.id(), List.of(ops))).answers();
    }

    private Answer enterOne(Teacher teacher, Op op) {
        return enter(teacher, op).getFirst();
    }

    private static Optional<Entry> score(int tenths) {
        return Optional.of(new Score(tenths));
    }

    @Test
    void what_a_teacher_types_is_a_draft_in_no_journal_and_no_average() {
        var lines = cast.count("change");
        assertThat(enterOne(cast.lan, cast.op(0, GK, 0, "85"))).isInstanceOfSatisfying(Answer.Kept.class, kept -> {
            assertThat(kept.value()).isEqualTo(score(85));
            assertThat(kept.rev()).isPositive();
        });
        assertThat(cast.count("change")).isEqualTo(lines);
        assertThat(cast.count("mark")).isZero();
        assertThat(cast.cell(cast.lan, 0, GK)).satisfies(cell -> {
            assertThat(cell.draft()).isTrue();
            assertThat(cell.value()).isEqualTo(score(85));
        });
    }

    @Test
    void a_repeated_command_is_carried_out_once() {
        var op = cast.op(0, GK, 0, "8,5");
        var first = (Answer.Kept) enterOne(cast.lan, op);
        var events = cast.count("cell_event");
        assertThat(enterOne(cast.lan, op)).isEqualTo(new Answer.Again(op.id(), first.rev(), score(85), false));
        assertThat(cast.count("cell_event")).isEqualTo(events);
    }

    @Test
    void a_commands_id_serves_one_person_one_cell_and_one_value() {
        var op = cast.op(0, GK, 0, "8,5");
        enterOne(cast.lan, op);
        var refused = new Answer.Refused(op.id(), Reason.OP_REUSED);
        assertThat(enterOne(cast.nam, op)).isEqualTo(refused);
        assertThat(enterOne(
                        cast.lan, new Op(op.id(), new Cell(cast.pupils.get(1).id(), GK), 0, "8,5", List.of())))
                .isEqualTo(refused);
        assertThat(enterOne(cast.lan, new Op(op.id(), op.cell(), 0, "9", List.of())))
                .isEqualTo(refused);
        assertThat(cast.count("cell_event")).isEqualTo(1);
    }

    @Test
    void two_teachers_in_one_cell_are_asked_and_neither_value_is_lost() {
        var hers = (Answer.Kept) enterOne(cast.lan, cast.op(2, GK, 0, "7,5"));
        var his = cast.op(2, GK, 0, "8,0");
        assertThat(enterOne(cast.nam, his)).isInstanceOfSatisfying(Answer.Conflict.class, asked -> {
            assertThat(asked.value()).isEqualTo(score(75));
            assertThat(asked.staff()).isEqualTo(cast.lan.staff());
            assertThat(asked.rev()).isEqualTo(hers.rev());
        });
        assertThat(cast.cell(cast.lan, 2, GK).value()).isEqualTo(score(75));
        assertThat(enterOne(cast.nam, cast.op(2, GK, hers.rev(), "8,0"))).isInstanceOf(Answer.Kept.class);
        assertThat(cast.cell(cast.lan, 2, GK).value()).isEqualTo(score(80));
    }

    @Test
    void two_teachers_who_type_the_same_are_not_asked() {
        enterOne(cast.lan, cast.op(2, GK, 0, "7,5"));
        assertThat(enterOne(cast.nam, cast.op(2, GK, 0, "7.5"))).isInstanceOf(Answer.Kept.class);
    }

    @Test
    void typing_on_over_a_lost_answer_asks_nobody() {
        var lost = cast.op(0, GK, 0, "7");
        enterOne(cast.lan, lost);
        var next = new Op(cast.opId(), lost.cell(), 0, "8", List.of(lost.id()));
        assertThat(enterOne(cast.lan, next)).isInstanceOf(Answer.Kept.class);
        var foreign = new Op(cast.opId(), lost.cell(), 0, "9", List.of(next.id()));
        assertThat(enterOne(cast.nam, foreign)).isInstanceOf(Answer.Conflict.class);
    }

    @Test
    void an_emptied_cell_is_empty_again_and_keeps_its_revision() {
        var kept = (Answer.Kept) enterOne(cast.lan, cast.op(0, GK, 0, "7"));
        var cleared = (Answer.Kept) enterOne(cast.lan, cast.op(0, GK, kept.rev(), " "));
        assertThat(cleared.value()).isEmpty();
        assertThat(cleared.rev()).isGreaterThan(kept.rev());
        assertThat(enterOne(cast.nam, cast.op(0, GK, 0, "6"))).isInstanceOf(Answer.Conflict.class);
    }

    @Test
    void what_is_no_mark_is_refused_with_what_was_probably_meant() {
        for (var typed : List.of("10,1", "-1", "NaN", "1e1", "vắng", "10.05", "8 5")) {
            assertThat(enterOne(cast.lan, cast.op(0, GK, 0, typed))).as(typed).isInstanceOf(Answer.Invalid.class);
        }
        assertThat(enterOne(cast.lan, cast.op(0, GK, 0, "77,5")))
                .isInstanceOfSatisfying(
                        Answer.Invalid.class,
                        wrong -> assertThat(wrong.wrong().hint()).isEqualTo(score(75)));
        assertThat(cast.count("cell_event")).isZero();
        assertThat(cast.count("draft")).isZero();
    }

    @Test
    void one_bad_command_takes_no_good_one_with_it() {
        var answers = enter(cast.lan, cast.op(0, GK, 0, "8"), cast.op(1, GK, 0, "88"), cast.op(2, GK, 0, "99,9"));
        assertThat(answers.get(0)).isInstanceOf(Answer.Kept.class);
        assertThat(answers.get(1)).isInstanceOf(Answer.Kept.class);
        assertThat(answers.get(2)).isInstanceOf(Answer.Invalid.class);
        assertThat(cast.count("draft")).isEqualTo(2);
    }

    @Test
    void who_does_not_teach_the_class_today_writes_nothing() {
        assertThat(cast.gradebook.enter(cast.minh, cast.toan.id(), List.of(cast.op(0, GK, 0, "8"))))
                .isEqualTo(new OpsResult.Denied(Reason.NOT_YOUR_SHEET, Optional.empty()));
        cast.endAssignment(cast.lan);
        assertThat(cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(0, GK, 0, "8"))))
                .isEqualTo(new OpsResult.Denied(Reason.NOT_YOUR_SHEET, Optional.empty()));
        assertThat(cast.views.find(cast.minh, cast.toan.id())).isEmpty();
        var former = cast.views.find(cast.lan, cast.toan.id()).orElseThrow();
        assertThat(former.writes()).isFalse();
        assertThat(former.rows()).allSatisfy(row -> assertThat(row.cells()).noneMatch(SheetView.SheetCell::open));
        assertThat(cast.gradebook.plan(cast.lan, cast.toan.id())).isEmpty();
        assertThat(cast.count("cell_event")).isZero();
    }

    @Test
    void a_pupil_of_another_class_or_a_column_the_sheet_lacks_refuses_the_whole_request() {
        var good = cast.op(0, GK, 0, "8");
        var foreign = new Op(cast.opId(), new Cell(cast.strangers.getFirst().id(), GK), 0, "8", List.of());
        assertThat(cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(good, foreign)))
                .isEqualTo(new OpsResult.Denied(Reason.UNKNOWN_PUPIL, Optional.of(foreign.id())));
        var english = cast.db.write(
                vn.sotruong.school.SampleSchool.CLERK, tx -> Gradebook.open(tx, cast.other.id(), "toan", 2, 2));
        var third = new Op(cast.opId(), new Cell(cast.strangers.getFirst().id(), Column.TX3), 0, "8", List.of());
        assertThat(cast.gradebook.enter(cast.minh, english.id(), List.of(third)))
                .isEqualTo(new OpsResult.Denied(Reason.UNKNOWN_COLUMN, Optional.of(third.id())));
        assertThat(cast.gradebook.enter(cast.lan, "no-such-sheet", List.of(good)))
                .isEqualTo(new OpsResult.Denied(Reason.NO_SHEET, Optional.empty()));
        assertThat(cast.count("cell_event")).isZero();
    }

    @Test
    void malformed_or_doubled_commands_refuse_the_whole_request() {
        var good = cast.op(0, GK, 0, "8");
        var bad = new Op("not hexadecimal", good.cell(), 0, "8", List.of());
        assertThat(cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(good, bad)))
                .isEqualTo(new OpsResult.Denied(Reason.MALFORMED, Optional.of(bad.id())));
        assertThat(cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(good, good)))
                .isInstanceOf(OpsResult.Denied.class);
        var many = new ArrayList<Op>();
        for (var i = 0; i <= Op.MOST; i++) {
            many.add(cast.op(0, GK, 0, "8"));
        }
        assertThat(cast.gradebook.enter(cast.lan, cast.toan.id(), many))
                .isEqualTo(new OpsResult.Denied(Reason.TOO_MANY, Optional.empty()));
        assertThat(cast.count("cell_event")).isZero();
    }

    @Test
    void a_command_that_arrives_after_its_pupil_left_is_refused_alone() {
        enterOne(cast.lan, cast.op(1, GK, 0, "6"));
        var late = cast.op(1, GK, 0, "7");
        var good = cast.op(0, GK, 0, "8");
        cast.neverCame(cast.pupils.get(1));
        cast.pause(cast.pupils.get(2));
        var answers = enter(cast.lan, late, good, cast.op(2, GK, 0, "5"));
        assertThat(answers.get(0)).isEqualTo(new Answer.Refused(late.id(), Reason.PUPIL_LEFT));
        assertThat(answers.get(1)).isInstanceOf(Answer.Kept.class);
        assertThat(answers.get(2))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.PUPIL_PAUSED));
    }

    @Test
    void a_locked_column_takes_nothing_and_says_who_decided() {
        cast.lock(Lock.Kind.ENTRY, GK);
        assertThat(enterOne(cast.lan, cast.op(0, GK, 0, "8")))
                .isInstanceOfSatisfying(
                        Answer.Locked.class,
                        locked ->
                                assertThat(locked.locks().getFirst().decision()).isEqualTo("15/QĐ-THCSHM"));
        assertThat(enterOne(cast.lan, cast.op(0, TX1, 0, "8"))).isInstanceOf(Answer.Kept.class);
        assertThat(cast.cell(cast.lan, 0, GK).open()).isFalse();
        assertThat(cast.count("draft")).isEqualTo(1);
    }

    @Test
    void committing_writes_the_drafts_with_their_journal_lines_in_one_transaction() {
        enter(cast.lan, cast.op(0, GK, 0, "85"), cast.op(1, GK, 0, "7"), cast.op(3, CK, 0, "10"));
        var lines = cast.count("change");
        var plan = cast.gradebook.plan(cast.lan, cast.toan.id()).orElseThrow();
        assertThat(plan.count()).isEqualTo(3);
        var midterm = plan.columns().getFirst();
        assertThat(midterm.total()).isEqualTo("15,5");
        assertThat(midterm.lowest()).isEqualTo("7,0");
        assertThat(midterm.highest()).isEqualTo("8,5");
        assertThat(midterm.empty()).hasSize(3);

        cast.clock.move(Duration.ofMinutes(1));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan)))
                .isEqualTo(new CommitResult.Done(3, "2026-11-20T02:01:00.000Z"));
        assertThat(cast.count("mark")).isEqualTo(3);
        assertThat(cast.count("change")).isEqualTo(lines + 3);
        assertThat(cast.count("draft")).isZero();
        assertThat(cast.audit().findings()).isEmpty();
    }

    @Test
    void a_committed_cell_is_out_of_reach_of_ordinary_editing() {
        enterOne(cast.lan, cast.op(0, GK, 0, "85"));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        assertThat(enterOne(cast.lan, cast.op(0, GK, 0, "9"))).isInstanceOf(Answer.Committed.class);
        assertThat(enterOne(cast.nam, cast.op(0, GK, 0, ""))).isInstanceOf(Answer.Committed.class);
        assertThat(cast.cell(cast.lan, 0, GK).value()).isEqualTo(score(85));
        assertThat(cast.cell(cast.lan, 0, GK).open()).isFalse();
    }

    @Test
    void only_what_the_teacher_was_shown_is_committed() {
        var kept = (Answer.Kept) enterOne(cast.lan, cast.op(0, GK, 0, "85"));
        var seen = cast.seen(cast.lan);
        enterOne(cast.lan, cast.op(0, GK, kept.rev(), "9"));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), seen))
                .isEqualTo(new CommitResult.NotCommitted(Reason.CHANGED));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), Map.of(CK, "000000000000000000000000")))
                .isEqualTo(new CommitResult.NotCommitted(Reason.CHANGED));
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), Map.of()))
                .isEqualTo(new CommitResult.NotCommitted(Reason.NOTHING_TO_COMMIT));
        assertThat(cast.gradebook.commit(cast.minh, cast.toan.id(), cast.seen(cast.lan)))
                .isEqualTo(new CommitResult.NotCommitted(Reason.NOT_YOUR_SHEET));
        assertThat(cast.count("mark")).isZero();
    }

    @Test
    void a_column_can_be_committed_while_another_waits() {
        enter(cast.lan, cast.op(0, GK, 0, "85"), cast.op(0, CK, 0, "7"));
        var seen = cast.seen(cast.lan);
        cast.gradebook.commit(cast.lan, cast.toan.id(), Map.of(GK, String.valueOf(seen.get(GK))));
        assertThat(cast.cell(cast.lan, 0, GK).committed()).isTrue();
        assertThat(cast.cell(cast.lan, 0, CK).draft()).isTrue();
    }

    @Test
    void a_lock_that_falls_after_the_question_stops_the_commit() {
        enter(cast.lan, cast.op(0, GK, 0, "85"), cast.op(0, CK, 0, "7"));
        var seen = cast.seen(cast.lan);
        cast.lock(Lock.Kind.ENTRY, GK);
        assertThat(cast.gradebook.commit(cast.lan, cast.toan.id(), seen))
                .isEqualTo(new CommitResult.NotCommitted(Reason.LOCKED));
        assertThat(cast.count("mark")).isZero();
        assertThat(cast.cell(cast.lan, 0, GK).value()).isEqualTo(score(85));
    }

    @Test
    void a_colleagues_drafts_stay_his_own() {
        enterOne(cast.nam, cast.op(0, GK, 0, "6"));
        enterOne(cast.lan, cast.op(1, GK, 0, "7"));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        assertThat(cast.cell(cast.lan, 0, GK).draft()).isTrue();
        assertThat(cast.cell(cast.lan, 0, GK).mine()).isFalse();
        assertThat(cast.cell(cast.lan, 1, GK).committed()).isTrue();
    }

    @Test
    void the_average_stands_once_every_mark_is_committed() {
        var ops = new ArrayList<Op>();
        var marks = List.of("7", "8", "9", "6,5", "7,5", "8");
        for (var column : cast.toan.columns()) {
            ops.add(cast.op(0, column, 0, marks.get(ops.size())));
        }
        enter(cast.lan, ops.toArray(Op[]::new));
        assertThat(row(0).average()).isEmpty();
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        assertThat(row(0).average()).hasValue(77);
    }

    private SheetView.Row row(int row) {
        return cast.views.find(cast.lan, cast.toan.id()).orElseThrow().rows().get(row);
    }

    @Test
    void other_screens_hear_of_each_change_once() {
        var start = cast.views.find(cast.lan, cast.toan.id()).orElseThrow().news();
        enter(cast.nam, cast.op(0, GK, 0, "6"), cast.op(1, GK, 0, "7"));
        var news = cast.views.news(cast.lan, cast.toan.id(), start).orElseThrow();
        assertThat(news.changes()).hasSize(2).allSatisfy(change -> {
            assertThat(change.who()).isEqualTo("Nguyễn Hoài Nam");
            assertThat(change.committed()).isFalse();
        });
        cast.gradebook.commit(cast.nam, cast.toan.id(), cast.seen(cast.nam));
        var later = cast.views.news(cast.lan, cast.toan.id(), news.next()).orElseThrow();
        assertThat(later.changes()).hasSize(2).allMatch(SheetViews.Change::committed);
        assertThat(cast.views
                        .news(cast.lan, cast.toan.id(), later.next())
                        .orElseThrow()
                        .changes())
                .isEmpty();
        assertThat(cast.views.news(cast.minh, cast.toan.id(), 0)).isEmpty();
    }

    @Test
    void a_cells_history_holds_its_drafts_and_its_commit() {
        var kept = (Answer.Kept) enterOne(cast.lan, cast.op(0, GK, 0, "7"));
        cast.clock.move(Duration.ofMinutes(1));
        var cleared = (Answer.Kept) enterOne(cast.lan, cast.op(0, GK, kept.rev(), ""));
        cast.clock.move(Duration.ofMinutes(1));
        enterOne(cast.nam, cast.op(0, GK, cleared.rev(), "8"));
        cast.clock.move(Duration.ofMinutes(1));
        cast.gradebook.commit(cast.nam, cast.toan.id(), cast.seen(cast.nam));
        var past = cast.views
                .history(
                        cast.lan,
                        cast.toan.id(),
                        new Cell(cast.pupils.getFirst().id(), GK))
                .orElseThrow();
        assertThat(past).map(SheetViews.Past::value).containsExactly(score(80), score(80), Optional.empty(), score(70));
        assertThat(past).map(SheetViews.Past::committed).containsExactly(true, false, false, false);
        assertThat(past.getFirst().who()).isEqualTo("Nguyễn Hoài Nam");
        assertThat(past.getLast().who()).isNull();
    }

    @Test
    void nobody_reads_the_history_of_a_pupil_who_is_not_on_the_sheet() {
        var stranger = new Cell(cast.strangers.getFirst().id(), GK);
        assertThat(cast.views.history(cast.lan, cast.toan.id(), stranger)).isEmpty();
        var here = new Cell(cast.pupils.getFirst().id(), GK);
        assertThat(cast.views.history(cast.lan, cast.toan.id(), here)).isPresent();
    }
}
