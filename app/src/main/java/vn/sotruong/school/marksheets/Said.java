package vn.sotruong.school.marksheets;

import java.util.List;

/**
 * Một câu: a message's key and what is filled in.
 *
 * @param key of this room or of the gradebook
 */
public record Said(String key, List<String> given) {
    public Said {
        given = List.copyOf(given);
    }

    static Said of(String key, String... given) {
        return new Said(key, List.of(given));
    }
}
