package vn.sotruong.sync.bundle;

import java.util.Objects;

/**
 * Gói bị từ chối. Checked, since whoever reads a bundle must say what then; it ends a long row of steps, so it is not a
 * value.
 */
public final class BundleRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    BundleRefused(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    BundleRefused(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    /** Which step did not hold. */
    public Reason reason() {
        return reason;
    }

    /** What does not hold, without content. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
