package vn.sotruong.school.promotion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code summer_result} và {@code summer_close}: the summer's own book. */
final class SummerTable {
    static final Entity SUMMER_RESULT =
            Entity.of("summer_result", Audience.RECEIVER, "school_year", "pupil", "subject");
    static final Entity SUMMER_CLOSE = Entity.of("summer_close", Audience.RECEIVER, "homeroom");

    private SummerTable() {}

    /** Of one pupil. */
    static List<SummerEntry> list(Handle handle, String schoolYear, String pupil) {
        return handle.createQuery("SELECT * FROM summer_result WHERE school_year = :year AND pupil = :pupil")
                .bind("year", schoolYear)
                .bind("pupil", pupil)
                .map((row, context) -> new SummerEntry(
                        row.getString("pupil"),
                        row.getString("subject"),
                        row.getString("value"),
                        row.getString("entered_by"),
                        row.getString("entered_at")))
                .list();
    }

    /** @param why the value that stands is corrected; null where none stands yet */
    static void put(Tx tx, String schoolYear, String homeroom, SummerEntry entry, @Nullable String why) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", schoolYear);
        row.put("pupil", entry.pupil());
        row.put("subject", entry.key());
        row.put("homeroom", homeroom);
        row.put("value", entry.value());
        row.put("entered_by", entry.by());
        row.put("entered_at", entry.at());
        if (why == null) {
            tx.create(SUMMER_RESULT, row);
        } else {
            tx.amend(SUMMER_RESULT, row, why);
        }
    }

    /** Kết thúc hè của một lớp. */
    record Close(String decision, String by, String at) {}

    static Optional<Close> findClose(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM summer_close WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) ->
                        new Close(row.getString("decision"), row.getString("closed_by"), row.getString("closed_at")))
                .findOne();
    }

    static void close(Tx tx, String homeroom, String decision, String by) {
        tx.create(
                SUMMER_CLOSE,
                Map.of(
                        "homeroom",
                        homeroom,
                        "decision",
                        decision,
                        "closed_by",
                        by,
                        "closed_at",
                        Moments.text(tx.now())));
    }
}
