package vn.sotruong.school.spread;

/** Vì sao không xem được. */
public enum Reason {
    NOT_YOURS
}
