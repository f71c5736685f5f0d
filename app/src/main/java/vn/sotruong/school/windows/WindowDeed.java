package vn.sotruong.school.windows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Việc đã làm với một đợt nhập: a later end, or what was decided about time that an incident took.
 *
 * @param was the end as it stood
 * @param until the later end; null where no time was given
 * @param incident what took the time, or null
 * @param successor the new window that gives it, where the old one had ended
 */
record WindowDeed(
        String id,
        String window,
        Kind kind,
        Instant was,
        @Nullable Instant until,
        @Nullable String incident,
        @Nullable String successor,
        String reason,
        String by,
        Instant at,
        @Nullable String delegation) {
    /** Việc. */
    enum Kind {
        /** The end was moved. */
        EXTENDED,
        /** The end had passed: a new window gives the lost time. */
        REOPENED,
        /** The lost time is not given. */
        DECLINED
    }
}
