package vn.sotruong.school.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng các lần mở máy thấy chốt giữ bị gỡ. */
final class LoweredGuardsTable {
    static final Entity LOWERED_GUARDS = Entity.of("lowered_guards", Audience.RECEIVER, "id");

    private LoweredGuardsTable() {}

    /** Một lần như vậy. */
    record Found(String names, Instant at) {}

    static long create(Tx tx, List<String> names) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("names", String.join(", ", names));
        row.put("found_at", Moments.text(tx.now()));
        return tx.create(LOWERED_GUARDS, row);
    }

    /** The newest first. */
    static List<Found> list(Handle handle) {
        return handle.createQuery("SELECT names, found_at FROM lowered_guards ORDER BY seq DESC LIMIT 50")
                .map((row, context) -> new Found(row.getString(1), Instant.parse(row.getString(2))))
                .list();
    }
}
