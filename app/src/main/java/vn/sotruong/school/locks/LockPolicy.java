package vn.sotruong.school.locks;

import java.util.Optional;

/** Quy tắc khóa: who may do what with a lock. Pure; its whole table is a text file that a principal can read and sign. */
final class LockPolicy {
    private LockPolicy() {}

    /** Việc làm với một khóa. */
    enum Deed {
        DECIDE,
        WITHDRAW,
        EXECUTE,
        DECIDE_REOPENING,
        EXECUTE_REOPENING
    }

    /**
     * Người làm.
     *
     * @param principal whether they are the principal
     * @param member whether they sit on the board
     */
    record Person(boolean principal, boolean member) {}

    /**
     * Whether the deed is refused, and why.
     *
     * @param state how the lock stands; empty when it does not exist yet
     * @param boardValid whether three to five members sit by decisions in force
     * @param ownDecision whether this person took the decision that would be executed
     */
    static Optional<Reason> refusal(
            Deed deed, Person person, Optional<Lock.State> state, boolean boardValid, boolean ownDecision) {
        return switch (deed) {
            case DECIDE, WITHDRAW, DECIDE_REOPENING ->
                person.principal ? stateRefusal(deed, state) : Optional.of(Reason.NOT_THE_PRINCIPAL);
            case EXECUTE, EXECUTE_REOPENING -> {
                if (!person.member) {
                    yield Optional.of(Reason.NOT_ON_THE_BOARD);
                }
                if (!boardValid) {
                    yield Optional.of(Reason.NO_VALID_BOARD);
                }
                if (ownDecision) {
                    yield Optional.of(Reason.OWN_DECISION);
                }
                yield stateRefusal(deed, state);
            }
        };
    }

    private static Optional<Reason> stateRefusal(Deed deed, Optional<Lock.State> state) {
        if (state.isEmpty()) {
            return deed == Deed.DECIDE ? Optional.empty() : Optional.of(Reason.NO_SUCH_LOCK);
        }
        return switch (state.get()) {
            case WAITING ->
                deed == Deed.WITHDRAW || deed == Deed.EXECUTE ? Optional.empty() : Optional.of(Reason.STILL_WAITING);
            case WITHDRAWN -> deed == Deed.DECIDE ? Optional.empty() : Optional.of(Reason.WITHDRAWN);
            case SCHEDULED -> Optional.of(Reason.SCHEDULED);
            case IN_FORCE -> deed == Deed.DECIDE_REOPENING ? Optional.empty() : Optional.of(inForce(deed));
            case REOPENING ->
                deed == Deed.EXECUTE_REOPENING || deed == Deed.DECIDE_REOPENING
                        ? Optional.empty()
                        : Optional.of(Reason.ALREADY_LOCKED);
            case REOPENED -> Optional.of(Reason.ALREADY_REOPENED);
            case EXPIRED -> deed == Deed.DECIDE ? Optional.empty() : Optional.of(Reason.EXPIRED);
        };
    }

    private static Reason inForce(Deed deed) {
        return deed == Deed.EXECUTE_REOPENING ? Reason.NO_REOPENING_DECIDED : Reason.ALREADY_LOCKED;
    }
}
