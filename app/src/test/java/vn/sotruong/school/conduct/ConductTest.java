package vn.sotruong.school.conduct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.conduct.Outcome.Done;
import vn.sotruong.school.conduct.Outcome.Refused;
import vn.sotruong.school.regulation.ConductLevel;

/** Results, comments, records and notes, by the rooms' own facades. */
class ConductTest {
    @TempDir
    private Path folder;

    private ClassCast cast;

    @BeforeEach
    void open() {
        cast = new ClassCast(folder);
    }

    @AfterEach
    void close() {
        assertThat(Audit.verify(cast.db, SchoolSchema.SCHEMA, List.of()).findings())
                .isEmpty();
        cast.close();
    }

    private ClassView.Row row(String code, int number) {
        return cast.conduct
                .find(cast.lan(), cast.a.id(), code)
                .orElseThrow()
                .rows()
                .get(number);
    }

    private Entry committed(String code, int number) {
        return Objects.requireNonNull(row(code, number).committed());
    }

    private Entry draft(String code, int number) {
        return Objects.requireNonNull(row(code, number).draft());
    }

    @Test
    void drafts_are_the_writers_own_until_they_are_committed_and_the_omissions_are_named() {
        cast.conduct.save(
                cast.lan(), cast.a.id(), "G1", List.of(cast.typed(0, "T", "Gương mẫu"), cast.typed(1, "", "chưa rõ")));
        assertThat(cast.conduct
                        .find(cast.principal(), cast.a.id(), "G1")
                        .orElseThrow()
                        .drafts())
                .isZero();
        var plan = cast.conduct.plan(cast.lan(), cast.a.id(), "G1").orElseThrow();
        assertThat(plan.ready()).hasSize(1);
        assertThat(plan.missing()).hasSize(4);

        assertThat(cast.commit(cast.lan(), "G1")).isEqualTo(new Done(1));
        var row = cast.conduct
                .find(cast.principal(), cast.a.id(), "G1")
                .orElseThrow()
                .rows()
                .getFirst();
        assertThat(Objects.requireNonNull(row.committed()).level()).isEqualTo(ConductLevel.GOOD);
        assertThat(row("G1", 1).draft()).isNotNull();
        // the same plan sent again finds nothing, or something else
        assertThat(cast.conduct.commit(cast.lan(), cast.a.id(), "G1", plan.seal()))
                .isEqualTo(new Refused(Reason.NOTHING_TO_COMMIT));
    }

    @Test
    void a_plan_that_changed_meanwhile_is_not_committed() {
        cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(cast.typed(0, "T", "")));
        var seal =
                cast.conduct.plan(cast.lan(), cast.a.id(), "G1").orElseThrow().seal();
        cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(cast.typed(1, "C", "")));
        assertThat(cast.conduct.commit(cast.lan(), cast.a.id(), "G1", seal))
                .isEqualTo(new Refused(Reason.CHANGED_MEANWHILE));
    }

    @Test
    void two_writers_on_one_pupil_get_a_question_and_nothing_is_lost() {
        cast.conduct.save(cast.lan(), cast.a.id(), "C2026-11", List.of(cast.typed(0, "", "Chăm học")));
        var second = cast.typed(0, "", "Hay quên bài");
        var result =
                cast.conduct.save(cast.lan(), cast.a.id(), "C2026-11", List.of(second, cast.typed(1, "", "Ngoan")));
        assertThat(result).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
            assertThat(saved.count()).isEqualTo(1);
            assertThat(saved.questions()).singleElement().satisfies(question -> {
                assertThat(question.there().text()).isEqualTo("Chăm học");
                assertThat(question.typed()).isEqualTo(second);
            });
            var knowing =
                    new Typed(second.pupil(), "", second.text(), saved.marks().getOrDefault(second.pupil(), ""));
            cast.conduct.save(cast.lan(), cast.a.id(), "C2026-11", List.of(knowing));
        });
        assertThat(draft("C2026-11", 0).text()).isEqualTo("Hay quên bài");
        assertThat(draft("C2026-11", 1).text()).isEqualTo("Ngoan");
    }

    @Test
    void what_is_committed_is_corrected_with_a_reason_until_the_term_is_confirmed() {
        cast.gradeAll(1, "K");
        var seen = committed("G1", 0).seq();
        var typed = cast.typed(0, "T", "Tiến bộ");
        assertThat(cast.conduct.correct(cast.lan(), cast.a.id(), "G1", typed, "", seen))
                .isEqualTo(new Refused(Reason.WHY_MISSING));
        assertThat(cast.conduct.correct(cast.lan(), cast.a.id(), "G1", typed, "nhập nhầm", seen))
                .isEqualTo(new Done(1));
        assertThat(cast.conduct.correct(cast.lan(), cast.a.id(), "G1", cast.typed(0, "C", ""), "gửi lại", seen))
                .isEqualTo(new Refused(Reason.CHANGED_MEANWHILE));
        assertThat(cast.conduct.history("2026-2027", Slot.grade(1), cast.pupil(0)))
                .extracting(line -> line.why())
                .containsExactly(null, "nhập nhầm");

        assertThat(cast.conduct.confirm(cast.lan(), cast.a.id(), 1)).isEqualTo(new Done(5));
        assertThat(cast.conduct.correct(
                        cast.lan(),
                        cast.a.id(),
                        "G1",
                        cast.typed(0, "C", ""),
                        "muộn",
                        committed("G1", 0).seq()))
                .isEqualTo(new Refused(Reason.CONFIRMED));
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "C2026-10", List.of(cast.typed(0, "", "muộn"))))
                .isEqualTo(new SaveResult.Refused(Reason.CONFIRMED));
        assertThat(cast.conduct.confirm(cast.lan(), cast.a.id(), 1)).isEqualTo(new Refused(Reason.CONFIRMED));
    }

    @Test
    void a_term_with_an_ungraded_pupil_is_not_confirmed() {
        cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(cast.typed(0, "T", "")));
        cast.commit(cast.lan(), "G1");
        assertThat(cast.conduct.confirm(cast.lan(), cast.a.id(), 1)).isEqualTo(new Refused(Reason.OMISSIONS));
    }

    @Test
    void the_year_is_computed_and_no_path_types_it() {
        cast.gradeAll(1, "C");
        assertThat(row("G1", 0).whole()).isNull();
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "G2", List.of(cast.typed(0, "T", ""))))
                .isEqualTo(new SaveResult.Refused(Reason.NOT_YET_OPEN));
        cast.comes("2027-05-20T02:00:00Z");
        cast.gradeAll(2, "K");
        assertThat(row("G2", 0).whole()).isEqualTo(ConductLevel.PASSED);
        assertThat(row("G1", 0).whole()).isEqualTo(ConductLevel.PASSED);
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "GY", List.of(cast.typed(0, "T", ""))))
                .isEqualTo(new SaveResult.Refused(Reason.UNKNOWN_PERIOD));
    }

    @Test
    @Tag("art:002-13.3")
    void nobody_but_the_classs_own_homeroom_teacher_grades_it() {
        var typed = List.of(cast.typed(0, "T", ""));
        var administrator = ClassCast.author("khoa", Need.ADMIN, Need.BOARD);
        for (var other : List.of(cast.minh(), cast.principal(), administrator)) {
            assertThat(cast.conduct.save(other, cast.a.id(), "G1", typed))
                    .isEqualTo(new SaveResult.Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
            assertThat(cast.conduct.commit(other, cast.a.id(), "G1", ""))
                    .isEqualTo(new Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
            assertThat(cast.conduct.confirm(other, cast.a.id(), 1))
                    .isEqualTo(new Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
        }
        var asAdministrator =
                new Author(new Actor("tk-lan", "s", Capacity.ADMINISTRATION), cast.lan, Set.of(Need.HOMEROOM));
        assertThat(cast.conduct.save(asAdministrator, cast.a.id(), "G1", typed))
                .isEqualTo(new SaveResult.Refused(Reason.NOT_AS_ADMINISTRATOR));
        assertThat(cast.conduct.find(cast.minh(), cast.a.id(), "G1")).isEmpty();
        assertThat(cast.conduct.find(administrator, cast.a.id(), "G1")).isEmpty();
        assertThat(cast.conduct.findPupil(cast.minh(), cast.pupil(0))).isEmpty();
        var foreign = new Typed(cast.stranger.id(), "T", "", Entry.mark(null));
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(foreign)))
                .isEqualTo(new SaveResult.Refused(Reason.NO_SUCH_PUPIL));
    }

    @Test
    void a_level_that_there_is_not_and_a_text_that_is_too_long_are_refused() {
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(cast.typed(0, "X", ""))))
                .isEqualTo(new SaveResult.Refused(Reason.UNKNOWN_LEVEL));
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "C2026-11", List.of(cast.typed(0, "T", "a"))))
                .isEqualTo(new SaveResult.Refused(Reason.UNKNOWN_LEVEL));
        assertThat(cast.conduct.save(cast.lan(), cast.a.id(), "G1", List.of(cast.typed(0, "T", "a".repeat(501)))))
                .isEqualTo(new SaveResult.Refused(Reason.TEXT_TOO_LONG));
    }

    @Test
    void a_schools_database_opened_by_hand_takes_no_result_without_its_line() {
        cast.gradeAll(1, "K");
        for (var statement : List.of("UPDATE conduct_grade SET level = 'T'", "DELETE FROM conduct_grade")) {
            assertThatThrownBy(() ->
                            cast.db.write(cast.lan().actor(), tx -> tx.handle().execute(statement)))
                    .hasStackTraceContaining("conduct_grade: a row");
        }
    }

    @Test
    void the_due_list_counts_month_by_month_what_each_class_owes() {
        cast.comes("2026-10-03T02:00:00Z");
        cast.conduct.save(cast.lan(), cast.a.id(), "C2026-09", List.of(cast.typed(0, "", "Ngoan")));
        cast.commit(cast.lan(), "C2026-09");
        var due = cast.db.<List<DueList>>read(handle -> cast.conduct.due(handle, cast.lan()));
        assertThat(due).singleElement().satisfies(each -> {
            assertThat(each.lines()).extracting(line -> line.slot().period()).containsExactly("2026-09", "2026-10");
            assertThat(each.lines()).extracting(DueList.Line::missing).containsExactly(4, 5);
            assertThat(each.late()).isEqualTo(4);
        });
        assertThat(cast.db.<List<DueList>>read(handle -> cast.conduct.due(handle, cast.principal())))
                .hasSize(2);
    }

    @Test
    void what_a_confirmed_term_never_got_is_not_due_any_more() {
        cast.gradeAll(1, "T");
        assertThat(cast.db.<List<DueList>>read(handle -> cast.conduct.due(handle, cast.lan())))
                .singleElement()
                .satisfies(each -> assertThat(each.late()).isEqualTo(10));
        cast.conduct.confirm(cast.lan(), cast.a.id(), 1);
        assertThat(cast.db.<List<DueList>>read(handle -> cast.conduct.due(handle, cast.lan())))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.missing()).isZero();
                    assertThat(each.lines()).hasSize(3).allMatch(DueList.Line::closed);
                });
        assertThat(cast.db.<List<DueList>>read(handle -> cast.conduct.due(handle, cast.principal())))
                .extracting(DueList::late)
                .containsExactly(0, 2);
    }

    @Test
    void an_account_whose_reset_is_unconfirmed_reads_and_writes_nothing() {
        cast.records.enter(cast.lan(), cast.a.id(), slip(PupilRecord.Kind.REWARD, "Hiệu trưởng"));
        var id = recorded(cast.lan()).getFirst().id();
        cast.notes.keep(cast.lan(), Phrase.HOMEROOM, null, "Ngoan", false);
        cast.resets(cast.lan);
        var refused = new Refused(Reason.RESET_UNCONFIRMED);
        var a = cast.a.id();
        assertThat(cast.conduct.save(cast.lan(), a, "G1", List.of(cast.typed(0, "T", ""))))
                .isEqualTo(new SaveResult.Refused(Reason.RESET_UNCONFIRMED));
        assertThat(cast.conduct.confirm(cast.lan(), a, 1)).isEqualTo(refused);
        assertThat(cast.records.enter(cast.lan(), a, slip(PupilRecord.Kind.PROPOSAL, "")))
                .isEqualTo(refused);
        assertThat(cast.records.withdraw(cast.lan(), a, id, "nhầm")).isEqualTo(refused);
        assertThat(cast.notes.post(cast.lan(), a, "x")).isEqualTo(refused);
        assertThat(cast.notes.keep(cast.lan(), Phrase.HOMEROOM, null, "Chăm", false))
                .isEqualTo(refused);
        assertThat(recorded(cast.lan())).hasSize(1);
        assertThat(cast.conduct.find(cast.lan(), a, "G1")).isPresent();
        // nobody else is held up
        assertThat(cast.notes.remark(cast.minh(), a, "toan", LocalDate.parse("2026-11-19"), null, "Ồn"))
                .isEqualTo(new Done(1));
    }

    @Test
    void nobody_answers_the_proposal_that_they_entered() {
        var both = ClassCast.author(cast.lan, Need.HOMEROOM, Need.PRINCIPAL);
        cast.records.enter(both, cast.a.id(), slip(PupilRecord.Kind.PROPOSAL, ""));
        var id = recorded(both).getFirst().id();
        assertThat(cast.records.grant(both, cast.a.id(), id, "15/QĐ", "Hiệu trưởng"))
                .isEqualTo(new Refused(Reason.OWN_PROPOSAL));
        assertThat(cast.records.decline(both, cast.a.id(), id, "chưa đủ")).isEqualTo(new Refused(Reason.OWN_PROPOSAL));
        assertThat(cast.records.decline(cast.principal(), cast.a.id(), id, "chưa đủ"))
                .isEqualTo(new Done(1));
    }

    private Records.Slip slip(PupilRecord.Kind kind, String authority) {
        return new Records.Slip(
                kind, cast.pupil(0), LocalDate.parse("2026-11-19"), "Giấy khen", "Giải Nhì cờ vua", "", authority, "");
    }

    private List<PupilRecord> recorded(Author author) {
        return cast.db
                .read(handle -> cast.records.list(
                        handle, author, cast.a.id(), LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30")))
                .orElseThrow();
    }

    @Test
    void a_record_is_entered_once_withdrawn_with_a_reason_and_never_gone() {
        var reward = slip(PupilRecord.Kind.REWARD, "Hiệu trưởng");
        cast.records.enter(cast.lan(), cast.a.id(), reward);
        assertThat(cast.records.enter(cast.lan(), cast.a.id(), reward)).isEqualTo(new Done(1));
        var entered = recorded(cast.principal());
        assertThat(entered).hasSize(1);
        assertThat(entered.getFirst().week(LocalDate.parse("2026-09-05"))).isEqualTo(12);
        var id = entered.getFirst().id();
        assertThat(cast.records.withdraw(cast.minh(), cast.a.id(), id, "không phải tôi"))
                .isEqualTo(new Refused(Reason.NOT_YOURS));
        assertThat(cast.records.withdraw(cast.lan(), cast.a.id(), id, "ghi nhầm em"))
                .isEqualTo(new Done(1));
        assertThat(cast.records.withdraw(cast.lan(), cast.a.id(), id, "lần nữa"))
                .isEqualTo(new Refused(Reason.ALREADY_ANSWERED));
        assertThat(recorded(cast.principal()).getFirst().answer()).isEqualTo("ghi nhầm em");
    }

    @Test
    void a_subject_teacher_enters_violations_of_the_class_and_nothing_else() {
        var violation = new Records.Slip(
                PupilRecord.Kind.VIOLATION,
                cast.pupil(1),
                LocalDate.parse("2026-11-20"),
                "Nhắc nhở",
                "Không làm bài tập",
                "",
                "",
                "toan");
        assertThat(cast.records.enter(cast.minh(), cast.a.id(), violation)).isEqualTo(new Done(1));
        assertThat(cast.records.enter(cast.minh(), cast.a.id(), slip(PupilRecord.Kind.REWARD, "Hiệu trưởng")))
                .isEqualTo(new Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
        assertThat(cast.records.enter(ClassCast.author(cast.van, Need.ENTER_MARKS), cast.a.id(), violation))
                .isEqualTo(new Refused(Reason.NOT_A_TEACHER_OF_THE_CLASS));
        cast.records.enter(cast.lan(), cast.a.id(), slip(PupilRecord.Kind.REWARD, "Hiệu trưởng"));
        assertThat(recorded(cast.minh())).extracting(PupilRecord::kind).containsExactly(PupilRecord.Kind.VIOLATION);
        assertThat(recorded(cast.lan())).hasSize(2);
    }

    @Test
    void the_principal_grants_a_proposal_and_the_reward_is_entered_with_its_decision() {
        cast.records.enter(cast.lan(), cast.a.id(), slip(PupilRecord.Kind.PROPOSAL, ""));
        var proposal = recorded(cast.lan()).getFirst();
        assertThat(cast.records.grant(cast.lan(), cast.a.id(), proposal.id(), "15/QĐ", "Hiệu trưởng"))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(cast.records.grant(cast.principal(), cast.a.id(), proposal.id(), "15/QĐ", "Hiệu trưởng"))
                .isEqualTo(new Done(1));
        assertThat(cast.records.grant(cast.principal(), cast.a.id(), proposal.id(), "15/QĐ", "Hiệu trưởng"))
                .isEqualTo(new Refused(Reason.ALREADY_ANSWERED));
        assertThat(recorded(cast.lan()))
                .extracting(PupilRecord::kind)
                .containsExactlyInAnyOrder(PupilRecord.Kind.REWARD, PupilRecord.Kind.PROPOSAL);
    }

    @Test
    void notes_reach_the_teachers_of_the_class_and_carry_who_has_read_them() {
        cast.notes.post(cast.lan(), cast.a.id(), "Em An mới phẫu thuật, miễn chạy bộ đến tết.");
        assertThat(cast.notes.post(cast.minh(), cast.a.id(), "x"))
                .isEqualTo(new Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
        var unread = cast.db.<List<ClassNote>>read(handle -> cast.notes.unread(handle, cast.minh()));
        assertThat(unread).hasSize(1);
        cast.notes.read(cast.minh(), cast.a.id(), unread.getFirst().id());
        cast.notes.read(cast.minh(), cast.a.id(), unread.getFirst().id());
        assertThat(cast.db.<List<ClassNote>>read(handle -> cast.notes.unread(handle, cast.minh())))
                .isEmpty();
        assertThat(cast.notes.read(
                        ClassCast.author(cast.van, Need.ENTER_MARKS),
                        cast.a.id(),
                        unread.getFirst().id()))
                .isEqualTo(new Refused(Reason.NOT_YOUR_CLASS));
    }

    @Test
    void a_weekly_remark_is_for_a_subject_that_one_teaches_there() {
        var day = LocalDate.parse("2026-11-19");
        assertThat(cast.notes.remark(cast.minh(), cast.a.id(), "toan", day, null, "Lớp còn ồn đầu giờ"))
                .isEqualTo(new Done(1));
        assertThat(cast.notes.remark(cast.minh(), cast.a.id(), "nguvan", day, null, "x"))
                .isEqualTo(new Refused(Reason.NO_SUCH_SUBJECT));
        assertThat(cast.notes.remark(cast.minh(), cast.a.id(), "toan", day, cast.stranger.id(), "x"))
                .isEqualTo(new Refused(Reason.NO_SUCH_PUPIL));
        assertThat(cast.notes.remark(cast.minh(), cast.a.id(), "toan", day.plusDays(9), null, "x"))
                .isEqualTo(new Refused(Reason.BAD_DATE));
        assertThat(cast.db.<List<WeeklyRemark>>read(handle -> NoteTable.listRemarks(handle, cast.a.id())))
                .singleElement()
                .satisfies(remark -> assertThat(remark.week()).isEqualTo(LocalDate.parse("2026-11-16")));
    }
}
