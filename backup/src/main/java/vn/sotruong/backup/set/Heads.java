package vn.sotruong.backup.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import vn.sotruong.backup.seal.Broken;

/** {@code data/heads.json}: a set's label as a file. */
final class Heads {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Heads() {}

    static String write(SetLabel label, String archive, String device) {
        var fields = new TreeMap<String, Object>();
        fields.put("v", 1);
        fields.put("set", label.name());
        fields.put("school", label.school());
        fields.put("school_name", label.schoolName());
        fields.put("school_year", label.schoolYear());
        fields.put("session", label.session());
        fields.put("epoch", label.epoch());
        fields.put("seq", label.seq());
        fields.put("head", label.head());
        fields.put("lines", label.lines());
        fields.put("counts", new TreeMap<>(label.counts()));
        fields.put("made_at", label.madeAt().toString());
        fields.put("archive", archive);
        fields.put("device", device);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the label", e);
        }
    }

    static SetLabel read(String text) {
        try {
            var fields = JSON.readTree(text);
            if (fields.path("v").asInt() != 1) {
                throw new Broken("the set is of a newer form than this program knows");
            }
            var counts = new TreeMap<String, Long>();
            fields.path("counts")
                    .properties()
                    .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
            return new SetLabel(
                    text(fields, "school"),
                    text(fields, "school_name"),
                    text(fields, "school_year"),
                    text(fields, "session"),
                    text(fields, "epoch"),
                    fields.path("seq").asLong(),
                    text(fields, "head"),
                    fields.path("lines").asLong(),
                    Map.copyOf(counts),
                    Instant.parse(text(fields, "made_at")));
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            throw new Broken("the set's label (data/heads.json) cannot be read", e);
        }
    }

    private static String text(JsonNode fields, String name) {
        if (!fields.path(name).isTextual()) {
            throw new Broken("the set's label (data/heads.json) has no " + name);
        }
        return fields.path(name).asText();
    }
}
