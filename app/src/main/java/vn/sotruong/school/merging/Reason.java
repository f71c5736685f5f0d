package vn.sotruong.school.merging;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối. */
public enum Reason {
    NOT_FOUND,
    SAME_RECORD,
    /** One of them was merged already. */
    MERGED_ALREADY,
    WHY_MISSING,
    DOCUMENT_MISSING,
    TEXT_TOO_LONG,
    /** Both have a code or a citizen number, and not the same: they are two people. */
    BOUND_TO_TWO,
    /** The one that would go has the code: keep it instead. */
    KEEP_THE_CODED,
    /** The one that would go sits in a class and the other does not: keep it instead. */
    KEEP_THE_SEATED,
    /** Both have marks in the same cells of a year. */
    MARKS_CLASH,
    /** A request about one of them waits. */
    WAITS,
    @Weighty
    NOT_YOURS,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    SAME_PERSON,
    NOTHING_WAITS,
    @Weighty
    NOT_IN_FULL_STANDING
}
