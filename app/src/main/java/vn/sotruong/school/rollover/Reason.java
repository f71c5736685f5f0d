package vn.sotruong.school.rollover;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối. */
public enum Reason {
    NO_YEAR,
    /** Only a member of a valid board proposes, in administration. */
    @Weighty
    NOT_A_MEMBER,
    @Weighty
    NO_VALID_BOARD,
    /** Only the principal confirms, in use. */
    @Weighty
    NOT_THE_PRINCIPAL,
    /** Who proposed does not confirm. */
    @Weighty
    SAME_PERSON,
    @Weighty
    NOT_IN_FULL_STANDING,
    /** Something stands in the way: the page names it. */
    NOT_READY,
    /** A proposal waits, or the year was rolled. */
    ALREADY,
    NO_SUCH_PROPOSAL,
    /** What would happen is no longer what was shown. */
    @Weighty
    CHANGED_MEANWHILE,
    DECISION_MISSING,
    REASON_MISSING,
    TEXT_TOO_LONG,
    BAD_DATES,
    NAME_MISSING,
    NAME_TOO_LONG,
    /** One name for classes of two grades. */
    NAME_OF_TWO_GRADES,
    /** The new year has a class of that name in another grade. */
    NAME_TAKEN,
    NOT_ROLLED,
    /** Homeroom teachers have signed off lists of the new year. */
    LISTS_SIGNED,
    /** Marks stand in the new year. */
    MARKS_EXIST,
    /** Pupils came, went or moved in the new year. */
    PLACES_CHANGED,
    UNDO_ASKED,
    UNDO_NOT_ASKED,
    NOT_HELD,
    STILL_HELD,
    NOT_STUDYING,
    NO_SUCH_CLASS,
    WRONG_GRADE,
    HAS_A_PLACE,
    @Weighty
    NOT_YOURS
}
