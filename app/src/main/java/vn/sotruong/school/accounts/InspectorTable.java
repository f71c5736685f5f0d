package vn.sotruong.school.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.people.VietnameseName;

/** Bảng người thanh tra, kiểm tra. */
final class InspectorTable {
    static final Entity INSPECTOR = Entity.of("inspector", Audience.SCHOOL_ONLY, "id");

    private InspectorTable() {}

    static Optional<Inspector> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM inspector WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> inspector(row))
                .findOne();
    }

    static List<Inspector> list(Handle handle) {
        return handle.createQuery("SELECT * FROM inspector ORDER BY from_date DESC, id")
                .map((row, context) -> inspector(row))
                .list();
    }

    static void create(Tx tx, Inspector inspector) {
        tx.create(INSPECTOR, row(inspector));
    }

    static void put(Tx tx, Inspector inspector, String why) {
        tx.status(INSPECTOR, row(inspector), why);
    }

    private static Map<String, @Nullable Object> row(Inspector inspector) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", inspector.id());
        row.put("family_name", inspector.name().family());
        row.put("given_name", inspector.name().given());
        row.put("authority", inspector.authority());
        row.put("decision", inspector.decision());
        row.put("from_date", inspector.from().toString());
        row.put("until_date", inspector.until().toString());
        return row;
    }

    private static Inspector inspector(ResultSet row) throws SQLException {
        return new Inspector(
                row.getString("id"),
                new VietnameseName(row.getString("family_name"), row.getString("given_name")),
                row.getString("authority"),
                row.getString("decision"),
                LocalDate.parse(row.getString("from_date")),
                LocalDate.parse(row.getString("until_date")));
    }
}
