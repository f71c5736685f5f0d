package vn.sotruong.school.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Giờ của bản dùng thử: it begins some days ago, is moved forward, and reaches the present in the end. */
public final class Hours extends Clock {
    private final Clock real;
    private volatile Duration behind;

    /** @param behind how long ago it begins */
    public Hours(Clock real, Duration behind) {
        this.real = real;
        this.behind = behind;
    }

    /** Lets time pass, but not beyond the present. */
    public synchronized void pass(Duration by) {
        behind = behind.compareTo(by) > 0 ? behind.minus(by) : Duration.ZERO;
    }

    /** How far the present is. */
    Duration behind() {
        return behind;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return ((InstantSource) () -> instant()).withZone(zone);
    }

    @Override
    public Instant instant() {
        return real.instant().minus(behind);
    }
}
