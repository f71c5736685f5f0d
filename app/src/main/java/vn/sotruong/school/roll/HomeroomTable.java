package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng lớp. */
final class HomeroomTable {
    static final Entity HOMEROOM = Entity.of("homeroom", Audience.RECEIVER, "id");

    private HomeroomTable() {}

    static Optional<Homeroom> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM homeroom WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> homeroom(row))
                .findOne();
    }

    static List<Homeroom> list(Handle handle, String schoolYear) {
        return handle.createQuery("SELECT * FROM homeroom WHERE school_year = :year ORDER BY grade, name")
                .bind("year", schoolYear)
                .map((row, context) -> homeroom(row))
                .list();
    }

    /** The school years that have classes, the newest first. */
    static List<String> listYears(Handle handle) {
        return handle.createQuery("SELECT DISTINCT school_year FROM homeroom ORDER BY school_year DESC")
                .mapTo(String.class)
                .list();
    }

    static long seq(Handle handle, String id) {
        return handle.createQuery("SELECT coalesce(max(seq), 0) FROM homeroom WHERE id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }

    static Map<String, @Nullable Object> row(Homeroom homeroom) {
        return Map.of(
                "id", homeroom.id(),
                "school_year", homeroom.schoolYear(),
                "grade", (long) homeroom.grade(),
                "name", homeroom.name());
    }

    private static Homeroom homeroom(ResultSet row) throws SQLException {
        return new Homeroom(
                row.getString("id"), row.getString("school_year"), row.getInt("grade"), row.getString("name"));
    }
}
