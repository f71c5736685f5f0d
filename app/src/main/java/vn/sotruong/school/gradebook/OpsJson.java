package vn.sotruong.school.gradebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lệnh nhập dạng JSON: reads what the script sends. A key that it never sends is a reason to refuse the whole. */
final class OpsJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KEYS = Set.of("op", "pupil", "col", "base", "value", "after");

    private OpsJson() {}

    /** Kết quả đọc. */
    sealed interface Parsed {
        /** Đọc được. */
        record Ops(List<Op> ops) implements Parsed {
            public Ops {
                ops = List.copyOf(ops);
            }
        }

        /** Không phải lệnh của trang này. */
        record Bad(Reason reason, Optional<String> op) implements Parsed {}
    }

    static Parsed parse(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return bad(Reason.MALFORMED, "");
        }
        if (root == null
                || !root.isObject()
                || root.size() != 1
                || !root.path("ops").isArray()) {
            return bad(Reason.MALFORMED, "");
        }
        if (root.path("ops").size() > Op.MOST) {
            return bad(Reason.TOO_MANY, "");
        }
        var ops = new ArrayList<Op>();
        for (var node : root.path("ops")) {
            if (!shaped(node)) {
                return bad(Reason.MALFORMED, node.path("op").asText(""));
            }
            var column = Column.find(node.path("col").textValue());
            if (column.isEmpty()) {
                return bad(Reason.UNKNOWN_COLUMN, node.path("op").textValue());
            }
            ops.add(op(node, column.get()));
        }
        return new Parsed.Ops(ops);
    }

    private static boolean shaped(JsonNode node) {
        var keys = new HashSet<String>();
        node.fieldNames().forEachRemaining(keys::add);
        var after = node.path("after");
        if (!KEYS.containsAll(keys) || !(after.isMissingNode() || after.isArray())) {
            return false;
        }
        for (var each : after) {
            if (!each.isTextual()) {
                return false;
            }
        }
        return node.path("op").isTextual()
                && node.path("pupil").isTextual()
                && node.path("col").isTextual()
                && node.path("value").isTextual()
                && node.path("base").isIntegralNumber()
                && node.path("base").canConvertToLong();
    }

    private static Op op(JsonNode node, Column column) {
        var after = new ArrayList<String>();
        node.path("after").forEach(each -> after.add(each.textValue()));
        return new Op(
                node.path("op").textValue(),
                new Cell(node.path("pupil").textValue(), column),
                node.path("base").longValue(),
                node.path("value").textValue(),
                after);
    }

    /** An id is told back only if it can be one of ours. */
    private static Parsed bad(Reason reason, String op) {
        return new Parsed.Bad(reason, Op.isId(op) ? Optional.of(op) : Optional.empty());
    }
}
