package vn.sotruong.school.observations;

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
    NOT_THE_PRINCIPAL,
    NOT_PRESCHOOL,
    NO_INDICATORS,
    NO_SUCH_CHILD,
    UNKNOWN_INDICATOR,
    UNKNOWN_LEVEL,
    CHANGED_MEANWHILE,
    COMMITTED,
    NOTHING_TO_COMMIT,
    UNCHECKED,
    LOCKED,
    WINDOW_CLOSED,
    WINDOW_ENDED,
    TEXT_TOO_LONG,
    NO_DECISION,
    NOTHING_WRITTEN,
    TOO_MANY,
    WRITTEN_TWICE;

    /** The key of its sentence. */
    public String key() {
        return "observations.reason." + name();
    }
}
