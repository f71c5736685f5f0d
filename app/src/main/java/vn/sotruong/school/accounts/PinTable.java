package vn.sotruong.school.accounts;

import java.util.HashMap;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng mã PIN mở khoá màn hình. */
final class PinTable {
    static final Entity PIN = Entity.of("pin", Audience.SCHOOL_ONLY, "account");

    private PinTable() {}

    /** The stored hash of an account that has a code. */
    static Optional<String> find(Handle handle, String account) {
        return handle.createQuery("SELECT hash FROM pin WHERE account = ? AND hash IS NOT NULL")
                .bind(0, account)
                .mapTo(String.class)
                .findOne();
    }

    /** Sets a code, or with null takes it away. */
    static void put(Tx tx, String account, @Nullable String hash) {
        var known = tx.handle()
                .createQuery("SELECT count(*) FROM pin WHERE account = ?")
                .bind(0, account)
                .mapTo(Integer.class)
                .one();
        if (known == 0 && hash == null) {
            return;
        }
        var row = new HashMap<String, @Nullable Object>();
        row.put("account", account);
        row.put("hash", hash);
        row.put("set_at", Moments.text(tx.now()));
        if (known == 0) {
            tx.create(PIN, row);
        } else {
            tx.amend(PIN, row, null);
        }
    }
}
