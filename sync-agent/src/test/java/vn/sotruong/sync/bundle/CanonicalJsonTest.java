package vn.sotruong.sync.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                "{} ",
                " {}",
                "[]",
                "null",
                "\"a\"",
                "\uFEFF{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":1,\"a\":2}",
                "{\"a\": 1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1\n}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "{\"a\":-0}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":}",
                "{\"a\":--1}",
                "{\"a\":9007199254740992}",
                "{\"a\":-9007199254740992}",
                "{\"a\":99999999999999999999}",
                "{\"a\":true}",
                "{\"a\":nul}",
                "{\"a\":NaN}",
                "{\"a\":'x'}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u001B\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"e\u0301\"}",
                "{\"\u0111\":1}",
                "{\"\":1}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1 ,2]}",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":\"x}",
            })
    void what_the_writer_would_not_write_is_refused(String text) {
        assertThatThrownBy(() -> CanonicalJson.read(text.getBytes(UTF_8))).isInstanceOf(NotCanonical.class);
    }

    @Test
    void broken_utf8_is_refused() {
        for (var broken : List.of("\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00c3")) {
            var text = "{\"a\":\"" + broken + "\"}";
            assertThatThrownBy(() -> CanonicalJson.read(text.getBytes(ISO_8859_1)))
                    .isInstanceOf(NotCanonical.class);
        }
    }

    @Test
    void nesting_ends_at_sixteen() {
        var deep = "[".repeat(15) + "]".repeat(15);
        CanonicalJson.read(("{\"a\":" + deep + "}").getBytes(UTF_8));
        assertThatThrownBy(() -> CanonicalJson.read(("{\"a\":[" + deep + "]}").getBytes(UTF_8)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void values_without_a_form_are_refused() {
        for (var value : List.of(1.5, true, 'x', 1L << 53, -(1L << 53), "\ud83d", "\ude00\ud83d", Map.of(1, 2))) {
            assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", value))).isInstanceOf(NotCanonical.class);
        }
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("đ", 1L))).isInstanceOf(NotCanonical.class);
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("k".repeat(65), 1L)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void no_letter_passes_as_plain_that_normalisation_would_change() {
        for (int letter = 0; letter < Character.MIN_SURROGATE; letter++) {
            if (Nfc.plain((char) letter)) {
                for (var before : List.of("", "a", "ơ", "ộ")) {
                    var text = before + (char) letter;
                    assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC))
                            .isTrue();
                }
            }
        }
    }

    @Property
    void reading_returns_what_was_written(@ForAll("objects") Map<String, @Nullable Object> fields) {
        var bytes = CanonicalJson.write(fields);
        assertThat(CanonicalJson.write(CanonicalJson.read(bytes))).isEqualTo(bytes);
        assertThat(CanonicalJson.read(bytes)).isEqualTo(normalised(fields));
    }

    @Property
    void the_order_of_keys_given_does_not_matter(@ForAll("objects") Map<String, @Nullable Object> fields) {
        var turned = new LinkedHashMap<String, @Nullable Object>();
        new TreeMap<>(fields).descendingMap().forEach(turned::put);
        assertThat(CanonicalJson.write(turned)).isEqualTo(CanonicalJson.write(fields));
    }

    @Property
    void changed_bytes_are_refused_or_mean_something_else(
            @ForAll("objects") Map<String, @Nullable Object> fields, @ForAll int place, @ForAll byte other) {
        var bytes = CanonicalJson.write(fields);
        var changed = bytes.clone();
        changed[Math.floorMod(place, bytes.length)] = other;
        try {
            assertThat(CanonicalJson.write(CanonicalJson.read(changed))).isEqualTo(changed);
        } catch (NotCanonical refused) {
            assertThat(changed).isNotEqualTo(bytes);
        }
    }

    @Provide
    Arbitrary<Map<String, @Nullable Object>> objects() {
        var keys = Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(8);
        return Arbitraries.maps(keys, values()).ofMaxSize(6).map(CanonicalJsonTest::withNulls);
    }

    private static Arbitrary<Object> values() {
        var texts = Arbitraries.strings()
                .withChars("aễđĐơ\u0301\u0323\u0302 \"\\\n\u0001\u007f😀")
                .ofMaxLength(12)
                .filter(CanonicalJsonTest::whole);
        var numbers = Arbitraries.longs().between(-CanonicalJson.MAX_INTEGER, CanonicalJson.MAX_INTEGER);
        Arbitrary<Object> leaves = Arbitraries.oneOf(texts.asGeneric(), numbers.asGeneric());
        return Arbitraries.oneOf(leaves, leaves.list().ofMaxSize(3).asGeneric());
    }

    private static Map<String, @Nullable Object> withNulls(Map<String, Object> fields) {
        var some = new TreeMap<String, @Nullable Object>();
        fields.forEach((key, value) -> some.put(key, value.equals("") ? null : value));
        return some;
    }

    private static boolean whole(String text) {
        return text.codePoints().noneMatch(code -> code >= 0xD800 && code <= 0xDFFF);
    }

    private static Map<String, @Nullable Object> normalised(Map<String, @Nullable Object> fields) {
        var same = new TreeMap<String, @Nullable Object>();
        fields.forEach((key, value) -> same.put(key, normalised(value)));
        return same;
    }

    private static @Nullable Object normalised(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case List<?> items ->
                items.stream()
                        .<@Nullable Object>map(CanonicalJsonTest::normalised)
                        .toList();
            default -> value;
        };
    }
}
