package vn.sotruong.backup.seal;

/** Niêm phong không nguyên vẹn: a seal, signature or share that does not hold. The message says which, and no secret. */
public final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Broken(String message) {
        super(message);
    }

    public Broken(String message, Throwable cause) {
        super(message, cause);
    }
}
