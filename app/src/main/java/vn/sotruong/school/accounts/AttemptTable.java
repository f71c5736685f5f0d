package vn.sotruong.school.accounts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng số lần thử: so that a restart gives nobody new guesses. */
final class AttemptTable {
    private AttemptTable() {}

    /** All of them, the oldest first. */
    static Map<String, Attempts.Failures> map(Handle handle) {
        var known = new LinkedHashMap<String, Attempts.Failures>();
        handle.createQuery("SELECT what, count, last_at FROM attempt ORDER BY last_at, what")
                .map((row, context) -> Map.entry(
                        row.getString("what"),
                        new Attempts.Failures(row.getInt("count"), Instant.parse(row.getString("last_at")))))
                .forEach(each -> known.put(each.getKey(), each.getValue()));
        return known;
    }

    static void put(Tx tx, String what, Attempts.Failures failures) {
        tx.handle()
                .execute(
                        "INSERT OR REPLACE INTO attempt (what, count, last_at) VALUES (?, ?, ?)",
                        what,
                        failures.count(),
                        Moments.text(failures.last()));
    }

    static void remove(Tx tx, String what) {
        tx.handle().execute("DELETE FROM attempt WHERE what = ?", what);
    }

    /** What is older counts no more. */
    static void sweep(Tx tx, Instant before) {
        tx.handle().execute("DELETE FROM attempt WHERE last_at < ?", Moments.text(before));
    }
}
