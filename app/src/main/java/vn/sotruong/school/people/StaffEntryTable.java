package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng hồ sơ công tác. */
final class StaffEntryTable {
    static final Entity STAFF_ENTRY = Entity.of("staff_entry", Audience.RECEIVER, "id");

    private StaffEntryTable() {}

    /** Whose entry that scan belongs to. */
    static Optional<String> findStaffOfScan(Handle handle, String scan) {
        return handle.createQuery("SELECT staff FROM staff_entry WHERE scan = ?")
                .bind(0, scan)
                .mapTo(String.class)
                .findFirst();
    }

    /** All lines of one person, the newest first. */
    static List<StaffEntry> list(Handle handle, String staff) {
        return handle.createQuery("SELECT * FROM staff_entry WHERE staff = :staff ORDER BY on_date DESC, seq DESC")
                .bind("staff", staff)
                .map((row, context) -> new StaffEntry(
                        row.getString("id"),
                        row.getString("staff"),
                        StaffEntry.Sort.valueOf(row.getString("kind")),
                        LocalDate.parse(row.getString("on_date")),
                        said(row.getString("year")),
                        said(row.getString("number")),
                        said(row.getString("text")),
                        said(row.getString("level")),
                        said(row.getString("scan")),
                        row.getString("by_staff"),
                        said(row.getString("withdrawn"))))
                .list();
    }

    static Map<String, @Nullable Object> row(StaffEntry entry) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", entry.id());
        row.put("staff", entry.staff());
        row.put("kind", entry.sort().name());
        row.put("on_date", entry.day().toString());
        row.put("year", orNull(entry.year()));
        row.put("number", orNull(entry.number()));
        row.put("text", orNull(entry.text()));
        row.put("level", orNull(entry.level()));
        row.put("scan", orNull(entry.scan()));
        row.put("by_staff", entry.byStaff());
        row.put("withdrawn", orNull(entry.withdrawn()));
        return row;
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
