package vn.sotruong.school.progress;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed of this room. */
public sealed interface Outcome {
    /** It happened; the id of what was written. */
    record Done(String id) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
