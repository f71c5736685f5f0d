package vn.sotruong.school.regulation;

/**
 * Quy định cũ, nhập tay: a ruleset that is named so that a year can say what governed it, and that computes nothing;
 * results are typed from the paper.
 */
public record TypedByHand(Ruleset ruleset) implements Regulation {
    /** Why there is no result. */
    public Ground ground() {
        return Ground.TYPED_BY_HAND;
    }
}
