package vn.sotruong.school.windows;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a deed with a window is refused; each has its sentence in the messages. */
public enum Reason {
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    MAY_NOT_PROPOSE,
    @Weighty
    OWN_PROPOSAL,
    @Weighty
    NOT_THE_PROPOSER,
    @Weighty
    WRONG_CAPACITY,
    @Weighty
    NOT_IN_FULL_STANDING,
    NO_SUCH_WINDOW,
    @Weighty
    ALREADY_DECIDED,
    NOT_PUBLISHED,
    ALREADY_BEGUN,
    ALREADY_ENDED,
    @Weighty
    CHANGED_MEANWHILE,
    NO_YEAR,
    UNKNOWN_SCOPE,
    NAME_MISSING,
    REASON_MISSING,
    TEXT_TOO_LONG,
    BAD_TIME,
    END_IN_THE_PAST,
    NOT_LATER,
    TOO_LONG,
    SUMMER_HAS_NO_COLUMNS,
    NO_SUCH_OFFER;

    /** The key of its sentence. */
    public String key() {
        return "windows.reason." + name();
    }
}
