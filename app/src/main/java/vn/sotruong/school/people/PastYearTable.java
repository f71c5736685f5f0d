package vn.sotruong.school.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng quá trình học tập ở trường khác. */
final class PastYearTable {
    static final Entity PAST_YEAR = Entity.of("past_year", Audience.RECEIVER, "id");

    private PastYearTable() {}

    static List<PastYears.Year> list(Handle handle, String pupil) {
        return handle.createQuery(
                        "SELECT * FROM past_year WHERE pupil = :pupil AND withdrawn = 0 ORDER BY school_year, id")
                .bind("pupil", pupil)
                .map((row, context) -> new PastYears.Year(
                        row.getString("id"),
                        row.getString("school_year"),
                        row.getString("school"),
                        Objects.requireNonNullElse(row.getString("homeroom"), ""),
                        Objects.requireNonNullElse(row.getString("result"), "")))
                .list();
    }

    static Optional<Map<String, @Nullable Object>> row(Handle handle, String pupil, String id) {
        return handle.createQuery("SELECT * FROM past_year WHERE id = :id AND pupil = :pupil AND withdrawn = 0")
                .bind("id", id)
                .bind("pupil", pupil)
                .map((found, context) -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    for (var column : List.of("id", "pupil", "school_year", "school", "homeroom", "result")) {
                        row.put(column, found.getString(column));
                    }
                    row.put("withdrawn", found.getLong("withdrawn"));
                    return row;
                })
                .findOne();
    }
}
