package vn.sotruong.school.governance;

import java.util.Arrays;
import java.util.Optional;

/**
 * Người hoặc nhóm được giao.
 *
 * @param id of the person, group or department; for a post its name
 */
public record Holder(Kind kind, String id) {
    /** Loại. */
    public enum Kind {
        PERSON,
        GROUP,
        /** Tổ. */
        DEPARTMENT,
        POST
    }

    /** The holder of a form's value, {@code KIND:id}. */
    static Optional<Holder> parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(text.substring(0, colon)))
                .findFirst()
                .map(kind -> new Holder(kind, text.substring(colon + 1)));
    }

    /** As a form sends it. */
    public String text() {
        return kind + ":" + id;
    }
}
