package vn.sotruong.school.observations;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /** Done: so many indicators. */
    record Done(int count) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome {}
}
