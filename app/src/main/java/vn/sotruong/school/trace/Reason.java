package vn.sotruong.school.trace;

/** Lý do không mở trang. */
enum Reason {
    NOT_YOUR_COLLEAGUE,
    NOT_YOUR_CLASS,
    NOT_YOUR_CELL,
    /** A day that is none. */
    BAD_DAY
}
