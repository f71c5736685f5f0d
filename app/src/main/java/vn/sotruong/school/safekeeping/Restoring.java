package vn.sotruong.school.safekeeping;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Kết quả phục hồi. */
public sealed interface Restoring {
    /**
     * A data folder that the app can open.
     *
     * @param madeAt when the set was taken: what came later is not in it
     * @param signer fingerprint of the device that made the set: to be compared with the paper
     * @param healed what parity had to repair first
     * @param seq the last line taken over; the new epoch begins after it
     */
    record Restored(
            Path data,
            String set,
            String school,
            String schoolName,
            Instant madeAt,
            String epoch,
            long seq,
            long marks,
            String signer,
            List<String> healed)
            implements Restoring {
        public Restored {
            healed = List.copyOf(healed);
        }
    }

    /** Nothing was built. */
    record Refused(Reason reason, String detail) implements Restoring {}

    /** Bước đang làm, in this order. */
    enum Step {
        COPYING("copying the set from its medium"),
        SUMS("checking every sum"),
        CARDS("opening the set with the cards"),
        CHAIN("verifying the chain from its first line"),
        STORE("building the encrypted database");

        private final String line;

        Step(String line) {
            this.line = line;
        }

        /** What is being done, for a terminal. */
        public String line() {
            return line;
        }
    }

    /** Lý do, with what to do about it. */
    enum Reason {
        TARGET_NOT_EMPTY("the target is not empty; name a folder that does not exist yet"),
        NO_SET("there is no backup set here; name the set's folder, the stick, the disc image or the drive"),
        NOT_COPIED("the set could not be copied; look at the medium, and at the room on this disk"),
        SET_LOST("the set is damaged past what its parity repairs; take the twin medium"),
        CARDS("the cards do not open this set; bring the right ones"),
        UNSOUND("the set's contents contradict themselves; take the twin medium"),
        OTHER_RELEASE(
                "another release made this set, and this one does not know it; install the newest, then restore again"),
        NO_ROOM("not enough memory to open the set; use a machine with more");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }

        /** What happened and what to do, one sentence. */
        public String advice() {
            return advice;
        }
    }
}
