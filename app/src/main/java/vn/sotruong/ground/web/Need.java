package vn.sotruong.ground.web;

/**
 * Quyền cần có: what a visitor must hold before a route listens at all. It is the coarse gate; the room's policy is the
 * fine one.
 */
public enum Need {
    /** No account needed: sign-in, static files, health. */
    ANYONE,
    /** A machine whose body proves itself by signature. Cookies are not read, so no forgery token is asked for. */
    MACHINE,
    /** Signed in, perhaps behind a locked screen: unlocking and signing out, and no more. */
    LOCKED_SCREEN,
    /** Signed in, perhaps still with the first password. */
    CHANGE_PASSWORD,
    /** Signed in with a password of one's own. */
    SIGNED_IN,
    /** Teaches some class: marks, attendance, comments. */
    ENTER_MARKS,
    /** Hiệu trưởng, phó hiệu trưởng. */
    PRINCIPAL,
    /** Giáo viên chủ nhiệm of some class. */
    HOMEROOM,
    /** Điểm danh thay: keeps attendance where assigned to. */
    ATTENDANCE,
    /** Tổ trưởng chuyên môn. */
    DEPARTMENT_HEAD,
    /** Ban quản trị. */
    BOARD,
    /** Quản trị viên. */
    ADMIN,
    /** Văn thư, giáo vụ. */
    CLERK,
    /** Nhân sự: keeps staff records. */
    PERSONNEL,
    /** Y tế: keeps health records. */
    MEDICAL,
    /** Thanh tra, kiểm tra: reads for a limited time, writes nothing. */
    INSPECTOR,
    /** Works at the receiving office. */
    OFFICE,
    /** Runs the receiving office's server. */
    OFFICE_ADMIN
}
