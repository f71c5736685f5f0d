package vn.sotruong.school.amendments;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /**
     * It was done.
     *
     * @param id of the request
     */
    record Done(String id) implements Outcome {}

    /** Nothing was changed, beside the trace of the attempt. */
    record Refused(Reason reason) implements Outcome {}
}
