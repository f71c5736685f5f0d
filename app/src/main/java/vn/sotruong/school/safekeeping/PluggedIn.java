package vn.sotruong.school.safekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vật đang cắm: what the machine tells of the sticks and discs in it. Read, never changed; a machine that is no box tells nothing. */
final class PluggedIn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 8192;
    private static final Set<String> WAITING_FOR_A_PERSON =
            Set.of("UNKNOWN", "UNREADABLE", "FAILED", "FULL", "PULLED", "UNSUITABLE");
    private static final Set<String> MENDED_BY_FORMATTING =
            Set.of("BLANK", "NO_FILESYSTEM", "NO_PARTITION", "FSCK", "MOUNT", "FSTYPE");

    private final Path folder;

    /** @param folder {@code /run/sotruong/storage} */
    PluggedIn(Path folder) {
        this.folder = folder;
    }

    /**
     * Một vật chứa dữ liệu.
     *
     * @param file the name under which it is told
     * @param dev the machine's name for it
     * @param kind {@code usb} or {@code disc}
     * @param state as the machine names it
     * @param code more of the state, or empty
     * @param left when it was pulled out; null while it is there
     */
    public record Thing(
            String file,
            String dev,
            String kind,
            String model,
            String serial,
            String uuid,
            String fstype,
            String label,
            long size,
            long free,
            String state,
            String code,
            Instant since,
            @Nullable Instant left) {
        public boolean present() {
            return left == null;
        }

        public boolean disc() {
            return kind.equals("disc");
        }

        /** Whether the school may make it one of its own, perhaps by erasing it. */
        public boolean enrollable() {
            return present() && !disc() && (state.equals("UNKNOWN") || needsFormatting());
        }

        /** Whether it can only be used when all that lies on it is erased. */
        public boolean needsFormatting() {
            return (state.equals("UNREADABLE") || state.equals("UNKNOWN")) && MENDED_BY_FORMATTING.contains(code);
        }

        /** Whether something is being done with it now. */
        public boolean busy() {
            return present() && (state.equals("KNOWN") || state.equals("WRITING") || state.equals("VERIFYING"));
        }

        /** Whether a person should do something about it. */
        public boolean waits() {
            return WAITING_FOR_A_PERSON.contains(state);
        }

        /** Its size as people say it, and as they type it to confirm. */
        public String sizeText() {
            return PluggedIn.sizeText(size);
        }

        public String freeText() {
            return PluggedIn.sizeText(free);
        }
    }

    static String sizeText(long bytes) {
        return bytes >= 1_000_000_000L
                ? (Math.round(bytes / 100_000_000.0) / 10.0 + " GB").replace('.', ',')
                : Math.round(bytes / 1_000_000.0) + " MB";
    }

    /** Whether this machine looks after sticks by itself. */
    boolean isBox() {
        return Files.isDirectory(folder);
    }

    /** What is there, then what went, the newest first. What cannot be read is left out: the machine writes it anew. */
    List<Thing> list() {
        if (!isBox()) {
            return List.of();
        }
        var things = new ArrayList<Thing>();
        try (var all = Files.list(folder)) {
            for (var file : all.filter(each -> each.getFileName().toString().matches("[A-Za-z0-9-]+\\.json"))
                    .toList()) {
                read(file).ifPresent(things::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        things.sort(
                Comparator.comparing(Thing::present).thenComparing(Thing::since).reversed());
        return things;
    }

    /** What is plugged in under this name now. */
    Optional<Thing> find(String dev) {
        return list().stream()
                .filter(each -> each.present() && each.dev().equals(dev))
                .findFirst();
    }

    private static Optional<Thing> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var fields = JSON.readTree(Files.readString(file));
            var code = fields.path("code").asText("");
            return Optional.of(new Thing(
                    file.getFileName().toString().replace(".json", ""),
                    fields.path("dev").asText(""),
                    fields.path("kind").asText(""),
                    fields.path("model").asText("").replace('_', ' ').strip(),
                    fields.path("serial").asText(""),
                    fields.path("uuid").asText(""),
                    fields.path("fstype").asText(""),
                    fields.path("label").asText(""),
                    fields.path("size").asLong(),
                    fields.path("free").asLong(),
                    fields.path("state").asText(""),
                    code.equals("-") ? "" : code,
                    Instant.parse(fields.path("since").asText()),
                    left(fields)));
        } catch (JsonProcessingException | DateTimeParseException | NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant left(JsonNode fields) {
        return fields.path("present").asBoolean(true)
                ? null
                : Instant.parse(fields.path("left").asText());
    }
}
