package vn.sotruong.school.movements;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng tệp chuyển trường vừa tải lên: between the upload and the request, one an account. */
final class InboxTable {
    private InboxTable() {}

    static void put(Tx tx, byte[] file) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO transfer_inbox (account, file, uploaded_at) VALUES (:account, :file, :at)
                        ON CONFLICT (account) DO UPDATE SET file = excluded.file, uploaded_at = excluded.uploaded_at""")
                .bind("account", tx.actor().account())
                .bind("file", file)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static Optional<byte[]> find(Handle handle, String account) {
        return handle.createQuery("SELECT file FROM transfer_inbox WHERE account = :account")
                .bind("account", account)
                .mapTo(byte[].class)
                .findOne();
    }

    static void remove(Tx tx) {
        tx.handle()
                .createUpdate("DELETE FROM transfer_inbox WHERE account = :account")
                .bind("account", tx.actor().account())
                .execute();
    }
}
