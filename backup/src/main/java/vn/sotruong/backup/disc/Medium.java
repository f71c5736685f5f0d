package vn.sotruong.backup.disc;

import java.nio.file.Path;

/** Nơi ghi bộ sao lưu: a stick or a disc. {@link Burning} leads both through the same steps. */
public interface Medium {
    /** {@code usb} or {@code dvd}. */
    String kind();

    /** Where it is, for people. */
    String place();

    /** Writes a set and makes it durable; a set that is there already is left as it is. */
    Step write(Path set);

    /**
     * Copies a set from the medium, bytes as the medium gives them now, not as a cache remembers them.
     *
     * @param name the set's name; a disc holds one and does not look at it
     * @param into a folder that does not exist yet
     */
    Step copyIn(String name, Path into);

    /** Whether more lies there under the set's name than this many bytes: a copy must not fill the disk. */
    default boolean holdsMoreThan(String name, long bytes) {
        return false;
    }

    /** The check sums that the medium itself carries, where it has any. */
    default Step checkOwnSums() {
        return new Step.Done();
    }

    /** Kết quả một bước: done, or a medium is needed first, or it went wrong. */
    sealed interface Step {
        record Done() implements Step {}

        record Waiting(Reason reason, String detail) implements Step {}

        record Failed(Reason reason, String detail) implements Step {}
    }

    /** Lý do, with what to do about it. */
    enum Reason {
        NO_DRIVE("no drive found; connect a DVD writer, the set waits"),
        NO_MEDIUM("no medium; put in a blank disc or the stick, the set waits"),
        MEDIUM_USED("the disc is not blank; put in a blank one, the set waits"),
        TOO_SMALL("the set does not fit; use a larger medium"),
        WRITE_FAILED("writing failed; throw this disc away, or try another stick"),
        UNREADABLE("the medium cannot be read back; try another drive, then another medium"),
        DIFFERENT("what was read back differs; throw this medium away"),
        STRANGE_FOLDER("there is a link or something else that no set has; look at the medium on another machine"),
        NO_SET("there is no finished backup set here; take another medium"),
        NO_ROOM("the disk of this machine has no room for the set; free some, or use another machine"),
        SET_DAMAGED("the set itself is damaged; take a new one");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }

        /** What happened and what to do, for a terminal. */
        public String advice() {
            return advice;
        }
    }
}
