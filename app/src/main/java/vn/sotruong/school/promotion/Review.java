package vn.sotruong.school.promotion;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Title;

/**
 * Xét lên lớp của một học sinh trong một năm học, as it is kept.
 *
 * @param cause why it is to be done again; null unless it is
 * @param why in the words of whoever handed it back or began it again
 */
public record Review(
        String schoolYear,
        String pupil,
        String homeroom,
        State state,
        First first,
        @Nullable Second second,
        @Nullable Issue issue,
        @Nullable Cause cause,
        @Nullable String why) {
    /** What leaves something to the summer. */
    static final Set<PromotionOutcome> SUMMER =
            EnumSet.of(PromotionOutcome.KIEM_TRA_LAI, PromotionOutcome.REN_LUYEN_HE, PromotionOutcome.CA_HAI);

    /** Vì sao xét lại. */
    public enum Cause {
        /** Handed back by the principal. */
        RETURNED,
        /** A result has changed since. */
        INPUTS,
        /** Begun again by decision. */
        REOPENED
    }

    /**
     * Dựa vào đâu.
     *
     * @param inputs hash of all that went in
     */
    public record Basis(String ruleset, int version, String inputs) {}

    /**
     * Người duyệt.
     *
     * @param at as the journal writes moments
     */
    public record Signed(String by, String at) {}

    /** Quyết định công nhận kết quả. */
    public record Issue(String decision, LocalDate date, Signed signed) {}

    /**
     * Xét lần thứ nhất.
     *
     * @param ruled what the rules give; null for somebody who is not considered (không xét)
     * @param outcome what holds: as ruled, or by the principal's ruling
     * @param flagged whether the principal should look at it in any case
     * @param title proposed, and approved with the outcome
     * @param basis null for somebody who is not considered
     */
    public record First(
            @Nullable PromotionOutcome ruled,
            @Nullable PromotionOutcome outcome,
            List<Ground> grounds,
            boolean flagged,
            @Nullable Title title,
            @Nullable Basis basis,
            @Nullable Ruling ruling,
            Signed listed,
            @Nullable Signed approved) {
        public First {
            grounds = List.copyOf(grounds);
        }
    }

    /** Xét lại sau hè. */
    public record Second(
            PromotionOutcome ruled,
            PromotionOutcome outcome,
            List<Ground> grounds,
            Basis basis,
            @Nullable Ruling ruling,
            @Nullable Signed approved) {
        public Second {
            grounds = List.copyOf(grounds);
        }
    }

    /** What holds now: after the summer where there was one. Empty for somebody who is not considered. */
    public Optional<PromotionOutcome> outcome() {
        return Optional.ofNullable(second == null ? first.outcome() : second.outcome());
    }

    /** Whether the pupil studied at the end of the year. */
    public boolean considered() {
        return first.ruled() != null;
    }

    /** Whether the first review leaves something to the summer. */
    public boolean summer() {
        return first.outcome() != null && SUMMER.contains(first.outcome());
    }

    /** Whether the pupil goes up, or has finished: approved, and nothing is left to the summer. */
    public boolean goesUp() {
        return outcome().equals(Optional.of(PromotionOutcome.LEN_LOP)) && approved();
    }

    /** Whether the pupil stays in the grade: approved, and nothing is left to the summer. */
    public boolean stays() {
        return outcome().equals(Optional.of(PromotionOutcome.O_LAI_LOP)) && approved();
    }

    /** Whether the pupil waits for the summer's result. */
    public boolean held() {
        return state == State.SUMMER_PENDING || state == State.SUMMER_RESULT || (state == State.APPROVED_1 && summer());
    }

    private boolean approved() {
        return state == State.FINAL || state == State.APPROVED_2 || (state == State.APPROVED_1 && !summer());
    }

    /** Whether the second review found it. */
    public boolean afterSummer() {
        return second != null && second.approved() != null;
    }

    Review in(State next) {
        return new Review(schoolYear, pupil, homeroom, next, first, second, issue, null, null);
    }

    Review again(Cause cause, @Nullable String why) {
        return new Review(schoolYear, pupil, homeroom, State.RETURNED, first, second, issue, cause, why);
    }

    Review with(First next) {
        return new Review(schoolYear, pupil, homeroom, state, next, second, issue, cause, why);
    }

    Review with(@Nullable Second next) {
        return new Review(schoolYear, pupil, homeroom, state, first, next, issue, cause, why);
    }

    Review with(Issue next) {
        return new Review(schoolYear, pupil, homeroom, state, first, second, next, cause, why);
    }
}
