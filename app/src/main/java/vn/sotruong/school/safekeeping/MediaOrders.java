package vn.sotruong.school.safekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.sotruong.backup.seal.DurableFile;

/**
 * Lệnh cho máy về thẻ nhớ: files in {@code spool/orders/media}, which root carries out, and its answers in {@code
 * spool/answers/media}. An order is one line of JSON with its fields in a fixed order and nothing in them that would
 * need an escape; root refuses any other.
 */
final class MediaOrders {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{0,128}");
    private static final Pattern ANSWER = Pattern.compile("([A-Za-z0-9-]{1,64})\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 4096;

    private final Path orders;
    private final Path answers;

    MediaOrders(Path spool) {
        this.orders = spool.resolve("orders").resolve("media");
        this.answers = spool.resolve("answers").resolve("media");
    }

    /** Việc phải làm. */
    enum Kind {
        ENROL,
        FORMAT,
        WITHDRAW,
        /** On a machine without a school: a set is copied in. */
        BRING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Một lệnh. The token is a secret between this order and the stick. */
    record Order(String id, Kind kind, String dev, String uuid, String serial, String token) {}

    /**
     * Câu trả lời.
     *
     * @param code why it was refused
     * @param uuid of the stick's file system, which is a new one after formatting
     */
    record Answer(String id, String kind, boolean done, String code, String uuid, Instant at) {}

    /** Whether every character of this may stand in an order. */
    static boolean plain(String text) {
        return PLAIN.matcher(text).matches();
    }

    void give(Order order) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("v", 1);
        fields.put("id", order.id());
        fields.put("kind", order.kind().word());
        fields.put("dev", order.dev());
        fields.put("uuid", order.uuid());
        fields.put("serial", order.serial());
        fields.put("token", order.token());
        try {
            Files.createDirectories(orders);
            var text = JSON.writeValueAsString(fields) + "\n";
            DurableFile.write(orders.resolve(order.id() + ".json"), text, "rw-r-----");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the order is still there, answered or not. */
    boolean stands(String id) {
        return Files.exists(orders.resolve(id + ".json"));
    }

    /** Every answer whose order is still there. */
    List<Answer> answers() {
        var all = new ArrayList<Answer>();
        if (!Files.isDirectory(answers)) {
            return all;
        }
        try (var files = Files.list(answers)) {
            for (var file : files.sorted().toList()) {
                var name = ANSWER.matcher(file.getFileName().toString());
                if (name.matches() && stands(name.group(1))) {
                    read(file, name.group(1)).ifPresent(all::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Takes an order away once its answer is in the book; root then takes the answer away. */
    void close(String id) {
        try {
            Files.deleteIfExists(orders.resolve(id + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Answer> read(Path file, String id) throws IOException {
        if (Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            var fields = JSON.readTree(Files.readString(file));
            return Optional.of(new Answer(
                    id,
                    fields.path("kind").asText(),
                    fields.path("result").asText().equals("DONE"),
                    fields.path("code").asText(),
                    fields.path("uuid").asText(),
                    Instant.parse(fields.path("at").asText())));
        } catch (JsonProcessingException | DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
