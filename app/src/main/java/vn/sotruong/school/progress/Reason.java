package vn.sotruong.school.progress;

/** Lý do từ chối: why a deed of this room is refused; each has its sentence in the messages. */
public enum Reason {
    NOT_A_LEADER,
    NOT_THE_PRINCIPAL,
    NOT_A_VICE_PRINCIPAL,
    OWN_REPORT,
    WRONG_CAPACITY,
    NOT_IN_FULL_STANDING,
    NO_YEAR,
    NOTHING_ASKED,
    BAD_PERIOD,
    TEXT_MISSING,
    TEXT_TOO_LONG,
    BAD_THRESHOLD,
    NO_SUCH_FINDING,
    ALREADY_REPORTED,
    ALREADY_ANSWERED,
    NOT_YOURS;

    /** The key of its sentence. */
    public String key() {
        return "progress.reason." + name();
    }
}
