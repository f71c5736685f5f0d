package vn.sotruong.school.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng khóa lưu trữ. */
final class ArchiveKeyTable {
    static final Entity ARCHIVE_KEY = Entity.of("archive_key", Audience.RECEIVER, "id");

    private ArchiveKeyTable() {}

    /** A decision that waits for a board member. */
    record Decided(String id, String decision, String by, Instant at) {}

    static Optional<ArchiveKey> findCurrent(Handle handle) {
        return handle.createQuery("SELECT * FROM archive_key WHERE state = 'CURRENT'")
                .map((row, context) -> key(row))
                .findOne();
    }

    static Optional<Decided> findDecided(Handle handle) {
        return handle.createQuery("SELECT * FROM archive_key WHERE state = 'DECIDED'")
                .map((row, context) -> new Decided(
                        row.getString("id"),
                        row.getString("decision"),
                        row.getString("decided_by"),
                        Instant.parse(row.getString("decided_at"))))
                .findOne();
    }

    static void decide(Tx tx, Decided decided) {
        tx.create(ARCHIVE_KEY, row(decided, "DECIDED"));
    }

    /** Takes a decision back that nobody executed. */
    static void withdraw(Tx tx, Decided decided) {
        tx.status(ARCHIVE_KEY, row(decided, "RETIRED"), decided.decision());
    }

    static void retire(Tx tx, ArchiveKey key, String why) {
        var row = stored(tx.handle(), key.id());
        row.put("state", "RETIRED");
        tx.status(ARCHIVE_KEY, row, why);
    }

    static void execute(Tx tx, Decided decided, String by, ArchiveKey key) {
        var row = row(decided, "CURRENT");
        row.put("executed_by", by);
        row.put("executed_at", Moments.text(key.madeAt()));
        row.put("needed", (long) key.needed());
        row.put("cards", (long) key.cards());
        row.put("holders", String.join(" ", key.holders()));
        row.put("fingerprint", key.fingerprint());
        row.put("certificate", key.pem());
        tx.status(ARCHIVE_KEY, row, decided.decision());
    }

    private static Map<String, @Nullable Object> row(Decided decided, String state) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", decided.id());
        row.put("state", state);
        row.put("decision", decided.decision());
        row.put("decided_by", decided.by());
        row.put("decided_at", Moments.text(decided.at()));
        for (var unknown :
                List.of("executed_by", "executed_at", "needed", "cards", "holders", "fingerprint", "certificate")) {
            row.put(unknown, null);
        }
        return row;
    }

    private static Map<String, @Nullable Object> stored(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM archive_key WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> {
                    var all = new HashMap<String, @Nullable Object>();
                    for (var text : List.of(
                            "id",
                            "state",
                            "decision",
                            "decided_by",
                            "decided_at",
                            "executed_by",
                            "executed_at",
                            "holders",
                            "fingerprint",
                            "certificate")) {
                        all.put(text, row.getString(text));
                    }
                    all.put("needed", row.getLong("needed"));
                    all.put("cards", row.getLong("cards"));
                    return all;
                })
                .one();
    }

    private static ArchiveKey key(ResultSet row) throws SQLException {
        return new ArchiveKey(
                row.getString("id"),
                row.getString("decision"),
                row.getInt("needed"),
                row.getInt("cards"),
                List.of(row.getString("holders").split(" ", -1)),
                row.getString("fingerprint"),
                row.getString("certificate"),
                Instant.parse(row.getString("executed_at")));
    }
}
