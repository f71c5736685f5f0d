package vn.sotruong.office.marks;

import org.jdbi.v3.core.Handle;
import vn.sotruong.sync.bundle.ChangeLine;

/** Bảng latest: which line speaks last for each row. */
final class LatestTable {
    private LatestTable() {}

    /** Takes one row and the number of its last line. */
    interface Taker {
        void take(String ent, String id, long seq);
    }

    static void put(Handle handle, String school, String epoch, ChangeLine line) {
        handle.createUpdate("""
                        INSERT INTO latest (school, ent, id, epoch, seq) VALUES (:school, :ent, :id, :epoch, :seq)
                        ON CONFLICT DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq""")
                .bind("school", school)
                .bind("ent", line.ent())
                .bind("id", line.id())
                .bind("epoch", epoch)
                .bind("seq", line.seq())
                .execute();
    }

    /** In ascending order of entity and id, as bytes. */
    static void forEach(Handle handle, String school, Taker taker) {
        try (var rows = handle
                .createQuery("SELECT ent, id, seq FROM latest WHERE school = ? ORDER BY ent, id")
                .bind(0, school)
                .map((row, context) -> {
                    taker.take(row.getString(1), row.getString(2), row.getLong(3));
                    return true;
                })
                .stream()) {
            rows.forEach(taken -> {});
        }
    }

    static void clear(Handle handle, String school) {
        handle.createUpdate("DELETE FROM latest WHERE school = ?")
                .bind(0, school)
                .execute();
    }
}
