package vn.sotruong.ground.web;

import java.util.List;

/**
 * Thông báo: one line that a person should see, at the head of every page or among what waits today.
 *
 * @param key of its message
 * @param given what fills the message's places
 * @param path where it leads; empty leads nowhere
 */
public record Notice(Tone tone, String key, List<String> given, String path) {
    /** Mức độ. */
    public enum Tone {
        /** Something went well, or is merely told. */
        TOLD,
        /** Something waits. */
        WAITS,
        /** Something is wrong, or late. */
        WRONG
    }

    public Notice {
        given = List.copyOf(given);
    }
}
