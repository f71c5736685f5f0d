package vn.sotruong.school.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.DurableFile;
import vn.sotruong.backup.sqlite.DatabaseKey;

/**
 * Lệnh về khóa kho cho máy: files in {@code spool/orders/secrets}, which root carries out, and its answers in {@code
 * spool/answers/secrets}. The key itself goes to root through a folder in memory that ends with this program.
 */
public final class KeyOrders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REASONS = Set.of("too-few", "already", "no-key", "seal", "other-id", "unknown");
    private static final int LARGEST = 4096;

    private final Path orders;
    private final Path answers;
    private final @Nullable Path memory;

    /** @param memory this program's own folder in memory; null where nobody gave it one */
    public KeyOrders(Path spool, @Nullable Path memory) {
        this.orders = spool.resolve("orders").resolve("secrets");
        this.answers = spool.resolve("answers").resolve("secrets");
        this.memory = memory;
    }

    /** Trả lời. */
    record Answer(boolean done, String reason) {}

    /** Whether there is somebody who could carry an order out. */
    boolean served() {
        return memory != null && Files.isDirectory(memory);
    }

    void give(String id, CustodyChange.Keeper keeper, DatabaseKey key) {
        try {
            if (keeper == CustodyChange.Keeper.MACHINE && memory != null) {
                var handed = memory.resolve(StoreKeys.CREDENTIAL);
                Files.deleteIfExists(handed);
                key.writeTo(handed);
            }
            Files.createDirectories(orders);
            DurableFile.write(
                    orders.resolve(id + ".json"),
                    JSON.writeValueAsString(Map.of("order", keeper.name().toLowerCase(Locale.ROOT))),
                    "rw-r-----");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean waits(String id) {
        return Files.exists(orders.resolve(id + ".json"));
    }

    Optional<Answer> find(String id) {
        var file = answers.resolve(id + ".json");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var fields = JSON.readTree(Files.readString(file));
            var reason = fields.path("reason").asText("");
            return Optional.of(
                    new Answer(fields.path("done").asBoolean(), REASONS.contains(reason) ? reason : "unknown"));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    /** Takes an order away that was answered, and a key that nobody fetched. */
    void close(String id) {
        try {
            Files.deleteIfExists(orders.resolve(id + ".json"));
            if (memory != null) {
                Files.deleteIfExists(memory.resolve(StoreKeys.CREDENTIAL));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
