package vn.sotruong.school.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sự cố: a fault that pauses the work.
 *
 * @param pauseStart its true beginning, also where it was entered later
 * @param expected when work should go on; null while nobody can say
 * @param ending null while the pause lasts
 * @param closing null until cause and remedy are known
 * @param seq journal number of its newest line: what the office has got
 */
public record Incident(
        String id,
        String body,
        Instant pauseStart,
        @Nullable Instant expected,
        String declaredBy,
        Instant declaredAt,
        @Nullable Ending ending,
        @Nullable Closing closing,
        long seq) {
    /** Hoạt động lại. */
    public record Ending(String by, Instant at) {}

    /** Nguyên nhân và cách khắc phục. */
    public record Closing(String cause, String remedy, String by, Instant at) {}

    Incident expecting(Instant moment) {
        return new Incident(id, body, pauseStart, moment, declaredBy, declaredAt, ending, closing, seq);
    }

    Incident ended(Ending end) {
        return new Incident(id, body, pauseStart, expected, declaredBy, declaredAt, end, closing, seq);
    }

    Incident closed(Closing close) {
        return new Incident(id, body, pauseStart, expected, declaredBy, declaredAt, ending, close, seq);
    }
}
