package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Các mục của một bản ghi: strict reading of one object of a transfer file. Throws IllegalArgumentException. */
final class Content {
    static final int LONGEST = 500;

    private final Map<?, ?> fields;

    Content(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("no object");
        }
        fields = map;
    }

    /** Refuses a missing or an additional key. */
    Content exactly(String... keys) {
        if (!fields.keySet().equals(Set.of(keys))) {
            throw new IllegalArgumentException("keys missing or too many");
        }
        return this;
    }

    String text(String key) {
        var text = findText(key);
        if (text == null) {
            throw new IllegalArgumentException("no text under " + key);
        }
        return text;
    }

    @Nullable
    String findText(String key) {
        return switch (fields.get(key)) {
            case null -> null;
            case String text
            when !text.isBlank()
                    && text.length() <= LONGEST
                    && text.codePoints()
                            .noneMatch(each ->
                                    Character.isISOControl(each) || Character.getType(each) == Character.FORMAT) ->
                text;
            default -> throw new IllegalArgumentException("no text under " + key);
        };
    }

    /** A text of many lines, such as a certificate. */
    @Nullable
    String findLong(String key, int longest) {
        return switch (fields.get(key)) {
            case null -> null;
            case String text when text.length() <= longest -> text;
            default -> throw new IllegalArgumentException("no text under " + key);
        };
    }

    String match(String key, String pattern) {
        var text = text(key);
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("not the form of " + key);
        }
        return text;
    }

    LocalDate day(String key) {
        try {
            return LocalDate.parse(text(key));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no date under " + key, e);
        }
    }

    @Nullable
    LocalDate findDay(String key) {
        return fields.get(key) == null ? null : day(key);
    }

    @Nullable
    Integer findNumber(String key, int least, int most) {
        return switch (fields.get(key)) {
            case null -> null;
            case Long number when number >= least && number <= most -> number.intValue();
            default -> throw new IllegalArgumentException("no number under " + key);
        };
    }

    int number(String key, int least, int most) {
        var number = findNumber(key, least, most);
        if (number == null) {
            throw new IllegalArgumentException("no number under " + key);
        }
        return number;
    }

    Content object(String key) {
        var value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no object under " + key);
        }
        return new Content(value);
    }

    List<Content> list(String key, int most) {
        if (!(fields.get(key) instanceof List<?> items) || items.size() > most) {
            throw new IllegalArgumentException("no list under " + key);
        }
        var list = new ArrayList<Content>();
        for (var item : items) {
            if (item == null) {
                throw new IllegalArgumentException("an empty place in " + key);
            }
            list.add(new Content(item));
        }
        return list;
    }
}
