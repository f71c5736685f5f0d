package vn.sotruong.sync.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The vectors were written by Python from BUNDLE.md; nothing in them comes from this code. */
class GoldenVectorsTest {
    private static final Path HOME = Path.of("src/test/java/vn/sotruong/sync/bundle/golden");
    private static final HexFormat HEX = HexFormat.of();

    private final JsonNode golden = read();

    @Test
    void every_value_has_the_bytes_that_python_gives_it() {
        for (var vector : golden.get("objects")) {
            var bytes = HEX.parseHex(vector.get("hex").asText());
            assertThat(CanonicalJson.write(object(vector.get("value")))).isEqualTo(bytes);
            assertThat(CanonicalJson.write(CanonicalJson.read(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void change_lines_hash_and_chain_as_python_says() {
        var epoch = new Epoch(golden.get("epoch").asText(), null);
        var head = Chain.genesis(golden.get("school").asText(), epoch);
        assertThat(HEX.formatHex(head)).isEqualTo(golden.get("genesis").asText());
        for (var vector : golden.get("lines")) {
            var bytes = HEX.parseHex(vector.get("hex").asText());
            assertThat(line(object(vector.get("value"))).bytes())
                    .asString(UTF_8)
                    .isEqualTo(new String(bytes, UTF_8));
            assertThat(ChangeLine.parse(bytes).bytes()).isEqualTo(bytes);
            var hash = Chain.lineHash(bytes);
            assertThat(HEX.formatHex(hash)).isEqualTo(vector.get("hash").asText());
            head = Chain.next(head, hash);
            assertThat(HEX.formatHex(head)).isEqualTo(vector.get("head").asText());
        }
    }

    @Test
    void a_restored_epoch_begins_at_its_own_genesis() {
        var vector = golden.get("second");
        var parent = new Epoch.Parent(
                vector.get("parent").asText(),
                vector.get("seq").asLong(),
                vector.get("head").asText());
        var epoch = new Epoch(vector.get("epoch").asText(), parent);
        assertThat(epoch.firstSeq()).isEqualTo(7);
        assertThat(HEX.formatHex(Chain.genesis(golden.get("school").asText(), epoch)))
                .isEqualTo(vector.get("genesis").asText());
    }

    @Test
    void a_state_digest_is_one_hash_over_sorted_rows() {
        var state = golden.get("state");
        assertThat(HEX.formatHex(new StateDigest().finish()))
                .isEqualTo(state.get("empty").asText());
        var digest = new StateDigest();
        for (var row : state.get("rows")) {
            digest.add(
                    row.get("ent").asText(),
                    row.get("id").asText(),
                    row.get("seq").asLong());
        }
        assertThat(HEX.formatHex(digest.finish())).isEqualTo(state.get("digest").asText());
    }

    @Test
    void python_still_writes_the_same_vectors() throws Exception {
        var python = new ProcessBuilder("python3", HOME.resolve("vectors.py").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor()).isZero();
        assertThat(said).isEqualTo(Files.readString(HOME.resolve("v1/vectors.json")));
    }

    private static ChangeLine line(Map<String, @Nullable Object> from) {
        var fields = new Fields(from);
        return new ChangeLine(
                (int) fields.number("v"),
                fields.number("seq"),
                fields.number("tx"),
                fields.text("at"),
                fields.findText("raw"),
                fields.text("clk"),
                fields.text("act"),
                fields.text("ses"),
                fields.findText("cap"),
                fields.text("ent"),
                fields.text("id"),
                Op.of(fields.text("op")),
                fields.findNumber("base"),
                fields.object("row"),
                fields.findText("why"),
                fields.findText("salt"));
    }

    private static Map<String, @Nullable Object> object(JsonNode node) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isObject()) {
            Object fields = object(node);
            return fields;
        }
        return node.asLong();
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(HOME.resolve("v1/vectors.json").toFile());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
