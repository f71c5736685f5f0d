package vn.sotruong.sync.bundle;

import java.util.Objects;

/** Phiếu bị từ chối: a signed note that does not hold. The message says what, without its content. */
public final class NoteRefused extends Exception {
    private static final long serialVersionUID = 1;

    NoteRefused(String detail) {
        super(detail);
    }

    NoteRefused(String detail, Throwable cause) {
        super(detail, cause);
    }

    /** What does not hold, without content. */
    public String detail() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
