package vn.sotruong.school.marksheets;

/** Lý do từ chối: each has its words in both languages. */
public enum Reason {
    /** No file was chosen. */
    NONE,
    /** The file is a template of another sheet. */
    OTHER_SHEET,
    /** The file says that it is a template of ours and its stamp is not. */
    BAD_STAMP,
    /** The caller taught this sheet and only reads it now. */
    ONLY_READS,
    /** No file waits. */
    NOTHING_WAITS,
    /** The book, or the file, is not what the caller was shown. */
    CHANGED,
    /** Nothing in the file can be taken. */
    NOTHING_NEW
}
