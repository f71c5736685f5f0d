package vn.sotruong.backup.disc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Khay bộ sao lưu: the finished sets in the spool, and which of them a medium still lacks. */
public final class Tray {
    /** A set that lies on a stick is read again after this long. */
    static final Duration FRESH = Duration.ofDays(30);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 64 * 1024;
    private static final Pattern MOMENT = Pattern.compile("^.*-([0-9]{8}T[0-9]{6}Z)-([0-9]+)$");
    private static final Pattern NIGHTLY = Pattern.compile("^.*-NIGHTLY-[0-9]{8}T[0-9]{6}Z-[0-9]+$");

    private final Path sets;
    private final Path results;

    /**
     * @param sets {@code spool/sets}
     * @param results {@code spool/media}
     */
    public Tray(Path sets, Path results) {
        this.sets = sets;
        this.results = results;
    }

    /** Every finished set, the newest first. */
    public List<Path> list() throws IOException {
        if (!Files.isDirectory(sets)) {
            return List.of();
        }
        try (var all = Files.list(sets)) {
            return all.filter(Files::isDirectory)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(Tray::madeAt).reversed())
                    .toList();
        }
    }

    /** What a stick lacks: the newest set, and every one that is for keeping. The newest first: it counts most. */
    public List<Path> lackedBy(UsbFolder stick) throws IOException {
        var all = list();
        var lacked = new ArrayList<Path>();
        for (var set : all) {
            if ((set.equals(all.getFirst()) || isForKeeping(set)) && !stick.holds(name(set))) {
                lacked.add(set);
            }
        }
        return lacked;
    }

    /** What lies on a stick and was not found whole there lately. */
    public List<Path> unreadOn(UsbFolder stick, Instant now) throws IOException {
        var unread = new ArrayList<Path>();
        for (var set : list()) {
            var last = results(name(set), stick.kind()).stream()
                    .filter(each -> each.place().equals(stick.place()))
                    .findFirst();
            if (stick.holds(name(set))
                    && last.filter(each ->
                                    each.verified() && each.at().plus(FRESH).isAfter(now))
                            .isEmpty()) {
                unread.add(set);
            }
        }
        return unread;
    }

    /** The newest set for keeping that lies on no disc yet. */
    public Optional<Path> findDueForDisc() throws IOException {
        for (var set : list()) {
            if (isForKeeping(set) && results(name(set), "dvd").stream().noneMatch(Result::verified)) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** Not one of the nightly sets, which come and go. */
    private static boolean isForKeeping(Path set) {
        return !NIGHTLY.matcher(name(set)).matches();
    }

    /** What is told of a set in the spool. */
    private record Result(String place, boolean verified, Instant at) {}

    /** The newest first. */
    private List<Result> results(String set, String kind) throws IOException {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        var found = new ArrayList<Result>();
        try (var all = Files.newDirectoryStream(results, set + "." + kind + "-*.json")) {
            for (var file : all) {
                read(file, set).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Result::at).reversed());
        return found;
    }

    private static Optional<Result> read(Path file, String set) throws IOException {
        if (Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            var fields = JSON.readTree(Files.readString(file));
            return fields.path("set").asText().equals(set)
                    ? Optional.of(new Result(
                            fields.path("place").asText(),
                            fields.path("state").asText().equals(Outcome.State.VERIFIED.name()),
                            Instant.parse(fields.path("at").asText())))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeParseException unreadable) {
            // proves nothing
            return Optional.empty();
        }
    }

    private static String name(Path set) {
        return set.getFileName().toString();
    }

    /** The moment in a set's name, {@code …-20261121T101500Z-42}. */
    private static String madeAt(Path set) {
        var match = MOMENT.matcher(name(set));
        return match.matches() ? match.group(1) + "-%20s".formatted(match.group(2)) : "";
    }
}
