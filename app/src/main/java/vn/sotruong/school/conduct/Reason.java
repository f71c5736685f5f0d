package vn.sotruong.school.conduct;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed of this room is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_YOUR_CLASS,
    @Weighty
    NOT_AS_ADMINISTRATOR,
    @Weighty
    RESET_UNCONFIRMED,
    @Weighty
    NOT_THE_HOMEROOM_TEACHER,
    @Weighty
    NOT_A_TEACHER_OF_THE_CLASS,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    NOT_YOURS,
    @Weighty
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
    @Weighty
    BOOK_CLOSED,
    @Weighty
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
