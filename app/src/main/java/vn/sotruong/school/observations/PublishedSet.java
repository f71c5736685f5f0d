package vn.sotruong.school.observations;

import vn.sotruong.school.regulation.IndicatorSet;

/**
 * Bộ chỉ số của một khối, as the principal published it.
 *
 * @param decision number of the decision
 */
public record PublishedSet(
        String id,
        String schoolYear,
        int grade,
        IndicatorSet set,
        String decision,
        String decidedBy,
        String decidedAt) {}
