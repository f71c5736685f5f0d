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
    NO_SUCH_POST,
    HAS_LEFT,
    NOT_YOUR_CAPACITY,
    /** Did not open the screen. */
    WRONG_KEY,
    /** Five times. */
    SIGNED_OUT,
    NO_SUCH_SESSION,
    BAD_PIN,
    NOT_THE_SAME_PIN,
    WRONG_PASSWORD,
    BAD_RULE,
    OUTSIDE_TERM,
    NO_WHY,
    YOURS_ALREADY,
    RESET_WAITS,
    RESET_NOT_SO_FAR,
    NO_SUCH_RESET,
    NOT_IN_FULL_STANDING,
    BAD_TERM,
    NO_NAME,
    NO_AUTHORITY,
    NO_SUCH_INSPECTOR,
    CODE_PRINTED,
    STILL_WORKS_HERE,
    HOLDS_POST
}
