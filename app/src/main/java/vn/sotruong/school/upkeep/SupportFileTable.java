package vn.sotruong.school.upkeep;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng các tệp hỗ trợ đã làm, and how much every table holds. */
final class SupportFileTable {
    static final Entity SUPPORT_FILE = Entity.of("support_file", Audience.SCHOOL_ONLY, "id");

    private SupportFileTable() {}

    static long create(Tx tx, String sha256) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("sha256", sha256);
        row.put("made_at", Moments.text(tx.now()));
        return tx.create(SUPPORT_FILE, row);
    }

    /** Rows of each table. */
    static Map<String, Long> counts(Handle handle) {
        var counts = new TreeMap<String, Long>();
        handle.createQuery("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                .mapTo(String.class)
                .forEach(table -> counts.put(
                        table,
                        handle.createQuery("SELECT count(*) FROM \"" + table + '"')
                                .mapTo(Long.class)
                                .one()));
        return counts;
    }
}
