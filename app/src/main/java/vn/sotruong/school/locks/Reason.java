package vn.sotruong.school.locks;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed with a lock is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    NOT_ON_THE_BOARD,
    @Weighty
    NO_VALID_BOARD,
    @Weighty
    OWN_DECISION,
    NO_SUCH_LOCK,
    STILL_WAITING,
    WITHDRAWN,
    SCHEDULED,
    EXPIRED,
    @Weighty
    BOOK_CLOSED,
    ALREADY_LOCKED,
    ALREADY_REOPENED,
    NO_REOPENING_DECIDED,
    @Weighty
    DECIDED_ANEW,
    NOTHING_CHOSEN,
    UNKNOWN_SCOPE,
    DECISION_MISSING,
    REASON_MISSING,
    TEXT_TOO_LONG,
    BAD_TIME,
    @Weighty
    NOT_IN_FULL_STANDING;

    /** The key of its sentence. */
    public String key() {
        return "locks.reason." + name();
    }
}
