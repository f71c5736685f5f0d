package vn.sotruong.school.regulation;

import java.util.List;

/**
 * Xét lên lớp: the outcome that the rules give, and why.
 *
 * @param eligible the subjects that may be assessed again
 * @param flagged whether the principal should look at it in any case
 */
public record Review(PromotionOutcome outcome, List<Ground> grounds, List<String> eligible, boolean flagged) {
    public Review {
        grounds = List.copyOf(grounds);
        eligible = List.copyOf(eligible);
    }

    static Review of(PromotionOutcome outcome, Ground ground) {
        return new Review(outcome, List.of(ground), List.of(), outcome == PromotionOutcome.CAN_QUYET_DINH);
    }
}
