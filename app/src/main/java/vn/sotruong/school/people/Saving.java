package vn.sotruong.school.people;

import java.util.List;
import java.util.Map;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.school.people.Answers.Clash;
import vn.sotruong.school.people.Reply.Fault;

/** Kết quả lưu hồ sơ. */
sealed interface Saving {
    /** It stands; {@code changed} are the keys that are new. */
    record Saved(List<String> changed) implements Saving {
        public Saved {
            changed = List.copyOf(changed);
        }
    }

    /** Nothing was written: some answers cannot stand. */
    record Faulty(Map<String, Fault> faults) implements Saving {
        public Faulty {
            faults = Map.copyOf(faults);
        }
    }

    /** Nothing was written: somebody else changed the same answers meanwhile. */
    record Asked(List<Clash> clashes, Map<String, String> now) implements Saving {
        public Asked {
            clashes = List.copyOf(clashes);
            now = Map.copyOf(now);
        }
    }

    /** Nothing was written. */
    record Refused(Reason reason) implements Saving, Refusal {}
}
