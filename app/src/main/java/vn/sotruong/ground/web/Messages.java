package vn.sotruong.ground.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Câu chữ: every string a user sees, by key. Vietnamese is the source and English follows; a missing key is a bug, and
 * two files with different keys do not start.
 */
public final class Messages {
    private static final Pattern COUNTED = Pattern.compile("\\{([0-9])\\|([^|{}]*)\\|([^|{}]*)}");

    private final Map<Language, Map<String, String>> texts = new HashMap<>();

    Messages(Collection<Room> rooms) {
        for (var language : Language.values()) {
            var all = new HashMap<String, String>();
            rooms.forEach(room -> all.putAll(read(room, language)));
            texts.put(language, Map.copyOf(all));
        }
        if (!keys(Language.VI).equals(keys(Language.EN))) {
            var odd = new java.util.TreeSet<>(keys(Language.VI));
            odd.addAll(keys(Language.EN));
            odd.removeIf(
                    key -> keys(Language.VI).contains(key) && keys(Language.EN).contains(key));
            throw new IllegalStateException("messages stand in one language only: " + odd);
        }
    }

    /** The messages of the rooms that these classes live in, for whoever writes outside of a page. */
    public static Messages of(Class<?>... anchors) {
        return new Messages(java.util.Arrays.stream(anchors).map(Room::of).toList());
    }

    private static Map<String, String> read(Room room, Language language) {
        var file = "messages_" + language.code() + ".properties";
        var found = room.find(file);
        var read = new Properties();
        try {
            read.load(new StringReader(
                    found.map(b -> new String(b, StandardCharsets.UTF_8)).orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new HashMap<String, String>();
        read.forEach((key, value) -> {
            var name = key.toString();
            var text = value.toString();
            if (!name.startsWith(room.name() + ".")) {
                throw new IllegalStateException(file + " of " + room.name() + " holds the foreign key " + name);
            }
            if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
                throw new IllegalStateException(name + " is not NFC");
            }
            texts.put(name, text);
        });
        return texts;
    }

    Set<String> keys(Language language) {
        return texts.getOrDefault(language, Map.of()).keySet();
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … filled in; {@code {0|cell|cells}} takes the word for one, or for more. */
    public String get(Language language, String key, Object... arguments) {
        var text = texts.getOrDefault(language, Map.of()).get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text.contains("|") ? counted(text, arguments) : text;
    }

    private static String counted(String text, Object... arguments) {
        return COUNTED.matcher(text).replaceAll(each -> {
            int place = Integer.parseInt(each.group(1));
            boolean one =
                    place < arguments.length && String.valueOf(arguments[place]).equals("1");
            return Matcher.quoteReplacement(each.group(one ? 2 : 3));
        });
    }
}
