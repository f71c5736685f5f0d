package vn.sotruong.sync.bundle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bút ghi: canonical JSON straight into bytes. Written by hand, as every saved mark passes here. */
final class JsonWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int LONGEST_ESCAPE = 6;

    private byte[] buffer = new byte[512];
    private int length;
    private int depth;

    byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** ASCII that is known to need no escape: punctuation, keys, digits. */
    JsonWriter raw(String ascii) {
        var size = ascii.length();
        room(size);
        for (int i = 0; i < size; i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonWriter integer(long number) {
        if (number > CanonicalJson.MAX_INTEGER || number < -CanonicalJson.MAX_INTEGER) {
            throw new NotCanonical("an integer beyond 2^53");
        }
        return raw(Long.toString(number));
    }

    JsonWriter string(String given) {
        var text = Nfc.of(given);
        var size = text.length();
        room(size * LONGEST_ESCAPE + 2);
        buffer[length++] = '"';
        for (int i = 0; i < size; i++) {
            var letter = text.charAt(i);
            if (letter >= 0x80) {
                i += beyondAscii(text, i, letter);
            } else if (letter < 0x20 || letter == '"' || letter == '\\') {
                escape(letter);
            } else {
                buffer[length++] = (byte) letter;
            }
        }
        buffer[length++] = '"';
        return this;
    }

    JsonWriter object(Map<String, ? extends @Nullable Object> fields) {
        deeper();
        var keys = sortedKeys(fields);
        byte before = '{';
        for (var key : keys) {
            one(before);
            string(key).one((byte) ':');
            value(fields.get(key));
            before = ',';
        }
        if (keys.length == 0) {
            one((byte) '{');
        }
        depth--;
        return one((byte) '}');
    }

    private void array(List<? extends @Nullable Object> items) {
        deeper();
        byte before = '[';
        for (var item : items) {
            one(before);
            value(item);
            before = ',';
        }
        if (items.isEmpty()) {
            one((byte) '[');
        }
        depth--;
        one((byte) ']');
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> raw("null");
            case String text -> string(text);
            case Long number -> integer(number);
            case Integer number -> integer(number);
            case Map<?, ?> fields -> object(withTextKeys(fields));
            case List<?> items -> array(items);
            default -> throw new NotCanonical("a value of " + value.getClass().getName());
        }
    }

    /** Keys are checked one by one when they are sorted, so the cast promises nothing untrue. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> withTextKeys(Map<?, ?> fields) {
        return (Map<String, @Nullable Object>) fields;
    }

    private static String[] sortedKeys(Map<String, ? extends @Nullable Object> fields) {
        var keys = new String[fields.size()];
        var sorted = true;
        var count = 0;
        for (Object key : fields.keySet()) {
            if (!(key instanceof String name) || !isKey(name)) {
                throw new NotCanonical("a key that is not 1 to 64 printable ASCII characters");
            }
            sorted &= count == 0 || keys[count - 1].compareTo(name) < 0;
            keys[count++] = name;
        }
        if (!sorted) {
            Arrays.sort(keys);
        }
        return keys;
    }

    static boolean isKey(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < 0x20 || name.charAt(i) > 0x7E) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= CanonicalJson.MAX_KEY;
    }

    private int beyondAscii(String text, int at, char letter) {
        if (letter < 0x800) {
            buffer[length++] = (byte) (0xC0 | (letter >> 6));
            buffer[length++] = (byte) (0x80 | (letter & 0x3F));
            return 0;
        }
        if (!Character.isSurrogate(letter)) {
            buffer[length++] = (byte) (0xE0 | (letter >> 12));
            buffer[length++] = (byte) (0x80 | ((letter >> 6) & 0x3F));
            buffer[length++] = (byte) (0x80 | (letter & 0x3F));
            return 0;
        }
        if (!Character.isHighSurrogate(letter)
                || at + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(at + 1))) {
            throw new NotCanonical("half of a surrogate pair");
        }
        var code = Character.toCodePoint(letter, text.charAt(at + 1));
        buffer[length++] = (byte) (0xF0 | (code >> 18));
        buffer[length++] = (byte) (0x80 | ((code >> 12) & 0x3F));
        buffer[length++] = (byte) (0x80 | ((code >> 6) & 0x3F));
        buffer[length++] = (byte) (0x80 | (code & 0x3F));
        return 1;
    }

    private void escape(char letter) {
        buffer[length++] = '\\';
        switch (letter) {
            case '"', '\\' -> buffer[length++] = (byte) letter;
            case '\b' -> buffer[length++] = 'b';
            case '\t' -> buffer[length++] = 't';
            case '\n' -> buffer[length++] = 'n';
            case '\f' -> buffer[length++] = 'f';
            case '\r' -> buffer[length++] = 'r';
            default -> {
                buffer[length++] = 'u';
                buffer[length++] = '0';
                buffer[length++] = '0';
                buffer[length++] = HEX[letter >> 4];
                buffer[length++] = HEX[letter & 0xF];
            }
        }
    }

    private JsonWriter one(byte letter) {
        room(1);
        buffer[length++] = letter;
        return this;
    }

    private void deeper() {
        if (++depth > CanonicalJson.MAX_DEPTH) {
            throw new NotCanonical("nested too deep");
        }
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
