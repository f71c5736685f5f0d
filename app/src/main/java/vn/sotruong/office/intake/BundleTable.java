package vn.sotruong.office.intake;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.Receipt.Late;
import vn.sotruong.sync.bundle.Receipt.Status;

/** Bảng bundle và receipt: what was taken in, and what was signed for it. */
final class BundleTable {
    /** Một gói đã nhận, as its row. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            String id,
            String school,
            String epoch,
            String type,
            long from,
            long to,
            String head,
            String device,
            byte[] label,
            @Nullable String oldestAt,
            String madeAt,
            String receivedAt,
            Late late,
            Status status,
            long length,
            String path,
            Via via) {}

    private static final RowMapper<Signed> SIGNED =
            (row, context) -> new Signed(row.getLong("n"), row.getString("bundle"), row.getBytes("p7m"));

    /** Một biên nhận đã ký. */
    @SuppressWarnings("ArrayRecordComponent")
    record Signed(long n, String bundle, byte[] p7m) {}

    private BundleTable() {}

    static void add(Handle handle, Row row) {
        handle.createUpdate("""
                        INSERT INTO bundle (id, school, epoch, type, seq_from, seq_to, head, device, label, oldest_at, made_at,
                                            received_at, late, status, length, path, via)
                        VALUES (:id, :school, :epoch, :type, :from, :to, :head, :device, :label, :oldestAt, :madeAt,
                                :receivedAt, :late, :status, :length, :path, :via)""")
                .bind("id", row.id())
                .bind("school", row.school())
                .bind("epoch", row.epoch())
                .bind("type", row.type())
                .bind("from", row.from())
                .bind("to", row.to())
                .bind("head", row.head())
                .bind("device", row.device())
                .bind("label", row.label())
                .bind("oldestAt", row.oldestAt())
                .bind("madeAt", row.madeAt())
                .bind("receivedAt", row.receivedAt())
                .bind("late", row.late())
                .bind("status", row.status())
                .bind("length", row.length())
                .bind("path", row.path())
                .bind("via", row.via())
                .execute();
    }

    static Optional<Status> findStatus(Handle handle, String id) {
        return handle.createQuery("SELECT status FROM bundle WHERE id = ?")
                .bind(0, id)
                .mapTo(Status.class)
                .findOne();
    }

    /** Lines of the present lineage that were only stored are worked in now. */
    static void applied(Handle handle, String school, String epoch) {
        handle.createUpdate("UPDATE bundle SET status = 'APPLIED' WHERE school = ? AND epoch = ?")
                .bind(0, school)
                .bind(1, epoch)
                .execute();
    }

    static long countSigned(Handle handle, String device, String since) {
        return handle.createQuery("SELECT count(*) FROM bundle WHERE device = ? AND received_at >= ?")
                .bind(0, device)
                .bind(1, since)
                .mapTo(Long.class)
                .one();
    }

    /** Length of the sealed file of a bundle that was taken in, held or found in conflict. */
    static Optional<Long> findLength(Handle handle, String id) {
        return handle.createQuery("""
                        SELECT length FROM bundle WHERE id = :id
                         UNION SELECT length FROM hold WHERE id = :id AND released_at IS NULL
                         UNION SELECT length FROM fork WHERE id = :id""").bind("id", id).mapTo(Long.class).findOne();
    }

    static List<String> listPaths(Handle handle) {
        return handle.createQuery("SELECT path FROM bundle").mapTo(String.class).list();
    }

    static long lastReceipt(Handle handle, String school) {
        return handle.createQuery("SELECT coalesce(max(n), 0) FROM receipt WHERE school = ?")
                .bind(0, school)
                .mapTo(Long.class)
                .one();
    }

    static void addReceipt(Handle handle, String school, Signed receipt, String at) {
        handle.createUpdate("INSERT INTO receipt (school, n, bundle, at, p7m) VALUES (:school, :n, :bundle, :at, :p7m)")
                .bind("school", school)
                .bind("n", receipt.n())
                .bind("bundle", receipt.bundle())
                .bind("p7m", receipt.p7m())
                .bind("at", at)
                .execute();
    }

    static List<Signed> listReceipts(Handle handle, String school, long after, int most) {
        return handle.createQuery("SELECT n, bundle, p7m FROM receipt WHERE school = ? AND n > ? ORDER BY n LIMIT ?")
                .bind(0, school)
                .bind(1, after)
                .bind(2, most)
                .map(SIGNED)
                .list();
    }
}
