package vn.sotruong.school.incidents;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed of this room is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_A_LEADER,
    @Weighty
    NOT_YOURS,
    @Weighty
    OWN_REPORT,
    @Weighty
    ABOUT_YOURSELF,
    NO_SUCH_INCIDENT,
    NO_SUCH_REPORT,
    NO_SUCH_PERSON,
    ALREADY_RESUMED,
    NOT_RESUMED,
    ALREADY_CLOSED,
    NOT_ANSWERED,
    ALREADY_SENT,
    TEXT_MISSING,
    TEXT_TOO_LONG,
    BAD_TIME,
    NOT_A_PICTURE;

    /** The key of its sentence. */
    public String key() {
        return "incidents.reason." + name();
    }
}
