package vn.sotruong.school.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Điều máy tự nói: what root tells in files under {@code /run/sotruong}, of which only what a machine says of itself is
 * taken over. A name that somebody gave to a stick or a network stays behind.
 */
final class Facts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 256 * 1024;
    private static final int DEEPEST = 2;
    /** Whose text is a machine's. */
    private static final Set<String> SAID_BY_MACHINES = Set.of(
            "at",
            "compatible",
            "device",
            "event",
            "filesystem",
            "fs",
            "kind",
            "mode",
            "model",
            "reason",
            "result",
            "slot",
            "state",
            "type",
            "version",
            "why");

    private static final Pattern TEXT = Pattern.compile("[0-9A-Za-z ._:+/-]{0,60}");
    private static final String LEFT_OUT = "…";

    private final Path folder;

    Facts(Path folder) {
        this.folder = folder;
    }

    /** What each file says, by its path. */
    Map<String, String> read() {
        var facts = new TreeMap<String, String>();
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder, DEEPEST)) {
                for (var file : all.filter(Facts::isFact).toList()) {
                    facts.put(name(file), discreet(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return facts;
    }

    private static boolean isFact(Path file) {
        return file.toString().endsWith(".json") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A storage file may be named after what somebody called a stick. */
    private String name(Path file) {
        var path = folder.relativize(file);
        return path.getNameCount() == 1
                ? path.toString()
                : path.getName(0) + "/" + Integer.toHexString(path.toString().hashCode()) + ".json";
    }

    private static String discreet(Path file) {
        try {
            return Files.size(file) <= LARGEST
                    ? discreet("", JSON.readTree(Files.readString(file))).toPrettyString()
                    : LEFT_OUT;
        } catch (IOException unreadable) {
            return LEFT_OUT;
        }
    }

    private static JsonNode discreet(String key, JsonNode said) {
        return switch (said) {
            case ObjectNode object -> {
                var kept = JSON.createObjectNode();
                object.properties().forEach(each -> {
                    if (TEXT.matcher(each.getKey()).matches()) {
                        kept.set(each.getKey(), discreet(each.getKey(), each.getValue()));
                    }
                });
                yield kept;
            }
            case ArrayNode array -> {
                var kept = JSON.createArrayNode();
                array.forEach(each -> kept.add(discreet(key, each)));
                yield kept;
            }
            case JsonNode text
            when text.isTextual() && !isOfMachine(key, text.asText()) ->
                JSON.getNodeFactory().textNode(LEFT_OUT);
            default -> said;
        };
    }

    private static boolean isOfMachine(String key, String text) {
        return SAID_BY_MACHINES.contains(key) && TEXT.matcher(text).matches();
    }
}
