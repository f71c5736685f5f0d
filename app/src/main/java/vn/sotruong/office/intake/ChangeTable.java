package vn.sotruong.office.intake;

import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.ChangeLine;

/** Bảng change: lines are added, nothing else. */
final class ChangeTable {
    private static final int BATCH = 500;

    private ChangeTable() {}

    /** Takes one line: its number, its bytes unless it stayed in the school, its stored hash and chain head. */
    interface HashTaker {
        void take(long seq, byte @Nullable [] line, byte[] hash, byte[] head);
    }

    /** All lines of an epoch in order. */
    static void forEachHash(Handle handle, String school, String epoch, HashTaker taker) {
        try (var rows = handle
                .createQuery("""
                        SELECT seq, line, row_hash, head FROM change WHERE school = ? AND epoch = ? ORDER BY seq""")
                .bind(0, school)
                .bind(1, epoch)
                .map((row, context) -> {
                    taker.take(row.getLong(1), row.getBytes(2), row.getBytes(3), row.getBytes(4));
                    return true;
                })
                .stream()) {
            rows.forEach(taken -> {});
        }
    }

    static void add(Handle handle, String school, String epoch, String bundle, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch("""
                INSERT INTO change (school, epoch, seq, tx, ent, id, line, row_hash, head, bundle)
                VALUES (:school, :epoch, :seq, :tx, :ent, :id, :line, :hash, :head, :bundle)""")) {
            for (var line : lines) {
                var open = line.change();
                batch.bind("school", school)
                        .bind("epoch", epoch)
                        .bind("seq", line.seq())
                        .bind("tx", line.tx())
                        .bind("ent", open.map(ChangeLine::ent).orElse(null))
                        .bind("id", open.map(ChangeLine::id).orElse(null))
                        .bind("line", open.isPresent() ? line.entry().bytes() : null)
                        .bind("hash", line.hash())
                        .bind("head", line.head())
                        .bind("bundle", bundle)
                        .add();
            }
            batch.execute();
        }
    }

    /** Gives the open lines of a stretch in order, some hundreds at a time. @return how many */
    static long forEach(
            Handle handle, String school, StreamTable.Stretch stretch, Consumer<List<ChangeLine>> consumer) {
        var count = 0L;
        for (var from = stretch.from(); from <= stretch.to(); from += BATCH) {
            var lines = handle.createQuery("""
                            SELECT line FROM change WHERE school = :school AND epoch = :epoch
                               AND seq BETWEEN :first AND :until AND line IS NOT NULL ORDER BY seq""")
                    .bind("school", school)
                    .bind("epoch", stretch.epoch())
                    .bind("first", from)
                    .bind("until", Math.min(stretch.to(), from + BATCH - 1))
                    .mapTo(byte[].class)
                    .map(ChangeLine::parse)
                    .list();
            consumer.accept(lines);
            count += lines.size();
        }
        return count;
    }
}
