package vn.sotruong.school.people;

/** Giới tính, as the sector's forms have it. */
public enum Sex {
    /** Nam. */
    MALE,
    /** Nữ. */
    FEMALE
}
