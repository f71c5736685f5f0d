package vn.sotruong.school.promotion;

import java.util.Optional;
import vn.sotruong.ground.kernel.Capacity;

/** Ai được làm gì khi xét lên lớp. Facts in, a reason or nothing out; its whole table is a text that a principal can sign. */
final class PromotionPolicy {
    private PromotionPolicy() {}

    /**
     * Người làm.
     *
     * @param leads whether they are the class's homeroom teacher
     * @param teaches whether they teach, or at the end of a closed year taught, the subject that the deed is about
     * @param presides whether they are the principal
     * @param made whether the list that waits is theirs, so that another approves it
     * @param approves whether their word approves it: the principal's, a deputy's, or a board member's with the superior's
     *     decision
     */
    record Person(
            boolean leads, boolean teaches, boolean presides, boolean made, boolean approves, Capacity capacity) {}

    /** Why this person does no such deed at all. */
    static Optional<Reason> refusal(Deed deed, Person person) {
        if (person.capacity == Capacity.ADMINISTRATION && !(approval(deed) && person.approves)) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        return switch (deed) {
            case LIST, SUBMIT, TRAIN, LIST_AGAIN ->
                person.leads ? Optional.empty() : Optional.of(Reason.NOT_THE_HOMEROOM_TEACHER);
            case ENTER -> person.teaches ? Optional.empty() : Optional.of(Reason.NOT_THE_TEACHER);
            case APPROVE, APPROVE_AGAIN -> {
                if (person.approves) {
                    yield Optional.empty();
                }
                yield Optional.of(person.made ? Reason.OWN_CLASS : Reason.NOT_THE_PRINCIPAL);
            }
            case RETURN, RETURN_AGAIN ->
                person.presides || person.approves ? Optional.empty() : Optional.of(Reason.NOT_THE_PRINCIPAL);
            case RULE, ISSUE, CLOSE, REOPEN ->
                person.presides ? Optional.empty() : Optional.of(Reason.NOT_THE_PRINCIPAL);
        };
    }

    private static boolean approval(Deed deed) {
        return deed == Deed.APPROVE || deed == Deed.APPROVE_AGAIN;
    }

    /** The same, for a pupil in that state. */
    static Optional<Reason> refusal(Deed deed, Person person, State state) {
        return refusal(deed, person)
                .or(() -> state.after(deed, false).isPresent()
                        ? Optional.empty()
                        : Optional.of(state == State.INCOMPLETE ? Reason.INCOMPLETE : Reason.NOT_IN_THIS_STATE));
    }
}
