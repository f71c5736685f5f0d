package vn.sotruong.school.rollover;

/** Các bước của năm học, in their order. */
public enum Step {
    YEAR_OPEN,
    TERM1_CLOSED,
    TERM2_CLOSED,
    REVIEWED_1,
    BACKUP_VERIFIED,
    DRY_RUN,
    ROLLED,
    NEW_SETUP,
    CN_CHECKED,
    NEW_OPEN
}
