package vn.sotruong.school.rebuilding;

import vn.sotruong.school.safekeeping.Restoring;

/** Vì sao không lấy được bộ sao lưu, hay không dựng được trường. Whatever it is, nothing was built. */
enum Failure {
    NO_SET,
    NOT_COPIED,
    SET_LOST,
    CARDS,
    UNSOUND,
    OTHER_RELEASE,
    NO_ROOM,
    MACHINE,
    /** There is no finished set on the stick or disc in the box. */
    NOTHING_THERE,
    /** That stick or disc went, or is another one than was shown. */
    GONE,
    /** It cannot be read, or nobody answered in time. */
    UNREADABLE,
    /** The disk of this machine is too small for the set. */
    DISK_FULL,
    /** Root remembers a school here: it brings nothing in beside one. */
    HAD_SCHOOL;

    /** Of root's helper, by its word. */
    static Failure of(String code) {
        return switch (code) {
            case "NO_SET", "NO_MEDIUM", "STRANGE_FOLDER" -> NOTHING_THERE;
            case "GONE", "OTHER_STICK", "NO_DRIVE" -> GONE;
            case "NO_ROOM" -> DISK_FULL;
            case "HAS_SCHOOL" -> HAD_SCHOOL;
            case "UNREADABLE", "MOUNT", "FSTYPE", "BUSY" -> UNREADABLE;
            default -> MACHINE;
        };
    }

    static Failure of(Restoring.Reason reason) {
        return switch (reason) {
            case NO_SET -> NO_SET;
            case NOT_COPIED -> NOT_COPIED;
            case SET_LOST -> SET_LOST;
            case CARDS -> CARDS;
            case UNSOUND -> UNSOUND;
            case OTHER_RELEASE -> OTHER_RELEASE;
            case NO_ROOM -> NO_ROOM;
            case TARGET_NOT_EMPTY -> MACHINE;
        };
    }
}
