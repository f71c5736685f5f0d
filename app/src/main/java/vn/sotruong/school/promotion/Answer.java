package vn.sotruong.school.promotion;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một việc. */
public sealed interface Answer {
    /**
     * Done.
     *
     * @param pupils for how many
     */
    record Done(int pupils) implements Answer {}

    /** Nothing was done. */
    record Refused(Reason reason) implements Answer, Refusal {}
}
