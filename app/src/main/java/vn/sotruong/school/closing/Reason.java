package vn.sotruong.school.closing;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed towards closing a book is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    OWN_CLASS,
    @Weighty
    NOT_ON_THE_BOARD,
    @Weighty
    NO_VALID_BOARD,
    @Weighty
    NOT_THE_CLERK,
    @Weighty
    OWN_PROPOSAL,
    @Weighty
    OWN_DECISION,
    @Weighty
    WRONG_STAGE,
    UNANSWERED,
    MARKS_MISSING,
    GAPS_CHANGED,
    MISSING_SINCE,
    @Weighty
    NOT_YOUR_SUBJECT,
    SIGNED_ALREADY,
    @Weighty
    NOT_YOUR_CLASS,
    SUBJECTS_FIRST,
    REPRINT_FIRST,
    @Weighty
    CHANGED_MEANWHILE,
    DAMAGED,
    NOTHING_SAID,
    TEXT_TOO_LONG,
    NO_SUCH_BOOK,
    @Weighty
    NOT_IN_FULL_STANDING
}
