package vn.sotruong.school.founding;

/** Lỗi của một ô trên trang thiết lập. */
enum Fault {
    MISSING,
    TOO_LONG,
    SCHOOL_CODE_ODD,
    LEVEL_UNKNOWN,
    ABBR_ODD,
    DISTRICT_ODD,
    DATE_UNREADABLE,
    YEAR_BACKWARDS,
    YEAR_TOO_LONG,
    DECIDED_LATER,
    NAME_INCOMPLETE,
    NAME_TWICE,
    TASK_MISSING,
    PRINCIPAL_SITS,
    BOARD_SIZE,
    PASSWORD_TOO_SHORT,
    PASSWORD_TOO_LONG,
    PASSWORD_TOO_COMMON,
    PASSWORD_NOT_THE_SAME
}
