package vn.sotruong.ground.web;

import vn.sotruong.ground.store.Refusal;

/** Dừng lại: ends a request at the gate; {@link ErrorPages} turns it into a page. */
final class Stop extends RuntimeException implements Refusal {
    private static final long serialVersionUID = 1;
    private final Trouble trouble;

    Stop(Trouble trouble) {
        super(trouble.name(), null, false, false);
        this.trouble = trouble;
    }

    @Override
    public Enum<?> reason() {
        return trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
