package vn.sotruong.school.safekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Kết quả ghi đĩa: what the backup program left in {@code spool/media}; read, never changed. */
final class MediaResults {
    /** Its name in the spool. */
    static final String FOLDER = "media";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 64 * 1024;

    private final Path folder;

    MediaResults(Path folder) {
        this.folder = folder;
    }

    /**
     * Một kết quả.
     *
     * @param kind {@code usb} or {@code dvd}
     * @param state as the backup program names it
     */
    record Result(String set, String kind, String place, String state, String reason, Instant at) {
        boolean verified() {
            return state.equals("VERIFIED");
        }
    }

    /** Every result, the newest first. A file that cannot be read is left out: it proves nothing. */
    List<Result> list() {
        var results = new ArrayList<Result>();
        if (!Files.isDirectory(folder)) {
            return results;
        }
        try (var all = Files.list(folder)) {
            for (var file :
                    all.filter(each -> each.toString().endsWith(".json")).toList()) {
                read(file).ifPresent(results::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        results.sort(Comparator.comparing(Result::at).reversed());
        return results;
    }

    private static Optional<Result> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var fields = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            return Optional.of(new Result(
                    fields.path("set").asText(),
                    fields.path("kind").asText(),
                    fields.path("place").asText(),
                    fields.path("state").asText(),
                    fields.path("reason").asText(""),
                    Instant.parse(fields.path("at").asText())));
        } catch (JsonProcessingException | DateTimeParseException unreadable) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
