package vn.sotruong.school.appliance;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed. */
sealed interface Outcome {
    /** It happened. */
    record Done() implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
