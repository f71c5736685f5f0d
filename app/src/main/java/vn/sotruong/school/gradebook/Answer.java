package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.locks.Lock;

/** Trả lời một lệnh: what became of one command. */
public sealed interface Answer {
    /** The command's id. */
    String op();

    /** Whether the cell now holds, or held before somebody's newer change, what the command asked for. */
    default boolean accepted() {
        return this instanceof Kept || this instanceof Again || this instanceof Late;
    }

    /**
     * Đã nhận: durable as a draft.
     *
     * @param doubtful whether its author must look at it again before it is committed
     */
    record Kept(String op, long rev, Optional<Entry> value, boolean doubtful) implements Answer {}

    /** Đến sau giờ: durable, readable by its author, and not effective; ordinary committing does not take it. */
    record Late(String op, long rev, Optional<Entry> value, Instant ended) implements Answer {}

    /** Đã nhận từ trước: a repeated command; nothing was done twice. */
    record Again(String op, long rev, Optional<Entry> value, boolean doubtful) implements Answer {}

    /** Hai người cùng nhập: the cell has changed since the teacher saw it; somebody must choose. */
    record Conflict(String op, long rev, Optional<Entry> value, String staff, String at) implements Answer {}

    /** Không phải điểm. */
    record Invalid(String op, Reading.Wrong wrong) implements Answer {}

    /** Đã khóa. */
    record Locked(String op, List<Lock> locks) implements Answer {
        public Locked {
            locks = List.copyOf(locks);
        }
    }

    /** Đã ghi sổ: ordinary editing ends here, and the lane says what begins. */
    record Committed(String op, Optional<Entry> value, String staff, String at, Lane lane) implements Answer {}

    /**
     * Chưa tới giờ, hoặc chưa công bố đợt nhập: nothing is kept.
     *
     * @param opens when the column opens; null where no window is published
     */
    record Closed(String op, @Nullable Instant opens) implements Answer {}

    /** Từ chối. */
    record Refused(String op, Reason reason) implements Answer {}
}
