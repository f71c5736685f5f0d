package vn.sotruong.school.founding;

/** Lý do từ chối. */
public enum Reason {
    CODE_WRONG,
    CODE_CLOSED,
    ALREADY_FOUNDED,
    CARDS_WAIT
}
