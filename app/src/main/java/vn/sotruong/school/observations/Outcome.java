package vn.sotruong.school.observations;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /** Done: so many indicators. */
    record Done(int count) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
