package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Bàn giáo viên: one teacher who types, commits and sends again, and remembers every answer. What the server said is
 * held against the store: {@link #settle} for the one request that was never answered, {@link #compare} for all others.
 */
final class Desk {
    private static final List<String> COLUMNS = List.of("tx1", "tx2", "tx3", "tx4", "gk", "ck");
    private static final int REMEMBERED = 6;
    private static final int LARGEST_BATCH = 45;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.(\\w+)\" value=\"([^\"]+)\"");

    /** Một ô. */
    private record Cell(String pupil, String col) {}

    /** Nội dung đã được xác nhận của một ô: no tenths after it was cleared. */
    private record Held(@Nullable Integer tenths, long rev) {}

    /** Một lệnh. */
    private record Command(
            String op, Cell cell, long base, @Nullable Integer tenths) {}

    private final Staffroom.Seat seat;
    private final Random random;
    private final int commitPercent;
    private final Map<Cell, Held> drafts = new HashMap<>();
    private final Map<Cell, Integer> marks = new HashMap<>();
    private final Set<String> carriedOut = new HashSet<>();
    private final ArrayDeque<List<Command>> answered = new ArrayDeque<>();
    private final Map<String, Long> revisions = new HashMap<>();

    // the request on its way
    private List<Command> sent = List.of();
    private @Nullable String committing;
    // what the teacher's page will send again after the server came back
    private List<Command> again = List.of();

    private String cookie;
    private String token = "";

    int acknowledged;
    int wholeBatches;
    int lostBatches;
    int commits;
    int resent;

    Desk(Staffroom.Seat seat, long seed, int commitPercent) {
        this.seat = seat;
        this.random = new Random(seed);
        this.commitPercent = commitPercent;
        cookie = seat.cookie();
    }

    /**
     * Đường dây: a connection to the school, as it runs now.
     *
     * @param answered told of every answer at once
     */
    record Line(HttpClient client, URI address, Runnable answered) {}

    /** Gets the page's token; signs in first where no session is open. */
    void sitDown(Line line) throws IOException {
        if (cookie.isEmpty()) {
            var door = send(line, request(line, "/sign-in").GET());
            take(door);
            var form =
                    form("username", seat.username(), "password", Staffroom.PASSWORD, "csrf", token, "next", "/sheets");
            var in = send(line, post(line, "/sign-in", form));
            assertThat(in.statusCode()).as("signing in").isEqualTo(303);
            take(in);
        }
        var page = send(line, request(line, "/sheets/" + seat.sheet().id()).GET());
        assertThat(page.statusCode()).as("the page of the sheet").isEqualTo(200);
        take(page);
    }

    /** What its browser would send along. */
    String cookie() {
        return "__Host-sotruong=" + cookie;
    }

    private void take(HttpResponse<String> answer) {
        for (var set : answer.headers().allValues("Set-Cookie")) {
            if (set.startsWith("__Host-sotruong=")) {
                cookie = set.substring("__Host-sotruong=".length()).split(";", 2)[0];
            }
        }
        var found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
    }

    /** One act; an {@link IOException} means that no answer came. */
    void act(Line line) throws IOException {
        if (!again.isEmpty()) {
            resend(line, again);
            again = List.of();
            return;
        }
        var dice = random.nextInt(100);
        if (dice < commitPercent) {
            commit(line);
        } else if (dice < commitPercent + 15 && !answered.isEmpty()) {
            resend(line, new ArrayList<>(answered).get(random.nextInt(answered.size())));
        } else {
            save(line, batch());
        }
    }

    /** Sends again what was answered last; nothing may come of it. */
    void repeatLast(Line line) throws IOException {
        if (!answered.isEmpty()) {
            resend(line, answered.getLast());
        }
    }

    private List<Command> batch() {
        var open = new ArrayList<Cell>();
        for (var pupil : seat.pupils()) {
            for (var col : COLUMNS) {
                var cell = new Cell(pupil, col);
                if (!marks.containsKey(cell)) {
                    open.add(cell);
                }
            }
        }
        Collections.shuffle(open, random);
        var batch = new ArrayList<Command>();
        for (var cell : open.subList(0, 1 + random.nextInt(LARGEST_BATCH))) {
            var held = drafts.get(cell);
            var now = held == null ? null : held.tenths();
            var op = "%016x%08x".formatted(random.nextLong(), random.nextInt());
            batch.add(new Command(op, cell, held == null ? 0 : held.rev(), other(now)));
        }
        return batch;
    }

    /** A value that is not the one there: a command that changes nothing leaves no event. */
    private @Nullable Integer other(@Nullable Integer now) {
        if (now != null && random.nextInt(20) == 0) {
            return null;
        }
        var next = random.nextInt(101);
        return now != null && next == now ? (next + 1) % 101 : Integer.valueOf(next);
    }

    private void save(Line line, List<Command> batch) throws IOException {
        sent = batch;
        var revs = kept(line, batch);
        sent = List.of();
        keep(batch, revs);
        acknowledged += batch.size();
    }

    /** Commands that were carried out are answered as then; the others are carried out now. */
    private void resend(Line line, List<Command> batch) throws IOException {
        resent++;
        if (!carriedOut.contains(batch.getFirst().op())) {
            save(line, batch);
            return;
        }
        var revs = kept(line, batch);
        for (var command : batch) {
            assertThat(revs.get(command.op()))
                    .as("answer to a repeated command")
                    .isEqualTo(revisions.get(command.op()));
        }
    }

    private void keep(List<Command> batch, Map<String, Long> revs) {
        for (var command : batch) {
            drafts.put(command.cell(), new Held(command.tenths(), revs.getOrDefault(command.op(), -1L)));
            carriedOut.add(command.op());
        }
        answered.addLast(batch);
        revisions.putAll(revs);
        if (answered.size() > REMEMBERED) {
            answered.removeFirst().forEach(old -> revisions.remove(old.op()));
        }
    }

    private Map<String, Long> kept(Line line, List<Command> batch) throws IOException {
        var request = request(line, "/sheets/" + seat.sheet().id() + "/ops")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-CSRF", token)
                .POST(BodyPublishers.ofString(json(batch)));
        var answer = send(line, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var revs = new HashMap<String, Long>();
        for (var each : JSON.readTree(answer.body()).path("answers")) {
            assertThat(each.path("is").asText()).as(each.toString()).isEqualTo("kept");
            revs.put(each.path("op").asText(), each.path("rev").asLong());
        }
        assertThat(revs.keySet())
                .isEqualTo(Set.copyOf(batch.stream().map(Command::op).toList()));
        return revs;
    }

    private static String json(List<Command> batch) throws JsonProcessingException {
        var ops = new ArrayList<Map<String, Object>>();
        for (var command : batch) {
            var tenths = command.tenths();
            ops.add(Map.of(
                    "op", command.op(),
                    "pupil", command.cell().pupil(),
                    "col", command.cell().col(),
                    "base", command.base(),
                    "value", tenths == null ? "" : tenths / 10 + "," + tenths % 10));
        }
        return JSON.writeValueAsString(Map.of("ops", ops));
    }

    /** Ghi sổ một cột: a regular one, so that cells remain to type in. */
    private void commit(Line line) throws IOException {
        var path = "/sheets/" + seat.sheet().id() + "/commit";
        var page = send(line, request(line, path).GET());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        var seals = new TreeMap<String, String>();
        SEAL.matcher(page.body()).results().forEach(seal -> seals.put(seal.group(1), seal.group(2)));
        seals.keySet().removeAll(Set.of("gk", "ck"));
        if (seals.isEmpty()) {
            return;
        }
        var col = new ArrayList<>(seals.keySet()).get(random.nextInt(seals.size()));
        committing = col;
        var answer = send(line, post(line, path, form("csrf", token, "col", col, "seal." + col, seals.get(col))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse(""))
                .endsWith("?done=" + waiting(col).size());
        committing = null;
        commits++;
        enter(col);
    }

    private List<Cell> waiting(String col) {
        return drafts.entrySet().stream()
                .filter(each ->
                        each.getKey().col().equals(col) && each.getValue().tenths() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void enter(String col) {
        for (var cell : waiting(col)) {
            var held = drafts.remove(cell);
            var tenths = held == null ? null : held.tenths();
            marks.put(cell, tenths == null ? Integer.valueOf(-1) : tenths);
        }
    }

    /** Looks what became of the request that had no answer: it must have happened whole, or not at all. */
    void settle(Handle store) {
        if (!sent.isEmpty()) {
            settleBatch(store, sent);
            again = random.nextBoolean() ? sent : List.of();
            sent = List.of();
        }
        if (committing != null) {
            var found = store.createQuery("SELECT pupil FROM mark WHERE sheet = ? AND col = ?")
                    .bind(0, seat.sheet().id())
                    .bind(1, committing)
                    .mapTo(String.class)
                    .set();
            var col = committing;
            var there = waiting(col).stream()
                    .filter(cell -> found.contains(cell.pupil()))
                    .count();
            assertThat(there).as("marks of an unanswered commit").isIn(0L, (long)
                    waiting(col).size());
            if (there > 0) {
                enter(col);
            }
            committing = null;
        }
    }

    private void settleBatch(Handle store, List<Command> batch) {
        var found = new HashMap<String, Long>();
        store.createQuery("SELECT op, n FROM cell_event WHERE op IN (<ops>)")
                .bindList("ops", batch.stream().map(Command::op).toList())
                .map((row, context) -> Map.entry(row.getString("op"), row.getLong("n")))
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        assertThat(found.size()).as("commands of an unanswered batch").isIn(0, batch.size());
        if (found.isEmpty()) {
            lostBatches++;
        } else {
            wholeBatches++;
            keep(batch, found);
        }
    }

    /** Every cell of the sheet holds what was acknowledged last, and nothing else is there. */
    void compare(Handle store) {
        var storedDrafts = new HashMap<Cell, Held>();
        store.createQuery("SELECT pupil, col, tenths, rev FROM draft WHERE sheet = ?")
                .bind(0, seat.sheet().id())
                .map((row, context) -> {
                    var tenths = row.getInt("tenths");
                    var held = new Held(row.wasNull() ? null : Integer.valueOf(tenths), row.getLong("rev"));
                    return Map.entry(new Cell(row.getString("pupil"), row.getString("col")), held);
                })
                .forEach(each -> storedDrafts.put(each.getKey(), each.getValue()));
        var storedMarks = new HashMap<Cell, Integer>();
        store.createQuery("SELECT pupil, col, tenths FROM mark WHERE sheet = ?")
                .bind(0, seat.sheet().id())
                .map((row, context) ->
                        Map.entry(new Cell(row.getString("pupil"), row.getString("col")), row.getInt("tenths")))
                .forEach(each -> storedMarks.put(each.getKey(), each.getValue()));
        assertThat(storedDrafts).as("acknowledged drafts").isEqualTo(drafts);
        assertThat(storedMarks).as("acknowledged marks").isEqualTo(marks);
    }

    int carriedOut() {
        return carriedOut.size();
    }

    int marks() {
        return marks.size();
    }

    private HttpRequest.Builder request(Line line, String path) {
        return HttpRequest.newBuilder(line.address().resolve(path))
                .timeout(PATIENCE)
                .header("Cookie", "__Host-sotruong=" + cookie);
    }

    private HttpRequest.Builder post(Line line, String path, String form) {
        return request(line, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static String form(@Nullable String... fields) {
        var form = new StringBuilder();
        for (var i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
            form.append(URLEncoder.encode(String.valueOf(fields[i + 1]), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static HttpResponse<String> send(Line line, HttpRequest.Builder request) throws IOException {
        try {
            var answer = line.client().send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            line.answered().run();
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
