package vn.sotruong.school.roll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng dạy thay. */
final class SubstitutionTable {
    static final Entity SUBSTITUTION = Entity.of("substitution", Audience.RECEIVER, "id");

    private SubstitutionTable() {}

    static Optional<Substitution> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM substitution WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> substitution(row))
                .findOne();
    }

    static boolean holds(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM substitution
                             WHERE staff = :staff AND homeroom = :homeroom AND subject = :subject
                               AND from_date <= :day AND :day < until_date)""")
                .bind("staff", staff)
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("day", on.toString())
                .mapTo(Boolean.class)
                .one();
    }

    static List<Substitution> listOfStaff(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM substitution
                         WHERE staff = :staff AND from_date <= :day AND :day < until_date
                         ORDER BY homeroom, subject""")
                .bind("staff", staff)
                .bind("day", on.toString())
                .map((row, context) -> substitution(row))
                .list();
    }

    /** Those of a class that hold on a day or will later. */
    static List<Substitution> listOpen(Handle handle, String homeroom, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM substitution
                         WHERE homeroom = :homeroom AND :day < until_date
                         ORDER BY from_date, subject""")
                .bind("homeroom", homeroom)
                .bind("day", on.toString())
                .map((row, context) -> substitution(row))
                .list();
    }

    static Map<String, @Nullable Object> row(Substitution substitution) {
        return Map.of(
                "id", substitution.id(),
                "homeroom", substitution.homeroom(),
                "subject", substitution.subject(),
                "staff", substitution.staff(),
                "granted_by", substitution.grantedBy(),
                "from_date", substitution.from().toString(),
                "until_date", substitution.until().toString());
    }

    private static Substitution substitution(ResultSet row) throws SQLException {
        return new Substitution(
                row.getString("id"),
                row.getString("homeroom"),
                row.getString("subject"),
                row.getString("staff"),
                row.getString("granted_by"),
                LocalDate.parse(row.getString("from_date")),
                LocalDate.parse(row.getString("until_date")));
    }
}
