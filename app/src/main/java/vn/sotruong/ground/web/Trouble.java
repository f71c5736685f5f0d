package vn.sotruong.ground.web;

import vn.sotruong.ground.store.Weighty;

/** Trục trặc: what can go wrong between a browser and a page, each with its words in both languages. */
enum Trouble {
    UNREADABLE(400),
    SIGNED_OUT(401),
    LOCKED(401),
    @Weighty
    NOT_YOURS(403),
    OTHER_CAPACITY(403),
    @Weighty
    READS_ONLY(403),
    FORGED(403),
    NOT_FOUND(404),
    WRONG_METHOD(405),
    NO_LENGTH(411),
    TOO_LARGE(413),
    WRONG_KIND(415),
    TOO_MANY(429),
    BROKEN(500),
    BUSY(503),
    CLOCK(503);

    private final int status;

    Trouble(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    static Trouble of(int status) {
        for (var trouble : values()) {
            if (trouble.status == status) {
                return trouble;
            }
        }
        return status >= 500 ? BROKEN : UNREADABLE;
    }
}
