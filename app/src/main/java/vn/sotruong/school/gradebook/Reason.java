package vn.sotruong.school.gradebook;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: each has its words in both languages. */
public enum Reason {
    /** No such sheet, class or subject. */
    NO_SHEET,
    /** The caller does not teach this subject in this class today. */
    NOT_YOUR_SHEET,
    /** A pupil who is not in this class. */
    UNKNOWN_PUPIL,
    /** A pupil who has left this class. */
    PUPIL_LEFT,
    /** A pupil who is not studying now. */
    PUPIL_PAUSED,
    /** A pupil who is exempt from the subject. */
    PUPIL_EXEMPT,
    /** A column that this sheet does not have. */
    UNKNOWN_COLUMN,
    /** A request that no page of ours makes. */
    MALFORMED,
    /** More commands than one request may hold. */
    TOO_MANY,
    /** A command's id that was used before for something else. */
    OP_REUSED,
    /** Nothing was chosen that could be committed. */
    NOTHING_TO_COMMIT,
    /** The drafts are not those that the teacher was shown. */
    CHANGED,
    /** The sheet has a column under lock among those chosen. */
    LOCKED,
    /** The window of a chosen column has ended: its drafts stay, as late drafts. */
    WINDOW_ENDED,
    /** No window of a chosen column is open, and none was. */
    WINDOW_CLOSED,
    /** A chosen column holds values that their author must look at again. */
    DOUBTFUL,
    /** A correction needs a reason from the list. */
    NO_REASON,
    /** A correction without a value, which nobody has said is to delete it. */
    NO_VALUE,
    /** A value that the column does not take. */
    BAD_VALUE,
    /** A value that a test which knows no nought does not take. */
    FROM_ONE,
    /** A correction to what stands there already. */
    SAME_VALUE,
    /** A cell that is committed: ordinary editing ends there. */
    COMMITTED,
    /** A correction of a cell where nothing was committed. */
    NOT_COMMITTED,
    /** Nobody corrects this cell alone any more: a deputy principal directs it. */
    NEEDS_DIRECTION,
    /** The window has ended or a lock has fallen: the principal consents, and witnesses come. */
    NEEDS_WITNESSES,
    /** A draft that can still be committed, or is none. */
    DRAFT_STANDS,
    /** The book is closed. */
    BOOK_CLOSED,
    /** A missed test that is set already, or whose proposal waits. */
    ALREADY_OWED,
    /** A missed test that is settled, withdrawn or never was. */
    NOT_OWED,
    /** A cell that holds a mark or a draft. */
    HAS_VALUE,
    /** No reason in words. */
    NO_WORDS,
    /** A time that ends before it begins, or is over. */
    BAD_TIME,
    /** A time beyond the term. */
    OUTSIDE_TERM,
    /** Only the principal and the deputies grant it. */
    @Weighty
    NOT_LEADER,
    /** The principal is to decide first. */
    PROPOSED_ALREADY,
    /** Nobody has proposed it. */
    NOT_PROPOSED,
    /** Nobody decides what they themselves proposed. */
    @Weighty
    OWN_PROPOSAL,
    /** The decision has no words. */
    NO_DECISION,
    /** Only the principal decides this. */
    @Weighty
    NOT_PRINCIPAL,
    /** The teacher's password was reset and the principal has not met them: drafts, and nothing more. */
    NOT_IN_FULL_STANDING
}
