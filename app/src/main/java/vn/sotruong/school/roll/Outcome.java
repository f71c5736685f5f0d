package vn.sotruong.school.roll;

import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed with classes. All of it happened, or nothing. */
public sealed interface Outcome {
    /**
     * It happened.
     *
     * @param id of what was made or changed
     */
    record Done(String id) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
