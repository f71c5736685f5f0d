package vn.sotruong.school.gradebook;

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
    /** The teacher's password was reset and the principal has not met them: drafts, and nothing more. */
    NOT_IN_FULL_STANDING
}
