package vn.sotruong.school.attachments;

/** Vì sao không nhận tài liệu. */
public enum Reason {
    /** Nothing was chosen, or the file is empty. */
    EMPTY,
    /** More than {@link Attachments#LARGEST}. */
    TOO_LARGE,
    /** Neither PDF nor JPEG nor PNG. */
    NOT_A_PAPER,
    /** More than {@link Attachments#MOST_A_DAY} by one person. */
    TOO_MUCH_TODAY,
    /** The bytes in the store are not the ones that were kept. */
    DAMAGED
}
