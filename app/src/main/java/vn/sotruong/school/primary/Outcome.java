package vn.sotruong.school.primary;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /** Done: so many levels. */
    record Done(int count) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome {}
}
