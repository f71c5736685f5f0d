package vn.sotruong.school.admission;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng danh sách chờ xác nhận. It keeps no journal: a list that was not confirmed has changed nothing. */
final class PupilListTable {
    private PupilListTable() {}

    /** A file that waits. */
    record Waiting(String fileName, String hash, String uploadedAt) {}

    static void put(Tx tx, String fileName, byte[] file, String hash) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO pupil_list (account, file_name, file, hash, uploaded_at)
                        VALUES (:account, :name, :file, :hash, :at)
                        ON CONFLICT (account) DO UPDATE SET file_name = excluded.file_name, file = excluded.file,
                            hash = excluded.hash, uploaded_at = excluded.uploaded_at""")
                .bind("account", tx.actor().account())
                .bind("name", fileName)
                .bind("file", file)
                .bind("hash", hash)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static Optional<Waiting> find(Handle handle, String account) {
        return handle.createQuery("SELECT file_name, hash, uploaded_at FROM pupil_list WHERE account = :account")
                .bind("account", account)
                .map((row, context) ->
                        new Waiting(row.getString("file_name"), row.getString("hash"), row.getString("uploaded_at")))
                .findOne();
    }

    /** The bytes of the file that waits. */
    static byte[] file(Handle handle, String account) {
        return handle.createQuery("SELECT file FROM pupil_list WHERE account = :account")
                .bind("account", account)
                .mapTo(byte[].class)
                .one();
    }

    static void remove(Tx tx) {
        tx.handle()
                .createUpdate("DELETE FROM pupil_list WHERE account = :account")
                .bind("account", tx.actor().account())
                .execute();
    }

    static void removeOlderThan(Tx tx, String moment) {
        tx.handle()
                .createUpdate("DELETE FROM pupil_list WHERE uploaded_at < :moment")
                .bind("moment", moment)
                .execute();
    }
}
