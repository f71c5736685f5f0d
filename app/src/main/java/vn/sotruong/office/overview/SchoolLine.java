package vn.sotruong.office.overview;

import java.time.Duration;
import java.time.Instant;
import vn.sotruong.office.intake.Standing;
import vn.sotruong.office.registry.School;

/**
 * Một trường trên trang tổng quan.
 *
 * @param hours since it was last heard of; -1 for a school that never sent
 */
public record SchoolLine(School school, Standing standing, long hours, Level level) {
    private static final long QUIET_HOURS = 26;
    private static final long SILENT_HOURS = 48;
    private static final int STRIP_HOURS = 66;
    private static final int STRIP_WIDTH = 990;

    /** Mức cần chú ý, the worst first. */
    public enum Level {
        /** Contradiction, or an alarm that a person must settle. */
        TROUBLE,
        /** Nothing for 48 hours. */
        SILENT,
        /** A heartbeat is overdue. */
        QUIET,
        /** Has never sent. */
        NEVER,
        /** Heard of in time. */
        FINE
    }

    static SchoolLine of(School school, Standing standing, Instant now) {
        var hours = standing.lastReceived()
                .map(at -> Duration.between(Instant.parse(at), now).toHours())
                .orElse(-1L);
        return new SchoolLine(school, standing, hours, level(standing, hours));
    }

    private static Level level(Standing standing, long hours) {
        if (standing.alarms() > 0) {
            return Level.TROUBLE;
        }
        if (hours < 0) {
            return Level.NEVER;
        }
        return hours >= SILENT_HOURS ? Level.SILENT : hours >= QUIET_HOURS ? Level.QUIET : Level.FINE;
    }

    /** When the newest bundle came, or nothing. */
    public String lastReceived() {
        return standing.lastReceived().orElse("");
    }

    /** The first digits of the chain head, for comparing by telephone. */
    public String shortHead() {
        var head = standing.head();
        return head.isEmpty() ? "" : head.substring(0, 8);
    }

    /** Where its dot stands on the strip of hours. */
    public long dotAt() {
        return 10 + Math.min(Math.max(hours, 0), STRIP_HOURS) * (STRIP_WIDTH - 10) / STRIP_HOURS;
    }

    /** The dot's colour as a style class. */
    public String dotClass() {
        return hours >= SILENT_HOURS ? "late" : hours >= QUIET_HOURS ? "soon" : "fine";
    }
}
