package vn.sotruong.school.movements;

import vn.sotruong.ground.store.Refusal;

/** Kết quả. */
public sealed interface Outcome {
    /**
     * Carried out, or waiting as asked.
     *
     * @param id of the request, the pupil or the exemption, as the deed says
     */
    record Done(String id) implements Outcome {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
