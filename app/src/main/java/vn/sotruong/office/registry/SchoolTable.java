package vn.sotruong.office.registry;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bảng school. */
final class SchoolTable {
    private static final RowMapper<School> SCHOOL =
            (row, context) -> new School(row.getString(1), row.getString(2), row.getString(3));

    private SchoolTable() {}

    static void put(Handle handle, School school) {
        handle.createUpdate("""
                        INSERT INTO school (code, name, enrolled_at) VALUES (:code, :name, :enrolledAt)
                        ON CONFLICT DO UPDATE SET name = excluded.name""").bindMethods(school).execute();
    }

    static Optional<School> find(Handle handle, String code) {
        return handle.createQuery("SELECT code, name, enrolled_at FROM school WHERE code = ?")
                .bind(0, code)
                .map(SCHOOL)
                .findOne();
    }

    static List<School> list(Handle handle) {
        return handle.createQuery("SELECT code, name, enrolled_at FROM school ORDER BY name, code")
                .map(SCHOOL)
                .list();
    }
}
