package vn.sotruong.school.conduct;

/** Lý do từ chối: why a deed of this room is refused; each has its sentence in the messages. */
public enum Reason {
    NOT_YOUR_CLASS,
    NOT_AS_ADMINISTRATOR,
    RESET_UNCONFIRMED,
    NOT_THE_HOMEROOM_TEACHER,
    NOT_A_TEACHER_OF_THE_CLASS,
    NOT_THE_PRINCIPAL,
    NOT_YOURS,
    OWN_PROPOSAL,
    NO_SUCH_PUPIL,
    NO_SUCH_SUBJECT,
    NO_SUCH_RECORD,
    UNKNOWN_PERIOD,
    NOT_YET_OPEN,
    UNKNOWN_LEVEL,
    NO_LEVELS_HERE,
    TEXT_MISSING,
    TEXT_TOO_LONG,
    WHY_MISSING,
    FORM_MISSING,
    AUTHORITY_MISSING,
    DECISION_MISSING,
    BAD_DATE,
    NOT_COMMITTED,
    CONFIRMED,
    LOCKED,
    BOOK_CLOSED,
    SETTLED,
    OMISSIONS,
    NOTHING_TO_COMMIT,
    NOTHING_CHANGED,
    CHANGED_MEANWHILE,
    ALREADY_ANSWERED;

    /** The key of its sentence. */
    public String key() {
        return "conduct.reason." + name();
    }
}
