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

/** Bảng sức khoẻ. */
final class HealthTable {
    static final Entity HEALTH_BASICS = Entity.of("health_basics", Audience.SCHOOL_ONLY, "id");
    static final Entity HEALTH_MEASURE = Entity.of("health_measure", Audience.SCHOOL_ONLY, "id");

    private HealthTable() {}

    static Health.Card card(Handle handle, String pupil) {
        var measures = handle.createQuery("""
                        SELECT * FROM health_measure
                         WHERE pupil = :pupil AND withdrawn = 0 ORDER BY on_date DESC, seq DESC""")
                .bind("pupil", pupil)
                .map((row, context) -> new Health.Measure(
                        row.getString("id"),
                        LocalDate.parse(row.getString("on_date")),
                        row.getInt("height_mm"),
                        row.getInt("weight_g")))
                .list();
        return handle.createQuery("SELECT * FROM health_basics WHERE id = :pupil")
                .bind("pupil", pupil)
                .map((row, context) -> new Health.Card(
                        Objects.requireNonNullElse(row.getString("blood_group"), ""),
                        Objects.requireNonNullElse(row.getString("conditions"), ""),
                        measures,
                        row.getString("seq")))
                .findOne()
                .orElseGet(() -> new Health.Card("", "", measures, "0"));
    }

    static Optional<Map<String, @Nullable Object>> row(Handle handle, String pupil, String id) {
        return handle.createQuery("SELECT * FROM health_measure WHERE id = :id AND pupil = :pupil AND withdrawn = 0")
                .bind("id", id)
                .bind("pupil", pupil)
                .map((found, context) -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    for (var column : List.of("id", "pupil", "on_date", "by_staff")) {
                        row.put(column, found.getString(column));
                    }
                    for (var column : List.of("height_mm", "weight_g", "withdrawn")) {
                        row.put(column, found.getLong(column));
                    }
                    return row;
                })
                .findOne();
    }
}
