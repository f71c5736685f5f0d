package vn.sotruong.school.safekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Khay yêu cầu: how a command line asks the running app for a set, since the app alone writes to the store. A request is
 * a file {@code take-ID.json}; the answer appears beside it as {@code take-ID.answer.json}.
 */
final class Requests {
    private static final Pattern REQUEST = Pattern.compile("take-([0-9a-z]{13})\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 4096;

    private final Path folder;

    /** @param spool the spool that the programs share */
    Requests(Path spool) {
        this.folder = spool.resolve("requests");
    }

    /** A request that waits. */
    record Request(String id, Session session) {}

    /**
     * What became of a request.
     *
     * @param set the set's name, or empty
     * @param reason why there is none, or empty
     */
    record Answer(String set, String reason, String detail) {
        boolean made() {
            return !set.isEmpty();
        }
    }

    void ask(String id, Session session) {
        put("take-" + id + ".json", Map.of("v", 1, "session", session.name()));
    }

    /** Requests without an answer; what is no request of ours is left alone. */
    List<Request> list() {
        var waiting = new ArrayList<Request>();
        if (!Files.isDirectory(folder)) {
            return waiting;
        }
        try (var all = Files.list(folder)) {
            for (var file : all.sorted().toList()) {
                var name = REQUEST.matcher(file.getFileName().toString());
                if (name.matches()
                        && !Files.exists(answerOf(name.group(1)))
                        && Files.isRegularFile(file)
                        && Files.size(file) <= LARGEST) {
                    read(file, name.group(1)).ifPresent(waiting::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return waiting;
    }

    void answer(Request request, Taking taking) {
        var fields = new TreeMap<String, Object>();
        fields.put("v", 1);
        switch (taking) {
            case Taking.Made(var set) -> fields.put("set", set.name());
            case Taking.Refused(var reason, var detail) -> {
                fields.put("reason", reason.name());
                fields.put("detail", detail);
            }
        }
        put("take-" + request.id() + ".answer.json", fields);
    }

    Optional<Answer> find(String id) {
        var file = answerOf(id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var fields = JSON.readTree(Files.readString(file));
            return Optional.of(new Answer(
                    fields.path("set").asText(""),
                    fields.path("reason").asText(""),
                    fields.path("detail").asText("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a request and its answer away; whoever asked does this. */
    void clear(String id) {
        try {
            Files.deleteIfExists(folder.resolve("take-" + id + ".json"));
            Files.deleteIfExists(answerOf(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path answerOf(String id) {
        return folder.resolve("take-" + id + ".answer.json");
    }

    private static Optional<Request> read(Path file, String id) throws IOException {
        try {
            var session = JSON.readTree(Files.readString(file)).path("session").asText();
            return Optional.of(new Request(id, Session.valueOf(session)));
        } catch (JsonProcessingException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private void put(String name, Map<String, Object> fields) {
        var partial = folder.resolve("." + name + ".partial");
        try {
            Files.createDirectories(folder);
            try (var out = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
