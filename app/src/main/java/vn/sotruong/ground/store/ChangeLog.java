package vn.sotruong.ground.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Op;
import vn.sotruong.sync.bundle.StateDigest;

/** Đọc nhật ký: what other rooms may ask of the journal. Nobody but the writer adds to it. */
public final class ChangeLog {
    private ChangeLog() {}

    /**
     * Một dòng như đã ghi: a line as it is stored.
     *
     * @param head the chain's head after it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(long seq, long tx, Audience audience, String at, byte[] line, byte[] head) {}

    /**
     * What a receiver has not got yet.
     *
     * @param count lines for the receiver
     * @param oldest when the first of them was written
     */
    public record Waiting(long count, @Nullable Instant oldest) {}

    /** The lineage that lines are written in now. */
    public static Epochs.Lineage lineage(Handle handle) {
        return lineages(handle).getLast();
    }

    /** Every lineage of this journal, the oldest first. */
    public static List<Epochs.Lineage> lineages(Handle handle) {
        try {
            return Epochs.list(handle.getConnection());
        } catch (SQLException e) {
            throw new StoreFailed("cannot read the epochs", e);
        }
    }

    /** The newest of the scripts that made this store. */
    public static String newestScript(Handle handle) {
        return handle.createQuery(
                        "SELECT script FROM flyway_schema_history WHERE script IS NOT NULL ORDER BY installed_rank DESC")
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }

    /** The number of the newest line; the one before the lineage's first when it has none. */
    public static long lastSeq(Handle handle) {
        return handle.createQuery("SELECT max(seq) FROM change")
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> lineage(handle).firstSeq() - 1);
    }

    /** Whole transactions from {@code from} on: at least one, then more while there are at most {@code most} lines. */
    public static List<Stored> listFrom(Handle handle, long from, int most) {
        return handle.createQuery("""
                        SELECT seq, tx, audience, at, line, head FROM change
                         WHERE seq >= :from AND tx <= (
                               SELECT coalesce(
                                      (SELECT tx - 1 FROM change WHERE seq = :from + :most
                                          AND tx > (SELECT tx FROM change WHERE seq = :from)),
                                      CASE WHEN EXISTS (SELECT 1 FROM change WHERE seq = :from + :most)
                                           THEN (SELECT tx FROM change WHERE seq = :from)
                                           ELSE (SELECT tx FROM change ORDER BY seq DESC LIMIT 1) END))
                         ORDER BY seq""")
                .bind("from", from)
                .bind("most", most)
                .map((row, context) -> stored(row))
                .list();
    }

    /** Every line, in order, one after the other. */
    public static void forEach(Handle handle, Consumer<Stored> each) {
        try (var lines = handle.createQuery("SELECT seq, tx, audience, at, line, head FROM change ORDER BY seq")
                .map((row, context) -> stored(row))
                .iterator()) {
            lines.forEachRemaining(each);
        }
    }

    /** The line of this number. */
    public static Optional<Stored> find(Handle handle, long seq) {
        return handle.createQuery("SELECT seq, tx, audience, at, line, head FROM change WHERE seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> stored(row))
                .findOne();
    }

    /** All that ever happened to one row, the oldest first. */
    public static List<ChangeLine> historyOf(Handle handle, Entity entity, String id) {
        return handle.createQuery("SELECT line FROM change WHERE ent = :ent AND id = :id ORDER BY seq")
                .bind("ent", entity.table())
                .bind("id", id)
                .map((row, context) -> ChangeLine.parse(row.getBytes(1)))
                .list();
    }

    /** All that ever happened to these rows, row by row, the oldest first. Ids are of letters, digits and slashes. */
    public static void forEachOf(Handle handle, Entity entity, Collection<String> ids, Consumer<ChangeLine> each) {
        if (ids.isEmpty()) {
            return;
        }
        handle.createQuery("""
                        SELECT c.line FROM json_each(:ids) asked CROSS JOIN change c
                         WHERE c.ent = :ent AND c.id = asked.value ORDER BY asked.key, c.seq""")
                .bind("ids", ids.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")))
                .bind("ent", entity.table())
                .map((row, context) -> ChangeLine.parse(row.getBytes(1)))
                .forEach(each);
    }

    /**
     * What happened to a table's rows, row by row, the oldest line of each first.
     *
     * @param prefix with which the ids of the rows begin; empty for all
     * @param least how many lines a row has at least
     */
    public static void forEachRow(Handle handle, Entity entity, String prefix, int least, Consumer<ChangeLine> each) {
        handle.createQuery("""
                        SELECT c.line FROM change c JOIN (
                               SELECT id FROM change
                                WHERE ent = :ent AND id >= :prefix AND id < :prefix || char(1114111)
                                GROUP BY id HAVING count(*) >= :least) asked
                            ON c.ent = :ent AND c.id = asked.id
                         ORDER BY c.id, c.seq""")
                .bind("ent", entity.table())
                .bind("prefix", prefix)
                .bind("least", least)
                .map((row, context) -> ChangeLine.parse(row.getBytes(1)))
                .forEach(each);
    }

    /** Lines for the receiver after {@code seq}. */
    public static Waiting waitingAfter(Handle handle, long seq) {
        return handle.createQuery("SELECT count(*), min(at) FROM change WHERE seq > :seq AND audience = 'RECEIVER'")
                .bind("seq", seq)
                .map((row, context) -> {
                    var oldest = row.getString(2);
                    return new Waiting(row.getLong(1), oldest == null ? null : Instant.parse(oldest));
                })
                .one();
    }

    /** Whether after {@code seq} there is a line of one of these tables, or a change of status in one of those. */
    public static boolean waitsAfter(Handle handle, long seq, Set<Entity> tables, Set<Entity> statuses) {
        var any = Stream.concat(tables.stream(), statuses.stream())
                .map(Entity::table)
                .distinct()
                .toList();
        if (any.isEmpty()) {
            return false;
        }
        var whole = tables.stream().map(Entity::table).collect(Collectors.toSet());
        return handle
                .createQuery("""
                        SELECT ent, line FROM change
                         WHERE seq > :seq AND audience = 'RECEIVER' AND ent IN (<tables>) ORDER BY seq""")
                .bind("seq", seq)
                .bindList("tables", any)
                .map((row, context) -> whole.contains(row.getString(1))
                        || ChangeLine.parse(row.getBytes(2)).op() == Op.STATUS)
                .stream()
                .anyMatch(Boolean::booleanValue);
    }

    /** The digest of the receiver's rows as they stood after line {@code to}. */
    public static byte[] digestAt(Handle handle, long to) {
        var digest = new StateDigest();
        handle.createQuery("""
                        SELECT ent, id, max(seq) FROM change
                         WHERE audience = 'RECEIVER' AND seq <= :to GROUP BY ent, id ORDER BY ent, id""")
                .bind("to", to)
                .map((row, context) -> digest.add(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
        return digest.finish();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("seq"),
                row.getLong("tx"),
                Audience.valueOf(row.getString("audience")),
                row.getString("at"),
                row.getBytes("line"),
                row.getBytes("head"));
    }
}
