package vn.sotruong.school.promotion;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.Title;

/**
 * Theo quy định: what the rules say of a pupil's year now.
 *
 * @param outcome null for somebody who is not considered
 * @param eligible ids of the subjects that may be assessed again
 * @param ruleset null for somebody who is not considered
 * @param dossier what was judged; null for somebody who is not considered
 */
record Judged(
        @Nullable PromotionOutcome outcome,
        List<Ground> grounds,
        List<String> eligible,
        boolean flagged,
        @Nullable Title title,
        @Nullable Ruleset ruleset,
        Review.@Nullable Basis basis,
        @Nullable Dossier dossier) {
    /** Whoever did not study at the end of the year. */
    static final Judged NOT_CONSIDERED = new Judged(null, List.of(), List.of(), false, null, null, null, null);

    Judged {
        grounds = List.copyOf(grounds);
        eligible = List.copyOf(eligible);
    }

    /** A title goes with promotion alone. */
    static Judged of(Dossier dossier) {
        var review = dossier.review();
        return new Judged(
                review.outcome(),
                review.grounds(),
                review.eligible(),
                review.flagged(),
                review.outcome() == PromotionOutcome.LEN_LOP ? dossier.title().orElse(null) : null,
                dossier.ruleset(),
                basis(dossier.ruleset(), dossier.inputs()),
                dossier);
    }

    static Review.Basis basis(Ruleset ruleset, String inputs) {
        return new Review.Basis(ruleset.id(), ruleset.version(), inputs);
    }

    boolean incomplete() {
        return outcome == PromotionOutcome.CHUA_DU_DU_LIEU;
    }

    /** Whether a review came to the same outcome and title; a ruling in writing, from the very same inputs. */
    boolean says(Review review) {
        if (outcome != review.first().ruled() || title != review.first().title()) {
            return false;
        }
        return review.first().ruling() == null || restsOn(review);
    }

    /** Whether a review was found from the same; days away apart, where they change nothing. */
    boolean restsOn(Review review) {
        var known = review.first().basis();
        return Optional.ofNullable(known)
                        .map(Review.Basis::inputs)
                        .equals(Optional.ofNullable(basis).map(Review.Basis::inputs))
                || (known != null
                        && dossier != null
                        && dossier.onlyDaysAway(known.inputs(), review.first().ruled()));
    }
}
