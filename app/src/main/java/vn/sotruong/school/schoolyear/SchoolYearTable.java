package vn.sotruong.school.schoolyear;

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

/** Bảng trường, năm học, môn học. */
final class SchoolYearTable {
    static final Entity SCHOOL = Entity.of("school", Audience.RECEIVER, "id");
    static final Entity SCHOOL_YEAR = Entity.of("school_year", Audience.RECEIVER, "id");
    static final Entity SUBJECT = Entity.of("subject", Audience.RECEIVER, "id");

    private SchoolYearTable() {}

    static Optional<School> findSchool(Handle handle) {
        return handle.createQuery("SELECT * FROM school")
                .map((row, context) -> new School(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("level"),
                        row.getString("abbr"),
                        row.getString("address"),
                        row.getString("district")))
                .findOne();
    }

    static Optional<SchoolYear> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM school_year WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> year(row))
                .findOne();
    }

    static Optional<SchoolYear> findLastEnded(Handle handle) {
        return handle.createQuery("SELECT * FROM school_year WHERE state = 'CLOSED' ORDER BY id DESC LIMIT 1")
                .map((row, context) -> year(row))
                .findOne();
    }

    static Optional<SchoolYear> findOpen(Handle handle) {
        return handle.createQuery("SELECT * FROM school_year WHERE state = 'OPEN'")
                .map((row, context) -> year(row))
                .findOne();
    }

    static List<Subject> listSubjects(Handle handle) {
        return handle.createQuery("SELECT * FROM subject ORDER BY position, id")
                .map((row, context) -> subject(row))
                .list();
    }

    static Optional<Subject> findSubject(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM subject WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> subject(row))
                .findOne();
    }

    static Map<String, @Nullable Object> row(School school) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", school.id());
        row.put("name", school.name());
        row.put("level", school.level());
        row.put("abbr", school.abbr());
        row.put("address", school.address());
        row.put("district", school.district());
        return row;
    }

    static Map<String, @Nullable Object> row(SchoolYear year) {
        return Map.of(
                "id", year.id(),
                "starts", year.starts().toString(),
                "ends", year.ends().toString(),
                "state", year.state().name());
    }

    static Map<String, @Nullable Object> row(Subject subject) {
        return Map.of(
                "id", subject.id(),
                "name", subject.name(),
                "kind", subject.kind().name(),
                "position", (long) subject.position());
    }

    private static SchoolYear year(ResultSet row) throws SQLException {
        return new SchoolYear(
                row.getString("id"),
                LocalDate.parse(row.getString("starts")),
                LocalDate.parse(row.getString("ends")),
                SchoolYear.State.valueOf(row.getString("state")));
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                row.getString("id"),
                row.getString("name"),
                Subject.Kind.valueOf(row.getString("kind")),
                row.getInt("position"));
    }
}
