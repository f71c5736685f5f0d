package vn.sotruong.sync.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Các mục của một bản ghi JSON: typed reading with one voice for what is wrong. */
final class Fields {
    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    static final Pattern EPOCH = Pattern.compile("[0-9a-f]{16}");
    static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]{1,32}");

    private final Map<String, ? extends @Nullable Object> fields;

    Fields(Map<String, ? extends @Nullable Object> fields) {
        this.fields = fields;
    }

    static Fields read(byte[] text) {
        return new Fields(CanonicalJson.read(text));
    }

    /** Refuses a missing or an additional key. */
    Fields exactly(Set<String> keys) {
        if (!fields.keySet().equals(keys)) {
            throw new NotCanonical("keys missing or too many");
        }
        return this;
    }

    Fields atMost(Set<String> keys) {
        if (!keys.containsAll(fields.keySet())) {
            throw new NotCanonical("an unknown key");
        }
        return this;
    }

    String text(String key) {
        var text = findText(key);
        if (text == null) {
            throw new NotCanonical("no text under " + key);
        }
        return text;
    }

    @Nullable
    String findText(String key) {
        return switch (fields.get(key)) {
            case null -> null;
            case String text -> text;
            default -> throw new NotCanonical("no text under " + key);
        };
    }

    String match(String key, Pattern form) {
        var text = text(key);
        if (!form.matcher(text).matches()) {
            throw new NotCanonical(key + " has not its form");
        }
        return text;
    }

    long number(String key) {
        var number = findNumber(key);
        if (number == null) {
            throw new NotCanonical("no integer under " + key);
        }
        return number;
    }

    @Nullable
    Long findNumber(String key) {
        return switch (fields.get(key)) {
            case null -> null;
            case Long number -> number;
            default -> throw new NotCanonical("no integer under " + key);
        };
    }

    String time(String key) {
        var time = findTime(key);
        if (time == null) {
            throw new NotCanonical("no time under " + key);
        }
        return time;
    }

    @Nullable
    String findTime(String key) {
        var text = findText(key);
        if (text != null && !ChangeLine.isTime(text)) {
            throw new NotCanonical("no time under " + key);
        }
        return text;
    }

    <E extends Enum<E>> E word(String key, Class<E> words) {
        for (var word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text(key))) {
                return word;
            }
        }
        throw new NotCanonical("an unknown word under " + key);
    }

    int version(int known) {
        if (number("v") != known) {
            throw new NotCanonical("an unknown version");
        }
        return known;
    }

    void purpose(String wanted) {
        if (!text("purpose").equals(wanted)) {
            throw new NotCanonical("another purpose than " + wanted);
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> object(String key) {
        if (fields.get(key) instanceof Map<?, ?> object) {
            return (Map<String, @Nullable Object>) object;
        }
        throw new NotCanonical("no object under " + key);
    }

    @Nullable
    Fields findPart(String key) {
        return fields.get(key) == null ? null : new Fields(object(key));
    }

    Fields part(String key) {
        return new Fields(object(key));
    }

    @SuppressWarnings("unchecked")
    List<Fields> parts(String key) {
        var parts = new ArrayList<Fields>();
        for (var item : list(key)) {
            if (!(item instanceof Map<?, ?> object)) {
                throw new NotCanonical("no objects under " + key);
            }
            parts.add(new Fields((Map<String, @Nullable Object>) object));
        }
        return parts;
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (var item : list(key)) {
            if (!(item instanceof String text)) {
                throw new NotCanonical("no texts under " + key);
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> list(String key) {
        if (fields.get(key) instanceof List<?> list) {
            return list;
        }
        throw new NotCanonical("no list under " + key);
    }
}
