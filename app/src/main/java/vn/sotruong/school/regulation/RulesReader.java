package vn.sotruong.school.regulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Đọc tệp quy định: every field must stand there and no other may, for a threshold that is silently nought would promote
 * nobody or everybody.
 */
final class RulesReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private RulesReader() {}

    /** Tệp quy định không đọc được. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    private record RulesetFile(
            String id,
            int version,
            Ruleset.Family family,
            String labels,
            String source,
            List<Switch> switches,
            JsonNode rules) {}

    static Ruleset ruleset(String text) throws Unreadable {
        var file = read(text, RulesetFile.class);
        var choices = new java.util.HashMap<String, String>();
        file.switches().forEach(each -> choices.put(each.key(), each.preset()));
        try {
            var rules = JSON.treeToValue(file.rules(), file.family().shape());
            return new Ruleset(
                    file.id(),
                    file.version(),
                    file.family(),
                    file.labels(),
                    file.source(),
                    file.switches(),
                    choices,
                    rules);
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
    }

    static <T> T read(String text, Class<T> shape) throws Unreadable {
        try {
            return JSON.readValue(text, shape);
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of our own, which can only be unreadable by a mistake of the build. */
    static String shipped(String name) {
        try (var in = RulesReader.class.getResourceAsStream("rules/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no rules/" + name + ".json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
