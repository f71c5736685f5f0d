package vn.sotruong.office.registry;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.Chain;

/** Bảng officer_log: each line a canonical JSON text, chained from 32 zero bytes by the journal's own link. */
final class OfficerLogTable {
    private static final int HASH_BYTES = 32;

    private OfficerLogTable() {}

    static void add(Tx tx, String deed, String subject) {
        var newest = tx.handle()
                .createQuery("SELECT n, head FROM officer_log ORDER BY n DESC LIMIT 1")
                .map((row, context) -> Map.entry(row.getLong(1), row.getBytes(2)))
                .findOne()
                .orElse(Map.entry(0L, new byte[HASH_BYTES]));
        var n = newest.getKey() + 1;
        var line = CanonicalJson.write(Map.of(
                "n",
                n,
                "at",
                Moments.text(tx.now()),
                "officer",
                tx.actor().account(),
                "session",
                tx.actor().session(),
                "deed",
                deed,
                "subject",
                subject));
        tx.handle()
                .createUpdate("INSERT INTO officer_log (n, line, head) VALUES (?, ?, ?)")
                .bind(0, n)
                .bind(1, line)
                .bind(2, Chain.next(newest.getValue(), Chain.lineHash(line)))
                .execute();
    }

    /** The first place where the log does not hold, if there is one. */
    static Optional<String> findBreak(Handle handle) {
        var head = new byte[HASH_BYTES];
        var expected = 1L;
        try (var lines = handle
                .createQuery("SELECT n, line, head FROM officer_log ORDER BY n")
                .map((row, context) -> new Logged(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                .stream()) {
            for (var each : (Iterable<Logged>) lines::iterator) {
                head = Chain.next(head, Chain.lineHash(each.line()));
                if (each.n() != expected || !HexFormat.of().formatHex(head).equals(each.headHex())) {
                    return Optional.of("officer_log " + expected + ": the chain breaks here");
                }
                expected++;
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Logged(long n, byte[] line, byte[] head) {
        String headHex() {
            return HexFormat.of().formatHex(head);
        }
    }
}
