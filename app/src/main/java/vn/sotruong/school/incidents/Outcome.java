package vn.sotruong.school.incidents;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed. All of it happened, or nothing. */
public sealed interface Outcome {
    /** It happened, to the row of this id. */
    record Done(String id) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
