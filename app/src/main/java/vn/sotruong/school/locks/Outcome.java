package vn.sotruong.school.locks;

import java.util.List;
import vn.sotruong.ground.store.Refusal;

/** Kết quả: what became of a deed with locks. All of it happened, or nothing. */
public sealed interface Outcome {
    /** It happened, to these locks. */
    record Done(List<String> locks) implements Outcome {
        public Done {
            locks = List.copyOf(locks);
        }
    }

    /** Nothing was changed. */
    record Refused(Reason reason) implements Outcome, Refusal {}
}
