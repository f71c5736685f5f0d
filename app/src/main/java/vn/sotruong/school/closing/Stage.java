package vn.sotruong.school.closing;

/** Bước đóng sổ: how far the closing of a book has come. */
public enum Stage {
    OPEN,
    PROPOSED,
    DECIDED,
    CLOSED,
    PRINTED,
    SIGNED,
    APPROVED,
    ARCHIVED
}
