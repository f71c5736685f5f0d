package vn.sotruong.sync.courier;

import java.util.Objects;

/** Trường chưa đăng ký với nơi nhận: the courier has nobody to go to. */
public final class NotEnrolled extends Exception {
    private static final long serialVersionUID = 1;

    NotEnrolled(String what) {
        super(what);
    }

    /** What happened, for a log or a report. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
