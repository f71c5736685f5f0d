package vn.sotruong.school.schoolyear;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng điểm trường. */
final class CampusTable {
    static final Entity CAMPUS = Entity.of("campus", Audience.RECEIVER, "id");

    private CampusTable() {}

    static List<Campus> list(Handle handle) {
        return handle.createQuery("SELECT * FROM campus ORDER BY main DESC, name")
                .map((row, context) -> campus(row))
                .list();
    }

    static Optional<Campus> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM campus WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> campus(row))
                .findOne();
    }

    static Map<String, @Nullable Object> row(Campus campus) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", campus.id());
        row.put("name", campus.name());
        row.put("address", campus.address());
        row.put("main", campus.main() ? 1L : 0L);
        row.put("state", campus.state().name());
        return row;
    }

    private static Campus campus(ResultSet row) throws SQLException {
        return new Campus(
                row.getString("id"),
                row.getString("name"),
                row.getString("address"),
                row.getBoolean("main"),
                Campus.State.valueOf(row.getString("state")));
    }
}
