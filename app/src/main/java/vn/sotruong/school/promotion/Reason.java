package vn.sotruong.school.promotion;

/** Lý do từ chối. */
public enum Reason {
    NOT_YOUR_CLASS,
    NOT_IN_THIS_CAPACITY,
    RESET_UNCONFIRMED,
    NOT_THE_HOMEROOM_TEACHER,
    NOT_THE_TEACHER,
    NOT_THE_PRINCIPAL,
    OWN_CLASS,
    NOT_IN_THIS_STATE,
    INCOMPLETE,
    NOBODY_READY,
    NOBODY_LISTED,
    NOBODY_SUBMITTED,
    NOBODY_APPROVED,
    NOBODY_DONE,
    RULING_FIRST,
    CHANGED_MEANWHILE,
    UNCHECKED,
    NO_SUCH_PUPIL,
    WHY_MISSING,
    TEXT_TOO_LONG,
    DECISION_MISSING,
    DATE_MISSING,
    RULING_TEXT_MISSING,
    NO_SUCH_OUTCOME,
    NOT_BOTH,
    NOTHING_TO_ASSESS,
    NOT_OPEN_TO_RULING,
    NO_WINDOW,
    SUMMER_CLOSED,
    SUMMER_SETTLED,
    SUMMER_WHY,
    NOT_ELIGIBLE,
    NOT_A_RESULT,
    TEST_FROM_ONE;

    /** The key of its sentence. */
    public String key() {
        return "promotion.reason." + name();
    }
}
