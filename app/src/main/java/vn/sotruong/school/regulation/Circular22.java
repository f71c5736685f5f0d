package vn.sotruong.school.regulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thông tư 22/2021/TT-BGDĐT: assessment of lower and upper secondary pupils. There is no overall average, no ranking and
 * no title for a term. Every mark is a count of tenths, so that no average is ever off by a rounding of binary fractions.
 */
public final class Circular22 extends MarkedRegulation {
    private final CountedLevels levels;

    private Circular22(Ruleset ruleset, Rules.SecondaryRules rules) {
        super(ruleset, rules.scale(), rules.arithmetic(), rules.titles(), rules.promotion());
        levels = new CountedLevels(
                rules.fewest(),
                rules.levels(),
                rules.adjustments(),
                ruleset.chose("adjust-comment", "yes"),
                ruleset.chose("adjust-how", "substitute"),
                "Điều 9 khoản 2",
                "Điều 9 khoản 3");
    }

    /** The circular with the numbers of that ruleset. */
    public static Circular22 of(Ruleset ruleset) {
        return new Circular22(ruleset, Regulation.rules(ruleset, Rules.SecondaryRules.class));
    }

    /** Điều 6 khoản 2: a subject with elective topics, whose result is one of the regular ones or one more. */
    public Quota quotaWithTopics(int periodsAYear) {
        var plain = quota(periodsAYear);
        return ruleset().chose("topic-mark", "extra") ? new Quota(plain.regular() + 1, plain.periodic()) : plain;
    }

    /** Điều 8: the homeroom teacher sets each term, the year follows from both. */
    @Override
    public Optional<ConductLevel> conduct(PupilYear year, Period period) {
        return YearConduct.find(year, period);
    }

    /** Điều 9 khoản 1 điểm a: every single one. */
    @Override
    boolean passes(int passed, int all, Result.Verdict last) {
        return passed == all;
    }

    /** Điều 9 khoản 2 and 3. */
    @Override
    LearningResult level(List<SubjectMark> results, Set<String> specialised) {
        return levels.of(results);
    }
}
