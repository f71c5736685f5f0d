package vn.sotruong.school.closing;

import java.util.Optional;
import java.util.Set;

/** Quy tắc đóng sổ: who may take which step, and when. Pure. */
final class ClosingPolicy {
    private ClosingPolicy() {}

    /**
     * What decides.
     *
     * @param member whether they sit on the board and act in administration
     * @param approves whether their word approves: the principal's; where the principal signed for the class, a deputy's, or
     *     with the superior's decision a board member's
     * @param ownClass whether they signed for the class as its homeroom teacher
     * @param clerk whether they keep the school's papers
     * @param proposed whether the proposal before us is theirs
     * @param own whether they took the decision that would be executed
     * @param teaches whether they teach the subject that they would sign for
     * @param leads whether they are the homeroom teacher
     * @param signed whether that subject is signed for already
     * @param allSigned whether every subject is
     * @param superseded whether what was printed holds no more
     * @param obstacles whether something is still open in the book
     */
    record Facts(
            Stage stage,
            boolean principal,
            boolean approves,
            boolean ownClass,
            boolean member,
            boolean boardValid,
            boolean clerk,
            boolean proposed,
            boolean own,
            boolean teaches,
            boolean leads,
            boolean signed,
            boolean allSigned,
            boolean superseded,
            boolean obstacles) {}

    static Optional<Reason> refusal(Deed deed, Facts facts) {
        return person(deed, facts)
                .or(() -> stages(deed, facts.superseded).contains(facts.stage)
                        ? Optional.empty()
                        : Optional.of(Reason.WRONG_STAGE))
                .or(() -> matter(deed, facts));
    }

    private static Optional<Reason> person(Deed deed, Facts facts) {
        return switch (deed) {
            case PROPOSE, CLOSE -> member(facts);
            case PRINT, ARCHIVE -> facts.clerk ? Optional.empty() : Optional.of(Reason.NOT_THE_CLERK);
            case DECIDE -> {
                if (!facts.principal) {
                    yield Optional.of(Reason.NOT_THE_PRINCIPAL);
                }
                yield facts.boardValid ? Optional.empty() : Optional.of(Reason.NO_VALID_BOARD);
            }
            case APPROVE -> {
                if (facts.approves) {
                    yield Optional.empty();
                }
                yield Optional.of(facts.principal && facts.ownClass ? Reason.OWN_CLASS : Reason.NOT_THE_PRINCIPAL);
            }
            case RETURN -> facts.principal ? Optional.empty() : Optional.of(Reason.NOT_THE_PRINCIPAL);
            case SIGN -> facts.teaches ? Optional.empty() : Optional.of(Reason.NOT_YOUR_SUBJECT);
            case SIGN_CLASS -> facts.leads ? Optional.empty() : Optional.of(Reason.NOT_YOUR_CLASS);
        };
    }

    private static Optional<Reason> member(Facts facts) {
        if (!facts.member) {
            return Optional.of(Reason.NOT_ON_THE_BOARD);
        }
        return facts.boardValid ? Optional.empty() : Optional.of(Reason.NO_VALID_BOARD);
    }

    private static Set<Stage> stages(Deed deed, boolean superseded) {
        return switch (deed) {
            case PROPOSE -> Set.of(Stage.OPEN);
            case RETURN -> Set.of(Stage.PROPOSED, Stage.DECIDED);
            case DECIDE -> Set.of(Stage.PROPOSED);
            case CLOSE -> Set.of(Stage.DECIDED);
            case PRINT ->
                superseded ? Set.of(Stage.PRINTED, Stage.SIGNED, Stage.APPROVED, Stage.ARCHIVED) : Set.of(Stage.CLOSED);
            case SIGN, SIGN_CLASS -> Set.of(Stage.PRINTED);
            case APPROVE -> Set.of(Stage.SIGNED);
            case ARCHIVE -> Set.of(Stage.APPROVED);
        };
    }

    private static Optional<Reason> matter(Deed deed, Facts facts) {
        return switch (deed) {
            case PROPOSE -> unanswered(facts);
            case DECIDE -> facts.proposed ? Optional.of(Reason.OWN_PROPOSAL) : unanswered(facts);
            case CLOSE -> facts.own ? Optional.of(Reason.OWN_DECISION) : unanswered(facts);
            case SIGN, SIGN_CLASS, APPROVE, ARCHIVE ->
                facts.superseded ? Optional.of(Reason.REPRINT_FIRST) : signature(deed, facts);
            case RETURN, PRINT -> Optional.empty();
        };
    }

    private static Optional<Reason> signature(Deed deed, Facts facts) {
        if (deed == Deed.SIGN && facts.signed) {
            return Optional.of(Reason.SIGNED_ALREADY);
        }
        return deed != Deed.SIGN && !facts.allSigned ? Optional.of(Reason.SUBJECTS_FIRST) : Optional.empty();
    }

    private static Optional<Reason> unanswered(Facts facts) {
        return facts.obstacles ? Optional.of(Reason.UNANSWERED) : Optional.empty();
    }
}
