package vn.sotruong.school.people;

/** Kết quả gắn mã định danh. */
public sealed interface Identification {
    /** The code now belongs to the person, for good. */
    record Identified() implements Identification {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Identification {}

    /** Lý do từ chối. */
    enum Reason {
        /** Not the form of a code. */
        CODE_MALFORMED,
        /** The person has another code already, and a code is final. */
        CODE_IS_FINAL,
        /** The code is another person's. */
        CODE_TAKEN
    }
}
