package vn.sotruong.school.primary;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /** Done: so many levels. */
    record Done(int count) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
