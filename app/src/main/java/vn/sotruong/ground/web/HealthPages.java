package vn.sotruong.ground.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.function.Supplier;

/** Trang sức khoẻ: one line for machines, who ask whether this one does its work; no secrets, no session. */
public final class HealthPages implements Pages {
    /** Where it is asked. */
    public static final String PATH = "/health";

    private final String version;
    private final Supplier<Health> health;

    /** @param version of the release that runs */
    public HealthPages(String version, Supplier<Health> health) {
        this.version = version.replaceAll("[^0-9A-Za-z.+-]", "");
        this.health = health;
    }

    /** Tình trạng của chương trình. */
    public enum State {
        /** It serves a school. */
        OPEN("open"),
        /** There is no school yet, and the set-up page is open. */
        SETUP("setup"),
        /** The store waits for somebody who opens it. */
        LOCKED("locked");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    /**
     * Sức khoẻ.
     *
     * @param reads whether the store was read just now; false where there is none to read
     * @param writes whether the writer takes works
     */
    public record Health(State state, boolean reads, boolean writes) {
        /** Without a store, to answer at all is everything. */
        public static Health without(State state) {
            return new Health(state, false, false);
        }

        boolean sound() {
            return state != State.OPEN || (reads && writes);
        }

        private String told(String version) {
            var store = state == State.OPEN
                    ? ",\"database\":\"%s\",\"writer\":\"%s\""
                            .formatted(reads ? "reads" : "silent", writes ? "writes" : "stuck")
                    : "";
            return "{\"state\":\"%s\",\"version\":\"%s\"%s}".formatted(state.word, version, store);
        }
    }

    @Override
    public void routes(Routes at) {
        at.get(PATH, this::tell, Need.ANYONE);
    }

    private void tell(Context ctx) {
        var now = health.get();
        ctx.status(now.sound() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(now.told(version));
    }
}
