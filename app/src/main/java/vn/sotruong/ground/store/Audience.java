package vn.sotruong.ground.store;

/** Nơi được đọc: who may read a journal line outside of the school's own box. */
public enum Audience {
    /** Goes to the receiving office in full. */
    RECEIVER,
    /** Stays in the school; the office sees number, transaction and hash only. */
    SCHOOL_ONLY
}
