package vn.sotruong.office.marks;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Bảng subject, homeroom, pupil, enrolled: who sits in which class. */
final class ClassTable {
    private ClassTable() {}

    static void putSubject(Handle handle, String school, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO subject (school, id, name, position) VALUES (:school, :id, :name, :position)""")
                .bind("school", school)
                .bind("id", row.id())
                .bind("name", row.text("name"))
                .bind("position", row.number("position"))
                .execute();
    }

    static void putHomeroom(Handle handle, String school, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO homeroom (school, id, school_year, grade, name)
                        VALUES (:school, :id, :year, :grade, :name)""")
                .bind("school", school)
                .bind("id", row.id())
                .bind("year", row.text("school_year"))
                .bind("grade", row.number("grade"))
                .bind("name", row.text("name"))
                .execute();
    }

    static void putPupil(Handle handle, String school, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO pupil (school, id, code, family_name, given_name, birth_date, status)
                        VALUES (:school, :id, :code, :family, :given, :birth, :status)""")
                .bind("school", school)
                .bind("id", row.id())
                .bind("code", row.find("code"))
                .bind("family", row.text("family_name"))
                .bind("given", row.text("given_name"))
                .bind("birth", row.find("birth_date"))
                .bind("status", row.text("status"))
                .execute();
    }

    static void putEnrolled(Handle handle, String school, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO enrolled (school, id, pupil, homeroom, number, until_date)
                        VALUES (:school, :id, :pupil, :homeroom, :number, :until)""")
                .bind("school", school)
                .bind("id", row.id())
                .bind("pupil", row.text("pupil"))
                .bind("homeroom", row.text("homeroom"))
                .bind("number", row.number("number"))
                .bind("until", row.find("until_date"))
                .execute();
    }

    static List<Homeroom> list(Handle handle, String school) {
        return handle.createQuery("""
                        SELECT h.id, h.name, h.grade, h.school_year,
                               (SELECT count(*) FROM enrolled e
                                 WHERE e.school = h.school AND e.homeroom = h.id AND e.until_date IS NULL) AS pupils
                          FROM homeroom h WHERE h.school = ? ORDER BY h.school_year DESC, h.grade, h.name""")
                .bind(0, school)
                .map((row, context) -> new Homeroom(
                        row.getString("id"),
                        row.getString("name"),
                        row.getLong("grade"),
                        row.getString("school_year"),
                        row.getLong("pupils")))
                .list();
    }

    static Optional<Homeroom> find(Handle handle, String school, String id) {
        return list(handle, school).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    static void clear(Handle handle, String school) {
        for (var table : List.of("subject", "homeroom", "pupil", "enrolled")) {
            handle.createUpdate("DELETE FROM <table> WHERE school = :school")
                    .define("table", table)
                    .bind("school", school)
                    .execute();
        }
    }
}
