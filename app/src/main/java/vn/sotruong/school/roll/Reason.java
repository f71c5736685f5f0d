package vn.sotruong.school.roll;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: each has its words in both languages. */
public enum Reason {
    /** No such class. */
    NO_SUCH_CLASS,
    /** No school year is open. */
    NO_OPEN_YEAR,
    /** A class, department or campus without a name. */
    NAME_MISSING,
    /** A name that is somebody else's already. */
    NAME_TAKEN,
    /** A text longer than its field takes. */
    TEXT_TOO_LONG,
    /** A grade that no school has. */
    BAD_GRADE,
    /** The grade of a class that has pupils. */
    GRADE_FINAL,
    /** A number that cannot be. */
    BAD_NUMBER,
    /** No such campus. */
    NO_SUCH_CAMPUS,
    /** Somebody else changed it since the page was opened. */
    CHANGED_MEANWHILE,
    /** The homeroom teacher alone does this. */
    @Weighty
    NOT_THE_HOMEROOM_TEACHER,
    /** A pupil who is not in this class. */
    NOT_IN_CLASS,
    /** A duty that another pupil has, or the same pupil already. */
    DUTY_TAKEN,
    /** No such officer, or one whose duty has ended. */
    NO_SUCH_OFFICER,
    /** The administrator has not declared the year's set-up complete. */
    NOT_READY,
    /** It was declared complete before. */
    READY_ALREADY,
    /** A class without pupils. */
    EMPTY_LIST,
    /** Marks stand under these numbers. */
    MARKS_EXIST,
    /** The list was signed off. */
    SIGNED_ALREADY,
    /** The list was not numbered yet. */
    NOT_NUMBERED,
    /** Somebody came or went since the page was opened. */
    LIST_CHANGED,
    /** No such subject. */
    NO_SUCH_SUBJECT,
    /** No such member of staff, or one who does not work here now. */
    NO_SUCH_TEACHER,
    /** A day that is none. */
    BAD_DAY,
    /** A day outside of the school year. */
    OUTSIDE_YEAR,
    /** An end before its beginning, or in the past. */
    ENDS_BEFORE_IT_BEGINS,
    /** Nobody gives themselves a right. */
    @Weighty
    TO_ONESELF,
    /** Hiệu trưởng and phó hiệu trưởng alone do this. */
    @Weighty
    NOT_A_LEADER,
    /** Whoever teaches the class-subject needs no substitution for it. */
    TEACHES_ALREADY,
    /** No such substitution, or one that has ended. */
    NO_SUCH_SUBSTITUTION,
    /** Nothing in the list differs from what holds. */
    NOTHING_CHANGED,
    /** A list longer than one proposal takes. */
    TOO_MANY,
    /** Staff named by the leaders enter results in preschool and primary classes alone. */
    ONLY_PRIMARY,
    /** A payload that this room never made. */
    MALFORMED,
    /** No such department. */
    NO_SUCH_DEPARTMENT,
    /** Somebody who is no member. */
    NO_SUCH_MEMBER,
    /** The class belongs to a year that has ended. */
    YEAR_ENDED,
    /** The class's book of a term that the plan would touch is closed. */
    BOOK_CLOSED
}
