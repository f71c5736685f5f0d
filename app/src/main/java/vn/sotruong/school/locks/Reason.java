package vn.sotruong.school.locks;

/** Lý do từ chối: why a deed with a lock is refused; each has its sentence in the messages. */
public enum Reason {
    NOT_THE_PRINCIPAL,
    NOT_ON_THE_BOARD,
    NO_VALID_BOARD,
    OWN_DECISION,
    NO_SUCH_LOCK,
    STILL_WAITING,
    WITHDRAWN,
    SCHEDULED,
    EXPIRED,
    BOOK_CLOSED,
    ALREADY_LOCKED,
    ALREADY_REOPENED,
    NO_REOPENING_DECIDED,
    DECIDED_ANEW,
    NOTHING_CHOSEN,
    UNKNOWN_SCOPE,
    DECISION_MISSING,
    REASON_MISSING,
    TEXT_TOO_LONG,
    BAD_TIME,
    NOT_IN_FULL_STANDING;

    /** The key of its sentence. */
    public String key() {
        return "locks.reason." + name();
    }
}
