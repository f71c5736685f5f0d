package vn.sotruong.school.governance;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối. */
public enum Reason {
    NO_SUCH_PROPOSAL,
    @Weighty
    ALREADY_DECIDED,
    @Weighty
    MAY_NOT_PROPOSE,
    @Weighty
    OWN_MATTER,
    @Weighty
    OWN_PROPOSAL,
    @Weighty
    PRINCIPAL_APART,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    NOT_DELEGATED,
    @Weighty
    NOT_THE_PROPOSER,
    NOTHING_CHOSEN,
    DECISION_MISSING,
    REASON_MISSING,
    SUMMARY_MISSING,
    TEXT_TOO_LONG,
    NO_SUCH_PERSON,
    NOT_WORKING,
    NOTHING_TO_CARRY_OUT,
    BAD_DATES,
    UNKNOWN_RIGHT,
    UNKNOWN_HOLDER,
    TASK_MISSING,
    NO_SUCH_GRANT,
    NO_SUCH_DELEGATION,
    @Weighty
    NOT_YOURS_TO_END,
    DELEGATE_NOT_VICE,
    SCOPE_MISSING,
    NAME_MISSING,
    NAME_TAKEN,
    HAS_POST,
    UNKNOWN_POST,
    NO_SLIP
}
