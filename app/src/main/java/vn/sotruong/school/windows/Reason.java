package vn.sotruong.school.windows;

/** Lý do từ chối: why a deed with a window is refused; each has its sentence in the messages. */
public enum Reason {
    NOT_THE_PRINCIPAL,
    MAY_NOT_PROPOSE,
    OWN_PROPOSAL,
    NOT_THE_PROPOSER,
    WRONG_CAPACITY,
    NOT_IN_FULL_STANDING,
    NO_SUCH_WINDOW,
    ALREADY_DECIDED,
    NOT_PUBLISHED,
    ALREADY_BEGUN,
    ALREADY_ENDED,
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
