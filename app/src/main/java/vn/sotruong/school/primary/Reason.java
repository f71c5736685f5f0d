package vn.sotruong.school.primary;

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
    NOT_PRIMARY,
    UNKNOWN_TRAIT,
    UNKNOWN_LEVEL,
    NO_SUCH_PUPIL,
    WINDOW_CLOSED,
    WINDOW_ENDED,
    LOCKED,
    NEEDS_AMENDMENT,
    /** The school lets nobody correct alone what is committed. */
    @Weighty
    NOT_ALONE,
    /** Committed by somebody else, in another session or on another day. */
    @Weighty
    NOT_OWN,
    NOT_COMMITTED,
    NOTHING_TO_COMMIT,
    NOTHING_CHANGED,
    CHANGED_MEANWHILE,
    WHY_MISSING,
    WHY_TOO_LONG;

    /** The key of its sentence. */
    public String key() {
        return "primary.reason." + name();
    }
}
