package vn.sotruong.school.windows;

import java.util.Optional;
import vn.sotruong.ground.kernel.Capacity;

/** Ai được mở đợt nhập. Facts in, a reason or nothing out; its whole table is a text file that a principal can sign. */
final class WindowPolicy {
    private WindowPolicy() {}

    /** Việc làm với một đợt nhập. */
    enum Deed {
        PROPOSE,
        PUBLISH,
        APPROVE,
        REFUSE,
        TAKE_BACK,
        WITHDRAW,
        EXTEND
    }

    /**
     * Người làm.
     *
     * @param publishes whether they are the principal, or hold a delegation that says so
     * @param assists whether they are a vice-principal
     * @param sits whether they sit on a valid board
     * @param proposer whether they proposed this window
     */
    record Person(boolean publishes, boolean assists, boolean sits, boolean proposer, Capacity capacity) {}

    /** @param phase empty for a window that does not exist yet */
    static Optional<Reason> refusal(Deed deed, Person person, Optional<Window.Phase> phase) {
        if (deed == Deed.PROPOSE) {
            return proposes(person) ? Optional.empty() : Optional.of(Reason.MAY_NOT_PROPOSE);
        }
        if (deed == Deed.TAKE_BACK) {
            return person.proposer ? stands(phase) : Optional.of(Reason.NOT_THE_PROPOSER);
        }
        if (!person.publishes) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        if (person.capacity != Capacity.USE) {
            return Optional.of(Reason.WRONG_CAPACITY);
        }
        return switch (deed) {
            case PUBLISH -> Optional.empty();
            case APPROVE, REFUSE -> person.proposer ? Optional.of(Reason.OWN_PROPOSAL) : stands(phase);
            case WITHDRAW ->
                phase.equals(Optional.of(Window.Phase.COMING)) ? Optional.empty() : Optional.of(not(phase));
            case EXTEND ->
                phase.equals(Optional.of(Window.Phase.COMING)) || phase.equals(Optional.of(Window.Phase.OPEN))
                        ? Optional.empty()
                        : Optional.of(not(phase));
            case PROPOSE, TAKE_BACK -> throw new IllegalStateException(deed.name());
        };
    }

    /** A vice-principal at work; a member of the board also where they administer. */
    private static boolean proposes(Person person) {
        return (person.assists && person.capacity == Capacity.USE) || person.sits;
    }

    private static Optional<Reason> stands(Optional<Window.Phase> phase) {
        if (phase.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_WINDOW);
        }
        return phase.get() == Window.Phase.PROPOSED ? Optional.empty() : Optional.of(Reason.ALREADY_DECIDED);
    }

    /** Why a window of this phase is neither withdrawn nor extended. */
    private static Reason not(Optional<Window.Phase> phase) {
        return phase.map(each -> switch (each) {
                    case PROPOSED, REFUSED, WITHDRAWN -> Reason.NOT_PUBLISHED;
                    case COMING, OPEN -> Reason.ALREADY_BEGUN;
                    case ENDED -> Reason.ALREADY_ENDED;
                })
                .orElse(Reason.NO_SUCH_WINDOW);
    }
}
