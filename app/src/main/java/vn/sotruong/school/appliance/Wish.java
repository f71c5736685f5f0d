package vn.sotruong.school.appliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Đề nghị cài: one update that somebody asked for.
 *
 * @param askedBy staff id
 * @param decidedBy staff id of whoever confirmed it or took it back
 * @param reason the helper's reason for refusing; null where there is none
 */
record Wish(
        String id,
        Box.Source source,
        String medium,
        String file,
        String version,
        String sha256,
        String running,
        String askedBy,
        Instant askedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason) {
    /** Tình trạng đề nghị. */
    enum State {
        /** Waits for a second person. */
        ASKED,
        WITHDRAWN,
        /** Confirmed; root's helper is at it. */
        ORDERED,
        /** Put in; the box starts anew. */
        INSTALLED,
        REFUSED
    }

    boolean open() {
        return state == State.ASKED || state == State.ORDERED;
    }

    Wish decided(State to, String by, Instant at) {
        return new Wish(id, source, medium, file, version, sha256, running, askedBy, askedAt, to, by, at, reason);
    }

    Wish answered(State to, @Nullable String why) {
        return new Wish(
                id, source, medium, file, version, sha256, running, askedBy, askedAt, to, decidedBy, decidedAt, why);
    }
}
