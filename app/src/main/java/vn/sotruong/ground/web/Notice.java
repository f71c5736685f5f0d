package vn.sotruong.ground.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thông báo: one line that a person should see, at the head of every page or among what waits today.
 *
 * @param key of its message
 * @param given what fills the message's places
 * @param path where it leads; empty leads nowhere
 * @param needs any one of which opens that page; none is asked for where the notice is for this reader alone
 */
public record Notice(Tone tone, String key, List<String> given, String path, Set<Need> needs) {
    /** A notice for somebody for whom the page it leads to opens. */
    public Notice(Tone tone, String key, List<String> given, String path) {
        this(tone, key, given, path, Set.of());
    }

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
        needs = Set.copyOf(needs);
    }

    /** Whether it leads this reader anywhere. */
    public boolean leads(@Nullable Visitor reader) {
        return !path.isEmpty()
                && (needs.isEmpty() || (reader != null && needs.stream().anyMatch(reader::holds)));
    }
}
