package vn.sotruong.school.progress;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed of this room is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_A_LEADER,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    NOT_A_VICE_PRINCIPAL,
    @Weighty
    OWN_REPORT,
    @Weighty
    WRONG_CAPACITY,
    @Weighty
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
    @Weighty
    NOT_YOURS;

    /** The key of its sentence. */
    public String key() {
        return "progress.reason." + name();
    }
}
