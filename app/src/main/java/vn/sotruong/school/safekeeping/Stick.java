package vn.sotruong.school.safekeeping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thẻ nhớ đã đăng ký: a stick that the school knows, by the name it wrote on it.
 *
 * @param id also the order's name in the spool
 * @param keeper who holds it
 * @param serial as the machine read it from the stick
 * @param uuid of its file system; empty until a stick without one was formatted
 * @param erased whether it was to be formatted first
 * @param code why the machine refused it
 */
public record Stick(
        String id,
        String label,
        String keeper,
        String model,
        String serial,
        String uuid,
        long bytes,
        boolean erased,
        State state,
        @Nullable String code,
        Instant orderedAt,
        @Nullable Instant answeredAt,
        long seq) {
    /** Trạng thái đăng ký. */
    public enum State {
        /** The machine has not answered yet. */
        ORDERED,
        ENROLLED,
        REFUSED,
        WITHDRAWN
    }

    Stick answered(State to, @Nullable String why, String file, Instant at) {
        return new Stick(id, label, keeper, model, serial, file, bytes, erased, to, why, orderedAt, at, seq);
    }
}
