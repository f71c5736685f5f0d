package vn.sotruong.school.rollover;

import java.util.Optional;

/** Ai được làm gì khi chuyển năm học: who may do what with a year's end. */
final class RolloverPolicy {
    private RolloverPolicy() {}

    /** Việc. */
    enum Deed {
        PROPOSE,
        WITHDRAW,
        REFUSE,
        CONFIRM,
        ASK_UNDO,
        REFUSE_UNDO,
        UNDO
    }

    /**
     * Dữ kiện.
     *
     * @param member whether somebody acts as a member of the board
     * @param presides whether they act as the principal
     * @param valid whether the board is validly established
     * @param full whether nothing of a reset is open on their account
     * @param state of the roll-over; empty where there is none
     * @param proposed whether they proposed it
     * @param asked whether an undoing is asked for
     * @param askedBySelf whether they asked for it
     */
    record Facts(
            boolean member,
            boolean presides,
            boolean valid,
            boolean full,
            Optional<YearRoll.State> state,
            boolean proposed,
            boolean asked,
            boolean askedBySelf) {}

    static Optional<Reason> refusal(Deed deed, Facts facts) {
        var mine = switch (deed) {
            case PROPOSE, ASK_UNDO, WITHDRAW -> facts.member() ? null : Reason.NOT_A_MEMBER;
            case CONFIRM, REFUSE, UNDO, REFUSE_UNDO -> facts.presides() ? null : Reason.NOT_THE_PRINCIPAL;
        };
        if (mine != null) {
            return Optional.of(mine);
        }
        if (!facts.full()) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        if (!facts.valid() && deed != Deed.WITHDRAW && deed != Deed.REFUSE && deed != Deed.REFUSE_UNDO) {
            return Optional.of(Reason.NO_VALID_BOARD);
        }
        return switch (deed) {
            case PROPOSE ->
                facts.state()
                        .filter(each -> each == YearRoll.State.PROPOSED || each == YearRoll.State.ROLLED)
                        .map(each -> Reason.ALREADY);
            case WITHDRAW ->
                facts.proposed() ? in(facts, YearRoll.State.PROPOSED) : Optional.of(Reason.NO_SUCH_PROPOSAL);
            case REFUSE -> facts.proposed() ? Optional.of(Reason.SAME_PERSON) : in(facts, YearRoll.State.PROPOSED);
            case CONFIRM -> facts.proposed() ? Optional.of(Reason.SAME_PERSON) : in(facts, YearRoll.State.PROPOSED);
            case ASK_UNDO ->
                in(facts, YearRoll.State.ROLLED)
                        .or(() -> facts.asked() ? Optional.of(Reason.UNDO_ASKED) : Optional.empty());
            case UNDO, REFUSE_UNDO ->
                in(facts, YearRoll.State.ROLLED)
                        .or(() -> facts.asked() ? Optional.empty() : Optional.of(Reason.UNDO_NOT_ASKED))
                        .or(() -> facts.askedBySelf() ? Optional.of(Reason.SAME_PERSON) : Optional.empty());
        };
    }

    private static Optional<Reason> in(Facts facts, YearRoll.State wanted) {
        if (facts.state().filter(each -> each == wanted).isPresent()) {
            return Optional.empty();
        }
        if (wanted == YearRoll.State.ROLLED) {
            return Optional.of(Reason.NOT_ROLLED);
        }
        return Optional.of(
                facts.state().filter(each -> each == YearRoll.State.ROLLED).isPresent()
                        ? Reason.ALREADY
                        : Reason.NO_SUCH_PROPOSAL);
    }
}
