package vn.sotruong.office.registry;

import org.jdbi.v3.core.Handle;

/** Bảng unit: one row. */
final class UnitTable {
    private UnitTable() {}

    static void put(Handle handle, Unit unit, String now) {
        handle.createUpdate("""
                        INSERT INTO unit (code, name, address, founded_at) VALUES (:code, :name, :address, :now)""").bindMethods(unit).bind("now", now).execute();
    }

    static Unit get(Handle handle) {
        return handle.createQuery("SELECT code, name, address FROM unit")
                .map((row, context) -> new Unit(row.getString(1), row.getString(2), row.getString(3)))
                .one();
    }
}
