package vn.sotruong.school.yearsetup;

/** Lý do từ chối. */
enum Reason {
    NO_YEAR,
    NO_CLASSES,
    NOTHING_CHOSEN,
    PERIODS_ODD,
    CHANGED_MEANWHILE,
    NOTHING_TO_OPEN,
    NO_YEAR_BEFORE,
    COPY_CHANGED,
    NOTHING_TO_COPY
}
