package vn.sotruong.school.primary;

import java.util.List;
import java.util.Map;
import vn.sotruong.ground.store.Refusal;

/** Kết quả giữ nháp. */
public sealed interface SaveResult {
    /**
     * Kept, but for what somebody else has changed meanwhile.
     *
     * @param seen what each row that was sent holds now
     */
    record Saved(int count, List<Question> questions, Map<String, String> seen) implements SaveResult {
        public Saved {
            questions = List.copyOf(questions);
            seen = Map.copyOf(seen);
        }
    }

    /** Nothing was kept: these are no levels. */
    record Wrong(List<Question> cells) implements SaveResult {
        public Wrong {
            cells = List.copyOf(cells);
        }
    }

    /** Nothing was kept. */
    record Refused(Reason reason) implements SaveResult, Refusal {}

    /**
     * Một ô phải hỏi lại.
     *
     * @param typed what this person typed
     * @param there what stands there now
     * @param by staff id of who wrote that
     */
    record Question(String pupil, String trait, String typed, String there, String by, boolean committed) {}
}
