package vn.sotruong.school.gradebook;

import java.time.Duration;
import java.time.Instant;

/** Thời gian còn lại: a number and its unit, rounded down so that nobody is promised more than there is. */
public record Left(Unit unit, long number) {
    private static final Duration DAYS_FROM = Duration.ofDays(2);
    private static final Duration HOURS_FROM = Duration.ofMinutes(90);

    /** Đơn vị. */
    public enum Unit {
        /** Ngày. */
        DAYS,
        /** Giờ. */
        HOURS,
        /** Phút. */
        MINUTES
    }

    static Left between(Instant now, Instant end) {
        var left = Duration.between(now, end);
        if (left.compareTo(DAYS_FROM) >= 0) {
            return new Left(Unit.DAYS, left.toDays());
        }
        return left.compareTo(HOURS_FROM) >= 0
                ? new Left(Unit.HOURS, left.toHours())
                : new Left(Unit.MINUTES, Math.max(0, left.toMinutes()));
    }

    /** The key of its words. */
    public String key() {
        return "gradebook.left." + unit;
    }
}
