package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng đặc điểm lớp. */
final class HomeroomTraitTable {
    static final Entity HOMEROOM_TRAIT = Entity.of("homeroom_trait", Audience.RECEIVER, "homeroom");

    private HomeroomTraitTable() {}

    static Optional<HomeroomTrait> find(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM homeroom_trait WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> trait(row))
                .findOne();
    }

    static Map<String, HomeroomTrait> map(Handle handle) {
        var traits = new HashMap<String, HomeroomTrait>();
        handle.createQuery("SELECT * FROM homeroom_trait")
                .map((row, context) -> trait(row))
                .forEach(each -> traits.put(each.homeroom(), each));
        return traits;
    }

    static long seq(Handle handle, String homeroom) {
        return handle.createQuery("SELECT coalesce(max(seq), 0) FROM homeroom_trait WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .mapTo(Long.class)
                .one();
    }

    static Map<String, @Nullable Object> row(HomeroomTrait trait) {
        var two = trait.twoSessions();
        var inclusive = trait.inclusive();
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", trait.homeroom());
        row.put("campus", trait.campus());
        row.put("two_sessions", two == null ? null : two ? 1L : 0L);
        row.put("foreign_language", trait.foreignLanguage());
        row.put("inclusive", inclusive == null ? null : (Object) inclusive.longValue());
        return row;
    }

    private static HomeroomTrait trait(ResultSet row) throws SQLException {
        return new HomeroomTrait(
                row.getString("homeroom"),
                row.getString("campus"),
                number(row, "two_sessions") == null ? null : row.getBoolean("two_sessions"),
                row.getString("foreign_language"),
                number(row, "inclusive"));
    }

    static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        var value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
