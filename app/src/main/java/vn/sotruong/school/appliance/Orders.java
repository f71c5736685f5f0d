package vn.sotruong.school.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import vn.sotruong.backup.seal.DurableFile;

/** Khay lệnh: what the program writes for root's helper, and what the helper answers. Whole files, durable. */
final class Orders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int LARGEST = 4096;

    private final Path orders;
    private final Path answers;

    /** @param spool the spool that the programs share */
    Orders(Path spool) {
        this.orders = spool.resolve("orders").resolve("update");
        this.answers = spool.resolve("answers").resolve("update");
    }

    /** Kết quả của một lệnh. */
    enum Result {
        WORKING,
        INSTALLED,
        REFUSED,
        LOOKED
    }

    /** Trả lời. */
    record Answer(Result result, String reason) {}

    void install(String id, Box.Source source, String medium, String file, String sha256) {
        put(id, Map.of("kind", "install", "from", word(source), "medium", medium, "file", file, "sha256", sha256));
    }

    void look(String id) {
        put(id, Map.of("kind", "look"));
    }

    /** The same, from a page that anybody may press on: there is one such order at most. */
    void lookOnce() {
        pruneAnswered("look-once");
        if (!waits("look-once")) {
            look("look-once");
        }
    }

    boolean waits(String id) {
        return Files.exists(orders.resolve(name(id)));
    }

    Optional<Answer> find(String id) {
        var file = answers.resolve(name(id));
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var fields = JSON.readTree(Files.readString(file));
            return Optional.of(new Answer(
                    Result.valueOf(fields.path("result").asText("").toUpperCase(Locale.ROOT)),
                    Box.refusal(fields.path("reason").asText(""))));
        } catch (IOException | IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    /** Takes an order away that was answered. */
    void prune(String id) {
        try {
            Files.deleteIfExists(orders.resolve(name(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Orders of this kind that were answered, taken away. */
    void pruneAnswered(String kind) {
        named(kind).stream().filter(each -> settled(each)).forEach(this::prune);
    }

    /** Whether an order of this kind waits for root. */
    boolean unanswered(String kind) {
        return named(kind).stream().anyMatch(each -> find(each).isEmpty());
    }

    /** The answer to the newest order of this kind; the time of the file tells which. */
    Optional<Answer> newestOf(String kind) {
        return named(kind).stream()
                .filter(each -> find(each).isPresent())
                .max(Comparator.comparingLong(
                        each -> answers.resolve(name(each)).toFile().lastModified()))
                .flatMap(this::find);
    }

    private boolean settled(String id) {
        return find(id).filter(each -> each.result() != Result.WORKING).isPresent();
    }

    private List<String> named(String kind) {
        if (!Files.isDirectory(orders)) {
            return List.of();
        }
        try (var all = Files.list(orders)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith(kind) && each.endsWith(".json"))
                    .map(each -> each.substring(0, each.length() - ".json".length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no name of an order");
        }
        return id + ".json";
    }

    private static String word(Box.Source source) {
        return switch (source) {
            case STICK -> "stick";
            case OFFICE -> "office";
        };
    }

    private void put(String id, Map<String, String> fields) {
        try {
            Files.createDirectories(orders);
            DurableFile.write(orders.resolve(name(id)), JSON.writeValueAsString(new TreeMap<>(fields)), "rw-r-----");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
