package vn.sotruong.school.closing;

/** Lý do từ chối: why a deed towards closing a book is refused; each has its sentence in the messages. */
public enum Reason {
    NOT_THE_PRINCIPAL,
    OWN_CLASS,
    NOT_ON_THE_BOARD,
    NO_VALID_BOARD,
    NOT_THE_CLERK,
    OWN_PROPOSAL,
    OWN_DECISION,
    WRONG_STAGE,
    UNANSWERED,
    MARKS_MISSING,
    GAPS_CHANGED,
    MISSING_SINCE,
    NOT_YOUR_SUBJECT,
    SIGNED_ALREADY,
    NOT_YOUR_CLASS,
    SUBJECTS_FIRST,
    REPRINT_FIRST,
    CHANGED_MEANWHILE,
    DAMAGED,
    NOTHING_SAID,
    TEXT_TOO_LONG,
    NO_SUCH_BOOK,
    NOT_IN_FULL_STANDING
}
