package vn.sotruong.sync.courier;

import java.util.Objects;

/** Nơi nhận từ chối: trying the same again would not help. */
public final class Unwelcome extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;

    Unwelcome(int status, String reason, String detail) {
        super(detail);
        this.status = status;
        this.reason = reason;
    }

    /** The HTTP status, 0 when the refusal is our own. */
    public int status() {
        return status;
    }

    /** The office's word for it. */
    public String reason() {
        return reason;
    }

    /** What happened, for a log or a report. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
