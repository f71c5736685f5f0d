package vn.sotruong.school.rectifications;

import vn.sotruong.ground.store.Weighty;

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
    @Weighty
    NOT_YOURS,
    @Weighty
    NOT_THE_DECIDER,
    NOT_WHAT_WAS_ASKED,
    @Weighty
    NOT_IN_THIS_CAPACITY,
    @Weighty
    RESET_UNCONFIRMED,
    @Weighty
    NOT_THE_REQUESTER,
    WRONG_PASSWORD,
    TOO_MANY,
    ROLE_TAKEN,
    @Weighty
    SAME_PERSON,
    @Weighty
    OWN_REQUEST,
    @Weighty
    NOT_THIS_ROLE,
    NOT_ALL_PRESENT,
    WITNESS_NOT_VALID,
    CONSENT_NOT_VALID;

    /** The key of its sentence. */
    public String key() {
        return "rectifications.reason." + name();
    }
}
