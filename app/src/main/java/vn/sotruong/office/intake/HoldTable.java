package vn.sotruong.office.intake;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bảng hold: bundles that wait for their predecessor. */
final class HoldTable {
    /** Một gói chờ. */
    record Hold(
            String id,
            String school,
            String epoch,
            long from,
            long to,
            String need,
            String receivedAt,
            String path,
            Via via,
            long length) {}

    private static final RowMapper<Hold> HOLD = (row, context) -> new Hold(
            row.getString("id"),
            row.getString("school"),
            row.getString("epoch"),
            row.getLong("seq_from"),
            row.getLong("seq_to"),
            row.getString("need"),
            row.getString("received_at"),
            row.getString("path"),
            Via.valueOf(row.getString("via")),
            row.getLong("length"));

    private HoldTable() {}

    static void add(Handle handle, Hold hold) {
        handle.createUpdate("""
                        INSERT INTO hold (id, school, epoch, seq_from, seq_to, need, received_at, path, via, length)
                        VALUES (:id, :school, :epoch, :from, :to, :need, :receivedAt, :path, :via, :length)
                        ON CONFLICT DO UPDATE SET need = excluded.need""")
                .bind("id", hold.id())
                .bind("school", hold.school())
                .bind("epoch", hold.epoch())
                .bind("from", hold.from())
                .bind("to", hold.to())
                .bind("need", hold.need())
                .bind("receivedAt", hold.receivedAt())
                .bind("path", hold.path())
                .bind("via", hold.via())
                .bind("length", hold.length())
                .execute();
    }

    static List<Hold> listWaiting(Handle handle, String school) {
        return handle.createQuery("""
                        SELECT * FROM hold WHERE school = ? AND released_at IS NULL ORDER BY epoch, seq_from, seq_to""").bind(0, school).map(HOLD).list();
    }

    static List<String> listSchools(Handle handle) {
        return handle.createQuery("SELECT DISTINCT school FROM hold WHERE released_at IS NULL")
                .mapTo(String.class)
                .list();
    }

    static Optional<Hold> findWaiting(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM hold WHERE id = ? AND released_at IS NULL")
                .bind(0, id)
                .map(HOLD)
                .findOne();
    }

    static List<String> listPaths(Handle handle) {
        return handle.createQuery("SELECT path FROM hold WHERE released_at IS NULL")
                .mapTo(String.class)
                .list();
    }

    static void release(Handle handle, String id, String now) {
        handle.createUpdate("UPDATE hold SET released_at = :now WHERE id = :id AND released_at IS NULL")
                .bind("id", id)
                .bind("now", now)
                .execute();
    }
}
