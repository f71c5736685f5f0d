package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.Optional;
import vn.sotruong.school.locks.Lock;

/** Trả lời một lệnh: what became of one command. */
public sealed interface Answer {
    /** The command's id. */
    String op();

    /** Whether the cell now holds, or held before somebody's newer change, what the command asked for. */
    default boolean accepted() {
        return this instanceof Kept || this instanceof Again;
    }

    /** Đã nhận: durable as a draft. */
    record Kept(String op, long rev, Optional<Score> value) implements Answer {}

    /** Đã nhận từ trước: a repeated command; nothing was done twice. */
    record Again(String op, long rev, Optional<Score> value) implements Answer {}

    /** Hai người cùng nhập: the cell has changed since the teacher saw it; somebody must choose. */
    record Conflict(String op, long rev, Optional<Score> value, String staff, String at) implements Answer {}

    /** Không phải điểm. */
    record Invalid(String op, Reading.Wrong wrong) implements Answer {}

    /** Đã khóa. */
    record Locked(String op, List<Lock> locks) implements Answer {
        public Locked {
            locks = List.copyOf(locks);
        }
    }

    /** Đã ghi sổ: ordinary editing ends here. */
    record Committed(String op, Optional<Score> value, String staff, String at) implements Answer {}

    /** Từ chối. */
    record Refused(String op, Reason reason) implements Answer {}
}
