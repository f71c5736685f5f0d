package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thông tư 43/2021/TT-BGDĐT: assessment in continuing education. Averages are those of Thông tư 22; the thresholds of the
 * levels are a clause that the school enters by a decision, and until then there is no level.
 */
public final class ContinuingEducation extends MarkedRegulation {
    private final Rules.ContinuingRules rules;
    private final Optional<ContinuingClause> clause;

    private ContinuingEducation(Ruleset ruleset, Rules.ContinuingRules rules, Optional<ContinuingClause> clause) {
        super(ruleset, rules.scale(), rules.arithmetic(), rules.titles(), rules.promotion());
        this.rules = rules;
        this.clause = clause;
    }

    /** The circular with the numbers of that ruleset, and no levels yet. */
    public static ContinuingEducation of(Ruleset ruleset) {
        return new ContinuingEducation(
                ruleset, Regulation.rules(ruleset, Rules.ContinuingRules.class), Optional.empty());
    }

    /** The same with the thresholds of a clause that somebody decided on. */
    public ContinuingEducation entering(ContinuingClause entered) {
        return new ContinuingEducation(ruleset(), rules, Optional.of(entered));
    }

    /** The clause that is in use. */
    public Optional<ContinuingClause> clause() {
        return clause;
    }

    /** The clause decides results, so it is part of every hash. */
    @Override
    public List<String> identity() {
        var identity = new ArrayList<>(super.identity());
        clause.ifPresent(each -> identity.add(each.text()));
        return identity;
    }

    /** Rèn luyện as under Thông tư 22: each term is given, the year follows. */
    @Override
    public Optional<ConductLevel> conduct(PupilYear year, Period period) {
        return YearConduct.find(year, period);
    }

    /** As under Thông tư 22: every single one. */
    @Override
    boolean passes(int passed, int all, Result.Verdict last) {
        return passed == all;
    }

    @Override
    LearningResult level(List<SubjectMark> results, Set<String> specialised) {
        return clause.map(entered -> levels(entered).of(results))
                .orElseGet(() -> new LearningResult.Open(Ground.CLAUSE_NOT_ENTERED, List.of()));
    }

    private CountedLevels levels(ContinuingClause entered) {
        return new CountedLevels(
                entered.fewest(),
                entered.levels(),
                rules.adjustments(),
                ruleset().chose("adjust-comment", "yes"),
                ruleset().chose("adjust-how", "substitute"),
                entered.decision(),
                entered.decision());
    }
}
