package vn.sotruong.school.conduct;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.ConductLevel;

/** Bảng nháp: what is typed and not committed. */
final class DraftTable {
    private DraftTable() {}

    /** By pupil. */
    static Map<String, Entry> map(Handle handle, String year, Slot slot) {
        var drafts = new HashMap<String, Entry>();
        handle.createQuery(
                        "SELECT pupil, level, body, staff, at FROM conduct_draft WHERE school_year = :year AND slot = :slot")
                .bind("year", year)
                .bind("slot", slot.code())
                .map((row, context) -> drafts.put(
                        row.getString("pupil"),
                        new Entry(
                                level(row.getString("level")),
                                row.getString("body"),
                                row.getString("staff"),
                                row.getString("at"),
                                0)))
                .list();
        return drafts;
    }

    static void put(
            Tx tx, String year, Slot slot, String pupil, @Nullable ConductLevel level, String text, String staff) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO conduct_draft (school_year, pupil, slot, level, body, staff, at)
                        VALUES (:year, :pupil, :slot, :level, :body, :staff, :at)
                        ON CONFLICT (school_year, pupil, slot) DO UPDATE SET level = excluded.level,
                            body = excluded.body, staff = excluded.staff, at = excluded.at""")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("slot", slot.code())
                .bind("level", level == null ? null : level.code())
                .bind("body", text)
                .bind("staff", staff)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static void remove(Tx tx, String year, Slot slot, String pupil) {
        tx.handle()
                .createUpdate("DELETE FROM conduct_draft WHERE school_year = :year AND slot = :slot AND pupil = :pupil")
                .bind("year", year)
                .bind("slot", slot.code())
                .bind("pupil", pupil)
                .execute();
    }

    static @Nullable ConductLevel level(@Nullable String code) {
        return code == null ? null : ConductLevel.find(code).orElseThrow();
    }
}
