package vn.sotruong.school.safekeeping;

/** Kết quả một lần sao lưu. */
public sealed interface Taking {
    /** A whole set lies in the spool. */
    record Made(BackupSet set) implements Taking {}

    /** No set was made, and nothing half-made is left. */
    record Refused(Reason reason, String detail) implements Taking {}

    /** Lý do. */
    enum Reason {
        /** No archive key yet: the board has no cards, so nobody could open the set. */
        NO_ARCHIVE_KEY,
        /** Asked for by a person while no valid board sits; nightly sets go on. */
        NO_VALID_BOARD,
        /** Another set is being made. */
        BUSY,
        /** Journal and tables disagree. */
        UNSOUND,
        /** Not enough memory for the image. */
        NO_ROOM
    }
}
