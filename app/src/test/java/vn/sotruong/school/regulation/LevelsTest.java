package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.regulation.Explanation.Why;

class LevelsTest {
    private static final List<MarkedRegulation> ALL = List.of(
            rules("TT22"),
            (MarkedRegulation)
                    Regulation.of(Rulebook.find("TT22", 1).orElseThrow().choosing("adjust-how", "drop")),
            rules("TT58"),
            rules("TT58_TT26"),
            ContinuingEducation.of(Rulebook.find("TT43", 1).orElseThrow()).entering(clause()));
    private static final List<String> NAMES =
            List.of("toan", "nguvan", "ngoaingu", "gdcd", "lsdl", "khtn", "congnghe", "tinhoc");

    private static MarkedRegulation rules(String id) {
        return (MarkedRegulation) Regulation.of(Rulebook.find(id, 1).orElseThrow());
    }

    private static ContinuingClause clause() {
        return new ContinuingClause(
                "12/QĐ-TTGDTX",
                5,
                List.of(
                        new Rules.LevelRule(LearningLevel.GOOD, 65, 80, 5, 0),
                        new Rules.LevelRule(LearningLevel.FAIR, 50, 65, 5, 0),
                        new Rules.LevelRule(LearningLevel.PASSED, 35, 50, 5, 1)));
    }

    private static PupilYear pupil(List<Integer> marks, boolean... passed) {
        var subjects = new ArrayList<SubjectResult>();
        for (var i = 0; i < marks.size(); i++) {
            var score = new Result.Score(marks.get(i));
            subjects.add(new SubjectResult(NAMES.get(i), SubjectResult.Kind.SCORED, score, score));
        }
        for (var i = 0; i < passed.length; i++) {
            var verdict = passed[i] ? Result.Verdict.PASSED : Result.Verdict.NOT_YET;
            subjects.add(new SubjectResult("comment" + i, SubjectResult.Kind.COMMENT, verdict, verdict));
        }
        var conduct = Map.of(
                Period.FIRST, ConductLevel.GOOD, Period.SECOND, ConductLevel.GOOD, Period.YEAR, ConductLevel.GOOD);
        return new PupilYear(subjects, conduct, 0, false, Set.of());
    }

    private static LearningLevel level(MarkedRegulation rules, PupilYear pupil) {
        return ((LearningResult.Known) rules.level(pupil, Period.YEAR)).level();
    }

    @Property(tries = 300)
    void a_better_mark_never_lowers_a_level(
            @ForAll @Size(8) List<@IntRange(max = 100) Integer> marks,
            @ForAll @IntRange(max = 7) int which,
            @ForAll @IntRange(min = 1, max = 100) int more,
            @ForAll boolean passed) {
        var better = new ArrayList<>(marks);
        better.set(which, Math.min(100, marks.get(which) + more));
        for (var rules : ALL) {
            var now = level(rules, pupil(marks, passed, true));
            assertThat(level(rules, pupil(better, passed, true)).reaches(now)).isTrue();
            assertThat(level(rules, pupil(marks, true, true)).reaches(now)).isTrue();
        }
    }

    /** Near the thresholds, where random marks seldom come. */
    @Property(tries = 300)
    void a_better_mark_never_lowers_a_level_of_a_good_pupil(
            @ForAll @Size(8) List<@IntRange(min = 75, max = 90) Integer> marks,
            @ForAll @IntRange(max = 99) int weak,
            @ForAll @IntRange(max = 7) int which) {
        var one = new ArrayList<>(marks);
        one.set(which, weak);
        var better = new ArrayList<>(one);
        better.set(which, weak + 1);
        for (var rules : ALL) {
            assertThat(level(rules, pupil(better, true)).reaches(level(rules, pupil(one, true))))
                    .isTrue();
        }
    }

    @Property(tries = 200)
    void the_order_of_subjects_does_not_matter(
            @ForAll @Size(8) List<@IntRange(max = 100) Integer> marks, @ForAll Random random) {
        var pupil = pupil(marks, true, false);
        var shuffled = new ArrayList<>(pupil.subjects());
        Collections.shuffle(shuffled, random);
        var other = new PupilYear(shuffled, pupil.conduct(), 0, false, Set.of());
        for (var rules : ALL) {
            assertThat(level(rules, other)).isEqualTo(level(rules, pupil));
            assertThat(rules.review(other).outcome())
                    .isEqualTo(rules.review(pupil).outcome());
            assertThat(InputsHash.of(rules, other)).isEqualTo(InputsHash.of(rules, pupil));
        }
    }

    @Property(tries = 300)
    void an_adjustment_raises_and_never_by_more_than_the_table_says(
            @ForAll @Size(8) List<@IntRange(min = 30, max = 100) Integer> marks, @ForAll boolean passed) {
        for (var rules : ALL) {
            var known = (LearningResult.Known) rules.level(pupil(marks, passed), Period.YEAR);
            assertThat(known.base().compareTo(known.level())).isBetween(0, 1);
            assertThat(known.why()).isNotEmpty();
        }
    }

    @Property(tries = 300)
    void a_year_lies_between_its_terms(
            @ForAll @IntRange(max = 100) int first, @ForAll @IntRange(max = 100) int second) {
        for (var rules : ALL) {
            assertThat(rules.yearAverage(first, second)).isBetween(Math.min(first, second), Math.max(first, second));
        }
    }

    @Property(tries = 200)
    void the_mean_lies_between_the_lowest_and_the_highest_subject(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 100) Integer> marks) {
        var rules = (Circular58) rules("TT58");
        assertThat(rules.mean(rules.results(pupil(marks), Period.YEAR)).orElseThrow())
                .isBetween(Collections.min(marks), Collections.max(marks));
    }

    @Test
    void a_level_says_which_subject_pulled_it_down_and_where_that_is_written() {
        var known = (LearningResult.Known)
                rules("TT22").level(pupil(List.of(85, 85, 85, 85, 85, 85, 85, 49), true), Period.YEAR);
        assertThat(known.why())
                .containsExactly(
                        new Explanation(
                                Why.BELOW_FLOOR, LearningLevel.FAIR, List.of("tinhoc"), 50, 1, 0, "Điều 9 khoản 2"),
                        new Explanation(
                                Why.ADJUSTED, LearningLevel.FAIR, List.of("tinhoc"), 0, 0, 0, "Điều 9 khoản 3"));
    }

    @Test
    void a_level_says_how_many_subjects_are_short() {
        var known = (LearningResult.Known)
                rules("TT22").level(pupil(List.of(80, 80, 80, 80, 80, 79, 65, 65), true), Period.YEAR);
        assertThat(known.why())
                .containsExactly(new Explanation(
                        Why.TOO_FEW_HIGH,
                        LearningLevel.GOOD,
                        List.of("khtn", "congnghe", "tinhoc"),
                        80,
                        5,
                        6,
                        "Điều 9 khoản 2"));
    }

    @Test
    void an_older_level_says_that_no_key_subject_is_good_enough() {
        var known = (LearningResult.Known)
                rules("TT58").level(pupil(List.of(79, 79, 90, 90, 90, 90, 90, 90), true), Period.YEAR);
        assertThat(known.why())
                .extracting(Explanation::why, Explanation::subjects)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Why.KEY_BELOW, List.of("toan", "nguvan")));
    }

    @Test
    void a_term_has_a_level_of_its_own_and_a_title_only_in_older_years() {
        var pupil = pupil(List.of(90, 90, 90, 90, 90, 90, 90, 90), true);
        assertThat(rules("TT22").title(pupil, Period.FIRST)).isEmpty();
        assertThat(rules("TT22").title(pupil, Period.YEAR)).contains(Title.EXCELLENT);
        assertThat(rules("TT58").title(pupil, Period.FIRST)).contains(Title.GOOD);
        assertThat(level(rules("TT22"), pupil)).isEqualTo(LearningLevel.GOOD);
    }

    @Test
    void a_subject_of_one_term_has_that_terms_result() {
        var rules = rules("TT22");
        var eight = new Result.Score(80);
        assertThat(rules.yearResult(new SubjectResult("gdqpan", SubjectResult.Kind.SCORED, eight, Result.Gap.LEFT_OUT)))
                .isEqualTo(eight);
        assertThat(rules.yearResult(new SubjectResult("gdqpan", SubjectResult.Kind.SCORED, Result.Gap.LEFT_OUT, eight)))
                .isEqualTo(eight);
        assertThat(rules.yearResult(new SubjectResult("gdqpan", SubjectResult.Kind.SCORED, Result.Gap.PENDING, eight)))
                .isEqualTo(Result.Gap.PENDING);
        assertThatThrownBy(() -> new SubjectResult("gdqpan", SubjectResult.Kind.COMMENT, eight, eight))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void continuing_education_has_no_level_before_the_clause_and_then_one() {
        var blocked = ContinuingEducation.of(Rulebook.find("TT43", 1).orElseThrow());
        var pupil = pupil(List.of(80, 80, 80, 80, 80), true);
        assertThat(blocked.level(pupil, Period.YEAR))
                .isEqualTo(new LearningResult.Open(Ground.CLAUSE_NOT_ENTERED, List.of()));
        assertThat(blocked.review(pupil).outcome()).isEqualTo(PromotionOutcome.CHUA_DU_DU_LIEU);
        assertThat(blocked.termAverage(List.of(70, 80), List.of(75), 80, new Quota(2, 1)))
                .hasValue(77);

        var entered = blocked.entering(ContinuingClause.read(clause().text()));
        assertThat(entered.clause()).contains(clause());
        assertThat(entered.level(pupil, Period.YEAR)).isInstanceOfSatisfying(LearningResult.Known.class, known -> {
            assertThat(known.level()).isEqualTo(LearningLevel.GOOD);
            assertThat(known.why().getFirst().article()).isEqualTo("12/QĐ-TTGDTX");
        });
        assertThat(entered.review(pupil).outcome()).isEqualTo(PromotionOutcome.LEN_LOP);
        assertThat(InputsHash.of(entered, pupil)).isNotEqualTo(InputsHash.of(blocked, pupil));
    }

    @Test
    void a_clause_without_a_decision_or_out_of_order_is_refused() {
        var levels = clause().levels();
        assertThat(ContinuingClause.refuse("1/QĐ", 5, levels)).isEmpty();
        assertThat(ContinuingClause.refuse(" ", 5, levels)).contains(ContinuingClause.Fault.NO_DECISION);
        assertThat(ContinuingClause.refuse("1/QĐ", 4, levels)).contains(ContinuingClause.Fault.BAD_COUNT);
        assertThat(ContinuingClause.refuse("1/QĐ", 5, levels.subList(0, 2)))
                .contains(ContinuingClause.Fault.LEVELS_MISSING);
        var rising = List.of(
                new Rules.LevelRule(LearningLevel.GOOD, 35, 80, 5, 0),
                new Rules.LevelRule(LearningLevel.FAIR, 50, 65, 5, 0),
                levels.getLast());
        assertThat(ContinuingClause.refuse("1/QĐ", 5, rising)).contains(ContinuingClause.Fault.NOT_FALLING);
        var upside = List.of(new Rules.LevelRule(LearningLevel.GOOD, 90, 80, 5, 0), levels.get(1), levels.getLast());
        assertThat(ContinuingClause.refuse("1/QĐ", 5, upside)).contains(ContinuingClause.Fault.BOUND_UNDER_FLOOR);
        assertThatThrownBy(() -> new ContinuingClause("", 5, levels)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hash_tells_every_input_and_every_rule_apart() {
        var pupil = pupil(List.of(80, 80, 80, 80, 80, 80, 80, 80), true);
        var rules = rules("TT22");
        var hashes = new HashMap<String, String>();
        hashes.put("as it is", InputsHash.of(rules, pupil));
        hashes.put("one mark", InputsHash.of(rules, pupil(List.of(80, 80, 80, 80, 80, 80, 80, 81), true)));
        hashes.put("two swapped", InputsHash.of(rules, pupil(List.of(81, 80, 80, 80, 80, 80, 80, 80), true)));
        hashes.put("comment", InputsHash.of(rules, pupil(List.of(80, 80, 80, 80, 80, 80, 80, 80), false)));
        hashes.put(
                "absent", InputsHash.of(rules, new PupilYear(pupil.subjects(), pupil.conduct(), 1, false, Set.of())));
        hashes.put(
                "own plan", InputsHash.of(rules, new PupilYear(pupil.subjects(), pupil.conduct(), 0, true, Set.of())));
        hashes.put("conduct", InputsHash.of(rules, new PupilYear(pupil.subjects(), Map.of(), 0, false, Set.of())));
        hashes.put(
                "specialised",
                InputsHash.of(rules, new PupilYear(pupil.subjects(), pupil.conduct(), 0, false, Set.of("toan"))));
        hashes.put("other rules", InputsHash.of(rules("TT58"), pupil));
        hashes.put(
                "other answer", InputsHash.of(Regulation.of(rules.ruleset().choosing("adjust-comment", "no")), pupil));
        hashes.put(
                "summer",
                InputsHash.of(
                        rules,
                        pupil,
                        new Summer(Map.of("toan", new Result.Score(90)), java.util.Optional.empty(), true)));
        assertThat(hashes.values()).doesNotHaveDuplicates().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(InputsHash.of(rules, pupil)).isEqualTo(hashes.get("as it is"));
    }
}
