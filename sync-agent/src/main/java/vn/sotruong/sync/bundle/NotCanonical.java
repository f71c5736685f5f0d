package vn.sotruong.sync.bundle;

/** Không đúng dạng chuẩn: bytes or values that canonical JSON does not know. The message quotes no content. */
public final class NotCanonical extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotCanonical(String what) {
        super(what);
    }
}
