package vn.sotruong.school.rectifications;

/** Kết quả của một việc. */
public sealed interface Outcome {
    /**
     * Done.
     *
     * @param id of the request
     */
    record Done(String id) implements Outcome {}

    /**
     * Nothing was written.
     *
     * @param reason of this room, or of the room that keeps the record
     */
    record Refused(Enum<?> reason) implements Outcome {
        /** The key of its sentence. */
        public String key() {
            var pack = reason.getDeclaringClass().getPackageName();
            return pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason.name();
        }
    }
}
