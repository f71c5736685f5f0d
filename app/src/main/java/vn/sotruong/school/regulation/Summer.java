package vn.sotruong.school.regulation;

import java.util.Map;
import java.util.Optional;

/**
 * Đánh giá lại trong hè: what came of it, beside the results of the year, which stay.
 *
 * @param retests by subject
 * @param conduct the level after training
 * @param closed whether nothing more will come
 */
public record Summer(Map<String, Result> retests, Optional<ConductLevel> conduct, boolean closed) {
    public Summer {
        retests = Map.copyOf(retests);
        if (retests.values().stream().anyMatch(Result.Gap.class::isInstance)) {
            throw new IllegalArgumentException("a subject that was assessed again has a result");
        }
    }
}
