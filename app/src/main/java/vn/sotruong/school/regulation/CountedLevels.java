package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Xếp mức theo số môn: a level asks a least result of every subject and a better one of so many of them; there is no
 * overall average.
 *
 * @param fewest under so many scored subjects the circular says nothing, and a person decides
 * @param levels best first; whoever reaches none is Chưa đạt
 * @param comments whether a comment subject may be the one that pulls down
 * @param substitute whether that one is thought of as excellent; otherwise as not there
 * @param article where the levels are written
 * @param softening where the adjustment is
 */
record CountedLevels(
        int fewest,
        List<Rules.LevelRule> levels,
        List<Rules.Adjustment> adjustments,
        boolean comments,
        boolean substitute,
        String article,
        String softening) {

    LearningResult of(List<SubjectMark> results) {
        var missing = SubjectMark.missing(results);
        if (!missing.isEmpty()) {
            return new LearningResult.Open(Ground.RESULT_MISSING, missing);
        }
        var counted = results.stream()
                .filter(each -> each.result() != Result.Gap.LEFT_OUT)
                .toList();
        if (SubjectMark.scored(counted) < fewest) {
            return new LearningResult.Open(Ground.TOO_FEW_SUBJECTS, List.of());
        }
        var base = reached(counted, null);
        var why = new ArrayList<>(explain(counted, base));
        var limiting = Limiting.find(
                counted,
                base,
                adjustments,
                each -> each.scored() || (comments && each.failed()) ? reached(counted, each.subject()) : base);
        limiting.ifPresent(each -> why.add(each.explained(softening)));
        return new LearningResult.Known(base, limiting.map(Limiting::given).orElse(base), OptionalInt.empty(), why);
    }

    /** The best level of these results, one of which may be thought away. */
    private LearningLevel reached(List<SubjectMark> results, @Nullable String without) {
        for (var rule : levels) {
            if (holds(rule, results, without)) {
                return rule.level();
            }
        }
        return LearningLevel.NOT_YET;
    }

    private boolean holds(Rules.LevelRule rule, List<SubjectMark> results, @Nullable String without) {
        var high = 0;
        var failures = 0;
        for (var each : results) {
            if (each.subject().equals(without)) {
                high += each.scored() && substitute ? 1 : 0;
            } else if (each.under(rule.floor())) {
                return false;
            } else if (each.failed()) {
                failures++;
            } else if (each.scored() && !each.under(rule.bound())) {
                high++;
            }
        }
        return high >= rule.count() && failures <= rule.failures();
    }

    /** What kept the next better level away; of the best, that nothing did. */
    private List<Explanation> explain(List<SubjectMark> results, LearningLevel base) {
        Rules.LevelRule next = null;
        for (var rule : levels) {
            if (rule.level().compareTo(base) < 0) {
                next = rule;
            }
        }
        if (next == null) {
            return List.of(new Explanation(Explanation.Why.REACHED, base, List.of(), 0, 0, 0, article));
        }
        var why = new ArrayList<Explanation>();
        var low = SubjectMark.under(results, next.floor());
        if (!low.isEmpty()) {
            why.add(explanation(Explanation.Why.BELOW_FLOOR, next, low, next.floor(), low.size(), 0));
        }
        var high = SubjectMark.from(results, next.bound());
        if (high < next.count()) {
            var lower = SubjectMark.under(results, next.bound());
            why.add(explanation(Explanation.Why.TOO_FEW_HIGH, next, lower, next.bound(), high, next.count()));
        }
        var failed = SubjectMark.failed(results);
        if (failed.size() > next.failures()) {
            why.add(explanation(Explanation.Why.COMMENT_NOT_PASSED, next, failed, 0, failed.size(), next.failures()));
        }
        return why;
    }

    private Explanation explanation(
            Explanation.Why why, Rules.LevelRule missed, List<String> subjects, int bound, int count, int needed) {
        return new Explanation(why, missed.level(), subjects, bound, count, needed, article);
    }
}
