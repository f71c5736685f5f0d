package vn.sotruong.school.accounts;

/** Lý do từ chối. */
public enum Reason {
    /** Wrong name or password; which of the two is never said. */
    WRONG,
    TOO_MANY,
    LOCKED,
    CODE_EXPIRED,
    TOO_SHORT,
    TOO_LONG,
    TOO_COMMON,
    SAME_AS_BEFORE,
    NOT_THE_SAME,
    NOT_ALLOWED,
    NO_SUCH_PERSON,
    NO_SUCH_ACCOUNT,
    NOT_WORKING,
    HAS_ACCOUNT,
    RETIRED,
    YOUR_OWN,
    NO_DECISION,
    BAD_DATES,
    NO_SUCH_POST,
    HAS_LEFT,
    NOT_YOUR_CAPACITY
}
