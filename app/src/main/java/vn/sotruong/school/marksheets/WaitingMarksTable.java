package vn.sotruong.school.marksheets;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng tệp điểm chờ xác nhận. It keeps no journal. */
final class WaitingMarksTable {
    private WaitingMarksTable() {}

    /**
     * A file that waits.
     *
     * @param tab the sheet that was chosen; null while nobody had to choose
     * @param mapping which column holds what; null while nobody had to say
     */
    record Waiting(
            String fileName,
            String hash,
            @Nullable String tab,
            @Nullable String mapping) {}

    static void put(Tx tx, String sheet, String fileName, byte[] file, String hash) {
        remove(tx, sheet);
        tx.handle()
                .createUpdate("""
                        INSERT INTO waiting_marks (account, sheet, file_name, file, hash, tab, mapping, uploaded_at)
                        VALUES (:account, :sheet, :name, :file, :hash, NULL, NULL, :at)""")
                .bind("account", tx.actor().account())
                .bind("sheet", sheet)
                .bind("name", fileName)
                .bind("file", file)
                .bind("hash", hash)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static void map(Tx tx, String sheet, @Nullable String tab, @Nullable String mapping) {
        tx.handle()
                .createUpdate("""
                        UPDATE waiting_marks SET tab = :tab, mapping = :mapping
                         WHERE account = :account AND sheet = :sheet""")
                .bind("tab", tab)
                .bind("mapping", mapping)
                .bind("account", tx.actor().account())
                .bind("sheet", sheet)
                .execute();
    }

    static Optional<Waiting> find(Handle handle, String account, String sheet) {
        return handle.createQuery("""
                        SELECT file_name, hash, tab, mapping FROM waiting_marks
                         WHERE account = :account AND sheet = :sheet""")
                .bind("account", account)
                .bind("sheet", sheet)
                .map((row, context) -> new Waiting(
                        row.getString("file_name"),
                        row.getString("hash"),
                        row.getString("tab"),
                        row.getString("mapping")))
                .findOne();
    }

    static byte[] file(Handle handle, String account, String sheet) {
        return handle.createQuery("SELECT file FROM waiting_marks WHERE account = :account AND sheet = :sheet")
                .bind("account", account)
                .bind("sheet", sheet)
                .mapTo(byte[].class)
                .one();
    }

    static void remove(Tx tx, String sheet) {
        tx.handle()
                .createUpdate("DELETE FROM waiting_marks WHERE account = :account AND sheet = :sheet")
                .bind("account", tx.actor().account())
                .bind("sheet", sheet)
                .execute();
    }

    static void removeOlderThan(Tx tx, String moment) {
        tx.handle()
                .createUpdate("DELETE FROM waiting_marks WHERE uploaded_at < :moment")
                .bind("moment", moment)
                .execute();
    }

    /** What stamps the files; empty before the first was made. */
    static Optional<byte[]> findKey(Handle handle) {
        return handle.createQuery("SELECT key FROM marksheet_key WHERE n = 1")
                .mapTo(byte[].class)
                .findOne();
    }

    static void keepKey(Tx tx, byte[] key) {
        tx.handle()
                .createUpdate("INSERT INTO marksheet_key (n, key) VALUES (1, :key)")
                .bind("key", key)
                .execute();
    }
}
