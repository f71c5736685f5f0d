package vn.sotruong.school.rectifications;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /**
     * Done.
     *
     * @param id of the request
     */
    record Done(String id) implements Outcome {}

    /** Chưa làm. */
    sealed interface Undone extends Outcome {
        /** Of this room, or of the room that keeps the record. */
        Enum<?> reason();

        /** The key of its sentence. */
        default String key() {
            var pack = reason().getDeclaringClass().getPackageName();
            return pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason().name();
        }
    }

    /** Nothing was written; what weighs the store keeps by itself. */
    record Refused(Enum<?> reason) implements Undone, Refusal {}

    /** Nothing was written beside the trace of the attempt on a request, which this room keeps. */
    record Traced(Enum<?> reason) implements Undone {}
}
