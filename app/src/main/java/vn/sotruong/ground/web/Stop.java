package vn.sotruong.ground.web;

/** Dừng lại: ends a request at the gate; {@link ErrorPages} turns it into a page. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Trouble trouble;

    Stop(Trouble trouble) {
        super(trouble.name(), null, false, false);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
