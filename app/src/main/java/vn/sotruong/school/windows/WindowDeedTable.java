package vn.sotruong.school.windows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng các việc đã làm với một đợt nhập: later ends, and what was decided about lost time. */
final class WindowDeedTable {
    static final Entity WINDOW_DEED = Entity.of("window_deed", Audience.SCHOOL_ONLY, "id");

    private WindowDeedTable() {}

    /** Every deed with a window of a school year, the oldest first. */
    static List<WindowDeed> list(Handle handle, String schoolYear) {
        return handle.createQuery("""
                        SELECT d.* FROM window_deed d JOIN entry_window w ON w.id = d.entry_window
                         WHERE w.school_year = :year ORDER BY d.at, d.id""")
                .bind("year", schoolYear)
                .map((row, context) -> new WindowDeed(
                        row.getString("id"),
                        row.getString("entry_window"),
                        WindowDeed.Kind.valueOf(row.getString("kind")),
                        Instant.parse(row.getString("was")),
                        moment(row.getString("until")),
                        row.getString("incident"),
                        row.getString("successor"),
                        row.getString("reason"),
                        row.getString("by_staff"),
                        Instant.parse(row.getString("at")),
                        row.getString("delegation")))
                .list();
    }

    static void create(Tx tx, WindowDeed deed) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", deed.id());
        row.put("entry_window", deed.window());
        row.put("kind", deed.kind().name());
        row.put("was", Moments.text(deed.was()));
        var until = deed.until();
        row.put("until", until == null ? null : Moments.text(until));
        row.put("incident", deed.incident());
        row.put("successor", deed.successor());
        row.put("reason", deed.reason());
        row.put("by_staff", deed.by());
        row.put("at", Moments.text(deed.at()));
        row.put("delegation", deed.delegation());
        create(tx, row);
    }

    private static void create(Tx tx, Map<String, @Nullable Object> row) {
        tx.create(WINDOW_DEED, row);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
