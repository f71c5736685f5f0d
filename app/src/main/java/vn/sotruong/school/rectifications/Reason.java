package vn.sotruong.school.rectifications;

/** Lý do từ chối: each has its sentence in the messages. */
public enum Reason {
    NO_SUCH_REQUEST,
    NOT_NEEDED,
    NOTHING_CHANGED,
    CHANGED_MEANWHILE,
    WAITS_ALREADY,
    WHY_MISSING,
    EVIDENCE_MISSING,
    TEXT_TOO_LONG,
    DECISION_MISSING,
    NOT_YOURS,
    NOT_THE_DECIDER,
    NOT_WHAT_WAS_ASKED,
    NOT_IN_THIS_CAPACITY,
    RESET_UNCONFIRMED,
    NOT_THE_REQUESTER,
    WRONG_PASSWORD,
    TOO_MANY,
    ROLE_TAKEN,
    SAME_PERSON,
    OWN_REQUEST,
    NOT_THIS_ROLE,
    NOT_ALL_PRESENT,
    WITNESS_NOT_VALID,
    CONSENT_NOT_VALID;

    /** The key of its sentence. */
    public String key() {
        return "rectifications.reason." + name();
    }
}
