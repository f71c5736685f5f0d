package vn.sotruong.school.conduct;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed. All of it happened, or nothing. */
public sealed interface Outcome {
    /** It happened, to so many rows. */
    record Done(int count) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
