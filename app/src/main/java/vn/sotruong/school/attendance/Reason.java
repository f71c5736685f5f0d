package vn.sotruong.school.attendance;

import vn.sotruong.ground.store.Weighty;

/** Vì sao không nhận. */
public enum Reason {
    /** Neither homeroom teacher of the class, nor teacher of the period, nor assigned to it. */
    @Weighty
    NOT_YOURS,
    /** Attendance is kept in the capacity of use. */
    @Weighty
    NOT_IN_THIS_CAPACITY,
    /** Their password was reset and the principal has not confirmed it in person. */
    @Weighty
    RESET_UNCONFIRMED,
    /** A day that has not come. */
    FUTURE,
    /** Outside the class's school year. */
    OUTSIDE_YEAR,
    /** The pupil was not in the class on that day. */
    NOT_IN_CLASS,
    /** A past day is changed with a reason. */
    NO_REASON,
    /** The pupil is away for a longer time, with the place kept. */
    PAUSED,
    /** The whole class is off on that day. */
    DAY_OFF,
    /** Says nothing, or too much, where a reason belongs. */
    NO_WORDS,
    /** Only the homeroom teacher and the principal declare a day off. */
    @Weighty
    NOT_OFF_BY_YOU,
    /** It is a day off already. */
    ALREADY_OFF,
    /** The roll of that day was called, or somebody stands as away. */
    WAS_KEPT,
    /** The month is confirmed: a change is asked for. */
    CONFIRMED,
    /** The book of the term is closed: a change is asked for. */
    BOOK_CLOSED,
    /** The book was closed before this came: it waits as a request for a change. */
    ASKED_LATE,
    /** The book was closed before this came, and another request for the cell waits: nothing was taken. */
    ANOTHER_WAITS,
    /** Attendance is locked for a while. */
    LOCKED,
    /** Whoever kept the period corrects it. */
    OF_ANOTHER,
    /** What the page sent is not a command of ours. */
    MALFORMED,
    /** The same command came with other contents. */
    OTHER_CONTENT,
    /** The month is not over. */
    NOT_OVER,
    /** It is confirmed already. */
    ALREADY,
    /** Only the homeroom teacher confirms. */
    @Weighty
    NOT_HOMEROOM,
    /** The month is not confirmed: correct it directly. */
    NOT_CONFIRMED,
    /** It says that already. */
    NOTHING_NEW,
    /** One request for it waits already. */
    WAITS_ALREADY,
    /** No request of that number waits for this step. */
    NO_SUCH_REQUEST,
    /** Three different people: who asked, who consents, who carries it out. */
    @Weighty
    SAME_PERSON,
    /** The attendance changed after the request was made: it no longer says what was consented to. */
    @Weighty
    CHANGED_MEANWHILE,
    /** Only the principal consents. */
    @Weighty
    NOT_PRINCIPAL,
    /** Only a member of a valid board carries it out. */
    @Weighty
    NOT_BOARD
}
