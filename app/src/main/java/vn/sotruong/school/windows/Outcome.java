package vn.sotruong.school.windows;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed with a window. */
public sealed interface Outcome {
    /** It happened, to this window. */
    record Done(String window) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
