package vn.sotruong.school.regulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Một môn kéo xuống: the one subject without which the level would be so much better that the circular softens the fall.
 *
 * @param given the level that the adjustment gives
 */
record Limiting(String subject, LearningLevel given) {
    /**
     * The subject that softens the most, if any does.
     *
     * @param without the level that would be reached if this one result were no hindrance
     */
    static Optional<Limiting> find(
            List<SubjectMark> results,
            LearningLevel base,
            List<Rules.Adjustment> adjustments,
            Function<SubjectMark, LearningLevel> without) {
        var possible = adjustments.stream().filter(each -> each.fell() == base).toList();
        Limiting best = null;
        if (!possible.isEmpty()) {
            for (var each : results) {
                var reached = without.apply(each);
                for (var rule : possible) {
                    if (rule.reached() == reached
                            && (best == null || rule.given().compareTo(best.given()) < 0)) {
                        best = new Limiting(each.subject(), rule.given());
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    Explanation explained(String article) {
        return new Explanation(Explanation.Why.ADJUSTED, given, List.of(subject), 0, 0, 0, article);
    }
}
