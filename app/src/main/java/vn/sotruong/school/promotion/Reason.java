package vn.sotruong.school.promotion;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối. */
public enum Reason {
    @Weighty
    NOT_YOUR_CLASS,
    @Weighty
    NOT_IN_THIS_CAPACITY,
    @Weighty
    RESET_UNCONFIRMED,
    @Weighty
    NOT_THE_HOMEROOM_TEACHER,
    @Weighty
    NOT_THE_TEACHER,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    OWN_CLASS,
    @Weighty
    NOT_IN_THIS_STATE,
    INCOMPLETE,
    NOBODY_READY,
    NOBODY_LISTED,
    NOBODY_SUBMITTED,
    NOBODY_APPROVED,
    NOBODY_DONE,
    RULING_FIRST,
    @Weighty
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
    @Weighty
    SUMMER_CLOSED,
    @Weighty
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
