package vn.sotruong.sync.courier;

import java.time.Duration;
import java.util.Objects;

/** Đường truyền đứt, hoặc nơi nhận bảo chờ: nothing is wrong with the letter; try again later. */
public final class Outage extends Exception {
    private static final long serialVersionUID = 1;
    private static final long MOST_BELIEVED = 3600;

    private final long seconds;

    Outage(String what, Throwable cause) {
        super(what, cause);
        seconds = 0;
    }

    Outage(String what, long seconds) {
        super(what);
        this.seconds = Math.clamp(seconds, 0, MOST_BELIEVED);
    }

    /** The office asked not to be troubled before. */
    public Duration atLeast() {
        return Duration.ofSeconds(seconds);
    }

    /** What happened, for a log or a report. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
