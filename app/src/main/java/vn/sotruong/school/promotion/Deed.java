package vn.sotruong.school.promotion;

/** Việc trong xét lên lớp. */
enum Deed {
    /** The homeroom teacher lists whoever is ready. */
    LIST,
    /** The homeroom teacher hands the list in. */
    SUBMIT,
    /** The principal hands a pupil back, with a reason. */
    RETURN,
    /** The principal rules in writing where the rules leave the outcome open. */
    RULE,
    /** The principal approves. */
    APPROVE,
    /** The principal's decision is issued: whoever owes nothing to the summer is done. */
    ISSUE,
    /** A teacher enters what came of a subject that was assessed again. */
    ENTER,
    /** The homeroom teacher enters what came of training. */
    TRAIN,
    /** The principal ends a class's summer. */
    CLOSE,
    /** The homeroom teacher lists the summer's results. */
    LIST_AGAIN,
    /** The principal hands them back. */
    RETURN_AGAIN,
    /** The principal approves them. */
    APPROVE_AGAIN,
    /** The principal begins again with one pupil. */
    REOPEN
}
