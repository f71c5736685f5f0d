package vn.sotruong.school.admission;

/**
 * Lỗi của một ô.
 *
 * @param address such as {@code D17}; the row's number where the column is missing
 * @param value what stands there, as a person reads it
 * @param detail what the reason's words need besides, such as the name of another pupil
 */
public record Fault(String address, Reason reason, String value, String detail) {
    /** Lý do. */
    public enum Reason {
        NAME_MISSING,
        NAME_INCOMPLETE,
        NAME_ODD,
        BIRTH_DATE_MISSING,
        BIRTH_DATE_UNREADABLE,
        BIRTH_DATE_IMPOSSIBLE,
        BIRTH_DATE_FUTURE,
        BIRTH_DATE_UNLIKELY,
        SEX_MISSING,
        SEX_UNKNOWN,
        HOMEROOM_MISSING,
        HOMEROOM_UNKNOWN,
        CODE_AS_NUMBER,
        CODE_MALFORMED,
        CITIZEN_NUMBER_AS_NUMBER,
        CITIZEN_NUMBER_MALFORMED,
        ETHNICITY_ODD,
        STATUS_NOT_STUDYING,
        STATUS_UNKNOWN,
        FORMULA,
        FAULTY,
        TWICE_IN_FILE,
        IDENTIFIER_OF_ANOTHER,
        PERHAPS_KNOWN,
        IN_ANOTHER_CLASS,
        NO_LONGER_HERE,
        TEXT_EXPECTED,
        STAFF_CODE_AS_NUMBER,
        STAFF_CODE_MALFORMED,
        STAFF_CODE_OF_ANOTHER,
        STAFF_TWICE,
        STAFF_AMBIGUOUS,
        PHONE_AS_NUMBER,
        PHONE_ODD,
        HOMEROOM_ODD,
        GRADE_NOT_HERE,
        ROW_TWICE,
        TEACHER_UNKNOWN,
        TEACHER_AMBIGUOUS,
        SUBJECT_UNKNOWN,
        CAMPUS_UNKNOWN,
        /** Refuses nothing: the rest of the row is taken. */
        CODE_WAITS,
        /** Refuses nothing: an age that is rare at this level. */
        AGE_ODD,
        YES_OR_NO
    }
}
