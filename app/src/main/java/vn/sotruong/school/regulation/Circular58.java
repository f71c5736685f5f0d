package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thông tư 58/2011/TT-BGDĐT, in its first form and as Thông tư 26/2020/TT-BGDĐT amended it: học lực from the mean of all
 * subjects, with key subjects; hạnh kiểm of the year is a judgement and is stored. The forms differ in their numbers.
 */
public final class Circular58 extends MarkedRegulation {
    private static final String LEVELS = "Điều 13 khoản 1 đến 5";
    private static final String SOFTENING = "Điều 13 khoản 6";

    private final Rules.MeanRules rules;
    private final List<Rules.Adjustment> adjustments;

    private Circular58(Ruleset ruleset, Rules.MeanRules rules) {
        super(ruleset, rules.scale(), rules.arithmetic(), rules.titles(), rules.promotion());
        this.rules = rules;
        var literal = ruleset.chose("poor-after-good", "no");
        adjustments = rules.adjustments().stream()
                .filter(each -> !literal || each.reached() != LearningLevel.GOOD || each.fell() != LearningLevel.POOR)
                .toList();
    }

    /** The circular with the numbers of that ruleset. */
    public static Circular58 of(Ruleset ruleset) {
        return new Circular58(ruleset, Regulation.rules(ruleset, Rules.MeanRules.class));
    }

    /** Điều 4: hạnh kiểm is judged for each term and for the year. */
    @Override
    public Optional<ConductLevel> conduct(PupilYear year, Period period) {
        return Optional.ofNullable(year.conduct().get(period));
    }

    /** Điều 10: two thirds of all, and the term test among them. */
    @Override
    boolean passes(int passed, int all, Result.Verdict last) {
        return 3 * passed >= 2 * all && last == Result.Verdict.PASSED;
    }

    /** Điều 11: ĐTBhk, ĐTBcn, the plain mean of all scored subjects; empty while one is missing. */
    public OptionalInt mean(List<SubjectMark> results) {
        var sum = 0;
        var count = 0;
        for (var each : results) {
            if (each.result() == Result.Gap.PENDING) {
                return OptionalInt.empty();
            }
            if (each.result() instanceof Result.Score(var tenths)) {
                sum += tenths;
                count++;
            }
        }
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(Rules.Arithmetic.halfUp(sum, count));
    }

    /** Điều 13: the mean, a key subject, the lowest subject and the comment subjects; then khoản 6. */
    @Override
    LearningResult level(List<SubjectMark> results, Set<String> specialised) {
        var missing = SubjectMark.missing(results);
        if (!missing.isEmpty()) {
            return new LearningResult.Open(Ground.RESULT_MISSING, missing);
        }
        var found = mean(results);
        if (found.isEmpty()) {
            return new LearningResult.Open(Ground.TOO_FEW_SUBJECTS, List.of());
        }
        var mean = found.getAsInt();
        var base = reached(results, specialised, mean, null);
        var why = new ArrayList<>(explain(results, specialised, mean, base));
        var limiting =
                Limiting.find(results, base, adjustments, each -> reached(results, specialised, mean, each.subject()));
        limiting.ifPresent(each -> why.add(each.explained(SOFTENING)));
        return new LearningResult.Known(base, limiting.map(Limiting::given).orElse(base), found, why);
    }

    private LearningLevel reached(
            List<SubjectMark> results, Set<String> specialised, int mean, @Nullable String without) {
        for (var rule : rules.levels()) {
            if (mean >= rule.mean()
                    && low(rule, results, without).isEmpty()
                    && keyHolds(rule, results, without)
                    && weakSpecialised(rule, results, specialised, without).isEmpty()
                    && (!rule.passed()
                            || results.stream()
                                    .noneMatch(each -> !each.subject().equals(without) && each.failed()))) {
                return rule.level();
            }
        }
        return LearningLevel.POOR;
    }

    private static List<String> low(Rules.MeanRule rule, List<SubjectMark> results, @Nullable String without) {
        return results.stream()
                .filter(each -> !each.subject().equals(without) && each.under(rule.floor()))
                .map(SubjectMark::subject)
                .toList();
    }

    private boolean keyHolds(Rules.MeanRule rule, List<SubjectMark> results, @Nullable String without) {
        return rule.key() == 0
                || results.stream()
                        .filter(each -> rules.keySubjects().contains(each.subject()))
                        .anyMatch(each -> each.subject().equals(without) || (each.scored() && !each.under(rule.key())));
    }

    /** A pupil of a specialised class also reaches the bound in the specialised subject. */
    private static List<String> weakSpecialised(
            Rules.MeanRule rule, List<SubjectMark> results, Set<String> specialised, @Nullable String without) {
        return results.stream()
                .filter(each -> !each.subject().equals(without)
                        && specialised.contains(each.subject())
                        && each.under(rule.key()))
                .map(SubjectMark::subject)
                .toList();
    }

    private List<Explanation> explain(
            List<SubjectMark> results, Set<String> specialised, int mean, LearningLevel base) {
        Rules.MeanRule next = null;
        for (var rule : rules.levels()) {
            if (rule.level().compareTo(base) < 0) {
                next = rule;
            }
        }
        if (next == null) {
            return List.of(new Explanation(Explanation.Why.REACHED, base, List.of(), 0, 0, 0, LEVELS));
        }
        var why = new ArrayList<Explanation>();
        if (mean < next.mean()) {
            why.add(explanation(Explanation.Why.MEAN_BELOW, next, List.of(), next.mean()));
        }
        var low = low(next, results, null);
        if (!low.isEmpty()) {
            why.add(explanation(Explanation.Why.BELOW_FLOOR, next, low, next.floor()));
        }
        if (!keyHolds(next, results, null)) {
            why.add(explanation(Explanation.Why.KEY_BELOW, next, rules.keySubjects(), next.key()));
        }
        var weak = weakSpecialised(next, results, specialised, null);
        if (!weak.isEmpty()) {
            why.add(explanation(Explanation.Why.SPECIALISED_BELOW, next, weak, next.key()));
        }
        var failed = SubjectMark.failed(results);
        if (next.passed() && !failed.isEmpty()) {
            why.add(explanation(Explanation.Why.COMMENT_NOT_PASSED, next, failed, 0));
        }
        return why;
    }

    private static Explanation explanation(
            Explanation.Why why, Rules.MeanRule missed, List<String> subjects, int bound) {
        return new Explanation(why, missed.level(), subjects, bound, subjects.size(), 0, LEVELS);
    }
}
