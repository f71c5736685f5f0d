package vn.sotruong.school;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.school.gradebook.Gradebook;

/**
 * Đo kho: durable, journalled, chained commits of marks, beside commits of the same rows by the same encrypted SQLite on
 * the same disk, without journal or chain.
 */
@Tag("bench")
class StoreBench {
    private static final Actor TEACHER = new Actor("bench", "bench");
    private static final List<String> COLUMNS = List.of("tx1", "tx2", "tx3", "tx4", "gk", "ck");
    private static final int TEACHERS = 60;
    private static final int EACH = 10;

    @TempDir
    private Path folder;

    private final Queue<Map<String, @Nullable Object>> rows = new ConcurrentLinkedQueue<>();

    @Test
    void commits() throws Exception {
        var data = folder.resolve("data");
        for (var seat : Staffroom.found(data, 8)) {
            for (var pupil : seat.pupils()) {
                for (var col : COLUMNS) {
                    rows.add(row(seat.sheet().id(), pupil, col));
                }
            }
        }
        var twins = new ArrayDeque<>(rows);
        var random = new SecureRandom();
        try (var house = House.open(new DataFolder(data), Duration.ofMinutes(10), Clock.systemUTC(), random);
                var bare = Sqlite.openWriter(folder.resolve("bare.db"), DatabaseKey.random(random))) {
            prepare(bare);
            for (var size : List.of(1, 45, 360)) {
                var turns = size == 360 ? 15 : 50;
                var base = Figures.measure(turns / 3, turns, () -> insert(bare, take(twins, size)));
                var ours = Figures.measure(turns / 3, turns, () -> write(house, take(size)));
                var name = size == 1 ? "commit of one mark" : "commit of " + size + " marks";
                Figures.put("bare SQLite " + name + ", p50 ms", base.p50());
                Figures.keep(name, ours, "bare SQLite", base);
            }
            crowd(house);
        }
    }

    private static Map<String, @Nullable Object> row(String sheet, String pupil, String col) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", pupil);
        row.put("col", col);
        row.put("tenths", 75L);
        row.put("word", null);
        row.put("first_at", null);
        row.put("entered_by", "teacher");
        row.put("entered_at", "2026-11-20T02:03:04.567Z");
        return row;
    }

    private List<Map<String, @Nullable Object>> take(int size) {
        return take(rows, size);
    }

    private static List<Map<String, @Nullable Object>> take(Queue<Map<String, @Nullable Object>> from, int size) {
        var taken = new ArrayList<Map<String, @Nullable Object>>();
        for (var i = 0; i < size; i++) {
            taken.add(from.remove());
        }
        return taken;
    }

    private static void write(House house, List<Map<String, @Nullable Object>> marks) {
        house.db.write(TEACHER, tx -> {
            for (var mark : marks) {
                mark.put("entered_at", Moments.text(tx.now()));
                tx.create(Gradebook.MARK, mark);
            }
            return marks.size();
        });
    }

    private static void prepare(Connection bare) throws Exception {
        try (var statement = bare.createStatement()) {
            statement.execute("""
                    CREATE TABLE mark (sheet TEXT NOT NULL, pupil TEXT NOT NULL, col TEXT NOT NULL, tenths INTEGER,
                        entered_by TEXT NOT NULL, entered_at TEXT NOT NULL, seq INTEGER NOT NULL,
                        PRIMARY KEY (sheet, pupil, col)) STRICT, WITHOUT ROWID""");
        }
        bare.setAutoCommit(false);
    }

    private static void insert(Connection bare, List<Map<String, @Nullable Object>> marks) throws Exception {
        try (var insert = bare.prepareStatement("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, 0)")) {
            for (var mark : marks) {
                var at = 1;
                for (var column : List.of("sheet", "pupil", "col", "tenths", "entered_by", "entered_at")) {
                    insert.setObject(at++, mark.get(column));
                }
                insert.executeUpdate();
            }
        }
        bare.commit();
    }

    /** Sixty at once share commits; one after the other, each pays for its own. */
    private void crowd(House house) throws Exception {
        var alone = Figures.measure(0, 1, () -> {
            for (var i = 0; i < TEACHERS * EACH / 3; i++) {
                write(house, take(1));
            }
        });
        var together = Figures.measure(0, 1, () -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var working = new ArrayList<Future<?>>();
                for (var i = 0; i < TEACHERS; i++) {
                    working.add(threads.submit(() -> {
                        for (var turn = 0; turn < EACH; turn++) {
                            write(house, take(1));
                        }
                    }));
                }
                for (var each : working) {
                    each.get();
                }
            }
        });
        var one = TEACHERS * EACH / 3 / alone.p50() * 1000;
        var many = TEACHERS * EACH / together.p50() * 1000;
        Figures.put("one after the other, durable saves a second", one);
        Figures.put("60 teachers at once, durable saves a second", many);
        Figures.put("60 teachers at once, as a multiple of one after the other", many / one);
    }
}
