package vn.sotruong.school.people;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối một việc với hồ sơ. */
public enum Reason {
    /** There is no such record, or it is not this person's to see. */
    NOT_FOUND,
    /** It is not this person's to change. */
    @Weighty
    NOT_YOURS,
    /** A name, a birth date or a sex is changed without saying why. */
    WHY_MISSING,
    /** What was sent cannot be read. */
    UNREADABLE,
    /** Something that this act needs was left out. */
    INCOMPLETE,
    /** A field of this name exists. */
    FIELD_EXISTS,
    /** A choice needs two to fifty choices, each short. */
    BAD_CHOICES,
    /** The name or a choice begins like a formula. */
    FORMULA,
    /** As many fields as a form can bear. */
    TOO_MANY_FIELDS,
    /** The date is none, or not in a likely year. */
    BAD_DATE,
    /** A height or a weight that no pupil has. */
    BAD_MEASURE,
    /** Somebody else changed it since the page was opened. */
    CHANGED_MEANWHILE,
    /** A citizen number that stands is not changed. */
    NUMBER_IS_FINAL,
    /** The same status as now. */
    SAME_STATUS,
    /** Whoever leads, sits on the board or administers lays that down first. */
    HOLDS_POST,
    /** Somebody comes back, and a post from before would hold again. */
    OLD_POST_OPEN,
    /** Nobody does this for themselves. */
    @Weighty
    OWN_RECORD
}
