package vn.sotruong.school.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import vn.sotruong.school.upkeep.Reading.Level;

/**
 * Ổ trong máy: what the built-in drives said of their health when root last asked them. A drive that says nothing of it
 * is absent, never called healthy.
 */
final class Drives {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 256 * 1024;
    private static final long WORN = 80;
    private static final long WORN_OUT = 100;
    /** {@code warning} of an NVMe drive: it is hot. */
    private static final long HOT = 2;

    private final Path file;

    /** @param run where root tells its facts */
    Drives(Path run) {
        file = run.resolve("drives.json");
    }

    /** One reading for each drive. */
    List<Reading> list() {
        var readings = new ArrayList<Reading>();
        read().path("drives").forEach(drive -> readings.add(reading(drive)));
        return readings.isEmpty() ? List.of(Reading.absent("health")) : readings;
    }

    private JsonNode read() {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? JSON.readTree(Files.readString(file))
                    : JSON.createObjectNode();
        } catch (IOException unreadable) {
            return JSON.createObjectNode();
        }
    }

    private static Reading reading(JsonNode drive) {
        var model = drive.path("model").asText("?");
        var used = number(drive, "used");
        if (!tells(drive)) {
            return new Reading("health-unknown", Level.ABSENT, List.of());
        }
        var level = failing(drive) ? Level.NOW : ageing(drive) ? Level.SOON : Level.GOOD;
        return used.isPresent()
                ? new Reading("health-worn", level, List.of(model, used.getAsLong()))
                : new Reading("health", level, List.of(model));
    }

    private static boolean tells(JsonNode drive) {
        return drive.path("passed").isBoolean()
                || Stream.of("used", "pending", "reallocated", "uncorrectable", "spare")
                        .anyMatch(name -> number(drive, name).isPresent());
    }

    private static boolean failing(JsonNode drive) {
        var passed = drive.path("passed");
        return (passed.isBoolean() && !passed.asBoolean())
                || (number(drive, "warning").orElse(0) & ~HOT) != 0
                || number(drive, "pending").orElse(0) > 0
                || number(drive, "uncorrectable").orElse(0) > 0
                || number(drive, "used").orElse(0) >= WORN_OUT
                || number(drive, "spare").orElse(Long.MAX_VALUE)
                        < number(drive, "spare_least").orElse(0);
    }

    private static boolean ageing(JsonNode drive) {
        return number(drive, "reallocated").orElse(0) > 0
                || number(drive, "used").orElse(0) >= WORN
                || drive.path("reserve_low").asBoolean(false);
    }

    private static OptionalLong number(JsonNode drive, String name) {
        var value = drive.path(name);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }
}
