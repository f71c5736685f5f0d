package vn.sotruong.school.rollover;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một việc chuyển năm học. */
sealed interface Outcome {
    /** Done; for so many pupils. */
    record Done(int pupils) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
