package vn.sotruong.sync.bundle;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mắt đọc: reads exactly what {@link JsonWriter} writes, and nothing else. */
final class JsonReader {
    private static final int MAX_DIGITS = 17;

    private final CharBuffer text;
    private int depth;

    JsonReader(byte[] bytes) {
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException broken) {
            throw new NotCanonical("not UTF-8");
        }
    }

    Map<String, @Nullable Object> document() {
        var fields = object();
        if (text.hasRemaining()) {
            throw new NotCanonical("bytes after the end");
        }
        return fields;
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 'n' -> {
                for (var letter : new char[] {'n', 'u', 'l', 'l'}) {
                    expect(letter);
                }
                yield null;
            }
            default -> integer();
        };
    }

    private Map<String, @Nullable Object> object() {
        expect('{');
        deeper();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var last = "";
        while (peek() != '}') {
            if (!fields.isEmpty()) {
                expect(',');
            }
            var key = string();
            if (!JsonWriter.isKey(key) || key.compareTo(last) <= 0) {
                throw new NotCanonical("keys that are not ASCII in ascending order, each once");
            }
            expect(':');
            fields.put(key, value());
            last = key;
        }
        expect('}');
        depth--;
        return Collections.unmodifiableMap(fields);
    }

    private List<@Nullable Object> array() {
        expect('[');
        deeper();
        var items = new ArrayList<@Nullable Object>();
        while (peek() != ']') {
            if (!items.isEmpty()) {
                expect(',');
            }
            items.add(value());
        }
        expect(']');
        depth--;
        return Collections.unmodifiableList(items);
    }

    private String string() {
        expect('"');
        var out = new StringBuilder();
        while (true) {
            var letter = next();
            if (letter == '"') {
                break;
            }
            if (letter < 0x20) {
                throw new NotCanonical("a control character in a string");
            }
            out.append(letter == '\\' ? escaped() : letter);
        }
        var read = out.toString();
        if (!Nfc.holds(read)) {
            throw new NotCanonical("a string that is not NFC");
        }
        return read;
    }

    private char escaped() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> control();
            default -> throw new NotCanonical("an escape that is not needed");
        };
    }

    private char control() {
        expect('0');
        expect('0');
        var code = lowerHex() << 4 | lowerHex();
        var hasOwnLetter = code == '\b' || code == '\t' || code == '\n' || code == '\f' || code == '\r';
        if (code >= 0x20 || hasOwnLetter) {
            throw new NotCanonical("an escape that is not needed");
        }
        return (char) code;
    }

    private int lowerHex() {
        var letter = next();
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        if (letter >= 'a' && letter <= 'f') {
            return letter - 'a' + 10;
        }
        throw new NotCanonical("an escape without lower hexadecimal digits");
    }

    private Long integer() {
        var digits = new StringBuilder();
        while (text.hasRemaining()
                && (peek() == '-' || (peek() >= '0' && peek() <= '9'))
                && digits.length() < MAX_DIGITS) {
            digits.append(next());
        }
        try {
            var number = Long.parseLong(digits.toString());
            if (digits.toString().equals(Long.toString(number)) && Math.abs(number) <= CanonicalJson.MAX_INTEGER) {
                return number;
            }
        } catch (NumberFormatException broken) {
            // falls through: the sentence below is the same for every such text
        }
        throw new NotCanonical("something that is no string, integer below 2^53, null, object or array");
    }

    private char peek() {
        if (!text.hasRemaining()) {
            throw new NotCanonical("the text ends too soon");
        }
        return text.get(text.position());
    }

    private char next() {
        var letter = peek();
        text.position(text.position() + 1);
        return letter;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw new NotCanonical("expected " + wanted);
        }
    }

    private void deeper() {
        if (++depth > CanonicalJson.MAX_DEPTH) {
            throw new NotCanonical("nested too deep");
        }
    }
}
