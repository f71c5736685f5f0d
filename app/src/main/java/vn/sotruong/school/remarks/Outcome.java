package vn.sotruong.school.remarks;

import java.util.Map;
import vn.sotruong.ground.store.Refusal;

/** Kết quả ghi nhận xét. */
public sealed interface Outcome {
    /**
     * Đã ghi những ô không vướng.
     *
     * @param written how many
     * @param asked of those that were not written, by pupil: what stands there, and why it stays for now
     */
    record Done(int written, Map<String, Asked> asked) implements Outcome {
        public Done {
            asked = Map.copyOf(asked);
        }
    }

    /** Chưa ghi gì. */
    record Refused(Reason reason) implements Outcome, Refusal {}

    /**
     * Một ô phải hỏi lại.
     *
     * @param settled whether it was written in a time that has ended, or before a lock; otherwise somebody else has just changed it
     */
    record Asked(Remark held, boolean settled) {}
}
