package vn.sotruong.school.remarks;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: each has its words in both languages. */
public enum Reason {
    /** No such book, or none of theirs. */
    @Weighty
    NOT_YOURS,
    /** The teacher's password was reset and the principal has not met them. */
    @Weighty
    NOT_IN_FULL_STANDING,
    /** The column at the end of the term is locked, or the book closed. */
    LOCKED,
    /** The time for entering is over. */
    ENDED,
    /** No time for entering is open yet. */
    CLOSED,
    /** A request that no page of ours makes. */
    MALFORMED,
    /** Nothing was written where nothing stood. */
    EMPTY,
    /** Longer than a remark may be. */
    TOO_LONG
}
