package vn.sotruong.school.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosingPolicyTest {
    /** Somebody who presides and sits on the board at once. */
    private static ClosingPolicy.Facts both(Stage stage, boolean proposed, boolean decided) {
        return new ClosingPolicy.Facts(
                stage, true, true, false, true, true, false, proposed, decided, false, false, false, false, false,
                false);
    }

    @Test
    void nobody_closes_a_book_alone() {
        assertThat(ClosingPolicy.refusal(Deed.DECIDE, both(Stage.PROPOSED, true, false)))
                .contains(Reason.OWN_PROPOSAL);
        assertThat(ClosingPolicy.refusal(Deed.CLOSE, both(Stage.DECIDED, false, true)))
                .contains(Reason.OWN_DECISION);
        assertThat(ClosingPolicy.refusal(Deed.DECIDE, both(Stage.PROPOSED, false, false)))
                .isEmpty();
        assertThat(ClosingPolicy.refusal(Deed.CLOSE, both(Stage.DECIDED, true, false)))
                .isEmpty();
    }
}
