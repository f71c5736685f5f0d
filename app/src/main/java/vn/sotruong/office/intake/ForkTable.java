package vn.sotruong.office.intake;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bảng fork: evidence of two histories. */
final class ForkTable {
    /** Một gói mâu thuẫn. */
    record Fork(
            String id,
            String school,
            String epoch,
            long from,
            long to,
            long atSeq,
            String ownHead,
            String theirHead,
            String receivedAt,
            String path,
            long length) {}

    private static final RowMapper<Fork> FORK = (row, context) -> new Fork(
            row.getString("id"),
            row.getString("school"),
            row.getString("epoch"),
            row.getLong("seq_from"),
            row.getLong("seq_to"),
            row.getLong("at_seq"),
            row.getString("own_head"),
            row.getString("their_head"),
            row.getString("received_at"),
            row.getString("path"),
            row.getLong("length"));

    private ForkTable() {}

    static void add(Handle handle, Fork fork) {
        handle.createUpdate("""
                        INSERT INTO fork (id, school, epoch, seq_from, seq_to, at_seq, own_head, their_head, received_at, path,
                                          length)
                        VALUES (:id, :school, :epoch, :from, :to, :atSeq, :ownHead, :theirHead, :receivedAt, :path,
                                :length)""")
                .bind("id", fork.id())
                .bind("school", fork.school())
                .bind("epoch", fork.epoch())
                .bind("from", fork.from())
                .bind("to", fork.to())
                .bind("atSeq", fork.atSeq())
                .bind("ownHead", fork.ownHead())
                .bind("theirHead", fork.theirHead())
                .bind("receivedAt", fork.receivedAt())
                .bind("path", fork.path())
                .bind("length", fork.length())
                .execute();
    }

    static List<Fork> list(Handle handle, String school) {
        return handle.createQuery("SELECT * FROM fork WHERE school = ? ORDER BY epoch, seq_from, seq_to")
                .bind(0, school)
                .map(FORK)
                .list();
    }

    static Optional<Fork> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM fork WHERE id = ?")
                .bind(0, id)
                .map(FORK)
                .findOne();
    }

    static List<String> listPaths(Handle handle) {
        return handle.createQuery("SELECT path FROM fork").mapTo(String.class).list();
    }
}
