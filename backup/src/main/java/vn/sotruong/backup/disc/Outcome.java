package vn.sotruong.backup.disc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Biên bản ghi đĩa: how one set fared on one medium, as it lies in {@code spool/media}.
 *
 * @param tagSum SHA-512 of the set's tag manifest, which names everything in it
 * @param details one line per finding
 */
public record Outcome(
        String set,
        String kind,
        String place,
        State state,
        Medium.@Nullable Reason reason,
        List<String> details,
        String tagSum,
        long bytes,
        long writeMillis,
        long readMillis,
        Instant at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Trạng thái. WRITTEN stands until the set is read back, and stays when that was cut off. */
    public enum State {
        WAITING,
        WRITTEN,
        VERIFIED,
        FAILED
    }

    public Outcome {
        details = List.copyOf(details);
    }

    /** One line of JSON. */
    public String json() {
        var fields = new TreeMap<String, @Nullable Object>();
        fields.put("v", 1);
        fields.put("set", set);
        fields.put("kind", kind);
        fields.put("place", place);
        fields.put("state", state.name());
        fields.put("reason", reason == null ? null : reason.name());
        fields.put("details", details);
        fields.put("tag_sum", tagSum);
        fields.put("bytes", bytes);
        fields.put("write_ms", writeMillis);
        fields.put("read_ms", readMillis);
        fields.put("at", at.toString());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an outcome", e);
        }
    }
}
