package vn.sotruong.school.admission;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng danh sách giáo viên, lớp chờ xác nhận. It keeps no journal. */
final class WaitingTable {
    private WaitingTable() {}

    /** A file that waits; {@code tab} is null while nobody had to choose a sheet. */
    record Waiting(String fileName, String hash, @Nullable String tab, String uploadedAt) {}

    static void put(Tx tx, Lists.Kind kind, String fileName, byte[] file, String hash) {
        remove(tx, kind);
        tx.handle()
                .createUpdate("""
                        INSERT INTO waiting_list (account, kind, file_name, file, hash, tab, uploaded_at)
                        VALUES (:account, :kind, :name, :file, :hash, NULL, :at)""")
                .bind("account", tx.actor().account())
                .bind("kind", kind.name())
                .bind("name", fileName)
                .bind("file", file)
                .bind("hash", hash)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static void choose(Tx tx, Lists.Kind kind, String tab) {
        tx.handle()
                .createUpdate("UPDATE waiting_list SET tab = :tab WHERE account = :account AND kind = :kind")
                .bind("tab", tab)
                .bind("account", tx.actor().account())
                .bind("kind", kind.name())
                .execute();
    }

    static Optional<Waiting> find(Handle handle, String account, Lists.Kind kind) {
        return handle.createQuery("""
                        SELECT file_name, hash, tab, uploaded_at FROM waiting_list
                         WHERE account = :account AND kind = :kind""")
                .bind("account", account)
                .bind("kind", kind.name())
                .map((row, context) -> new Waiting(
                        row.getString("file_name"),
                        row.getString("hash"),
                        row.getString("tab"),
                        row.getString("uploaded_at")))
                .findOne();
    }

    static byte[] file(Handle handle, String account, Lists.Kind kind) {
        return handle.createQuery("SELECT file FROM waiting_list WHERE account = :account AND kind = :kind")
                .bind("account", account)
                .bind("kind", kind.name())
                .mapTo(byte[].class)
                .one();
    }

    static void remove(Tx tx, Lists.Kind kind) {
        tx.handle()
                .createUpdate("DELETE FROM waiting_list WHERE account = :account AND kind = :kind")
                .bind("account", tx.actor().account())
                .bind("kind", kind.name())
                .execute();
    }

    static void removeOlderThan(Tx tx, String moment) {
        tx.handle()
                .createUpdate("DELETE FROM waiting_list WHERE uploaded_at < :moment")
                .bind("moment", moment)
                .execute();
    }
}
