package vn.sotruong.school.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng học sinh. */
final class PupilTable {
    static final Entity PUPIL = Entity.of("pupil", Audience.RECEIVER, "id");

    private PupilTable() {}

    /** With the code in force: the newest succession's, or the column's. */
    private static final String PUPILS = """
            SELECT p.*, (SELECT coalesce(s.code, '') FROM code_succession s
                          WHERE s.subject = p.id ORDER BY s.seq DESC LIMIT 1) AS code_now
              FROM pupil p""";

    static Optional<Pupil> find(Handle handle, String id) {
        return handle.createQuery(PUPILS + " WHERE p.id = :id")
                .bind("id", id)
                .map((row, context) -> pupil(row))
                .findOne();
    }

    static Optional<Pupil> findByCode(Handle handle, String code) {
        return handle.createQuery(PUPILS
                        + " WHERE p.code = :code OR p.id IN (SELECT subject FROM code_succession WHERE code = :code)")
                .bind("code", code)
                .map((row, context) -> pupil(row))
                .filter(pupil -> code.equals(pupil.code()))
                .findFirst();
    }

    /** Everybody once: a record that was merged into another is left out. */
    static List<Pupil> list(Handle handle) {
        return handle.createQuery(PUPILS + " WHERE p.id NOT IN (SELECT gone FROM pupil_tombstone)"
                        + " ORDER BY p.sort_key, p.birth_date, p.code, p.id")
                .map((row, context) -> pupil(row))
                .list();
    }

    /** Grows with every change of a pupil, of a code or of what was merged, and with nothing else: rows are never deleted. */
    static String version(Handle handle) {
        return handle.createQuery("""
                        SELECT coalesce((SELECT max(seq) FROM pupil), 0) || ' '
                            || coalesce((SELECT max(seq) FROM pupil_tombstone), 0) || ' '
                            || coalesce((SELECT max(seq) FROM code_succession), 0)""").mapTo(String.class).one();
    }

    /** The ids travel as one JSON text, so the statement stays the same for any number of them. */
    static Map<String, Pupil> map(Handle handle, Collection<String> ids) {
        var json = ids.isEmpty() ? "[]" : "[\"" + String.join("\",\"", ids) + "\"]";
        var found = new HashMap<String, Pupil>();
        handle.createQuery(PUPILS + " WHERE p.id IN (SELECT value FROM json_each(:ids))")
                .bind("ids", json)
                .map((row, context) -> pupil(row))
                .forEach(each -> found.put(each.id(), each));
        return found;
    }

    /** Whoever is known and does not study here now. */
    static Set<String> listAway(Handle handle) {
        return Set.copyOf(handle.createQuery("SELECT id FROM pupil WHERE status <> 'STUDYING'")
                .mapTo(String.class)
                .list());
    }

    static Map<String, @Nullable Object> row(Pupil pupil) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", pupil.id());
        row.put("code", pupil.code());
        row.put("citizen_number", pupil.citizenNumber());
        row.put("family_name", pupil.name().family());
        row.put("given_name", pupil.name().given());
        row.put("sort_key", pupil.name().sortKey());
        row.put("search_key", pupil.name().searchKey());
        row.put("birth_date", pupil.birthDate().toString());
        row.put("sex", pupil.sex().name());
        row.put("ethnicity", pupil.ethnicity());
        row.put("status", pupil.status().name());
        return row;
    }

    /** The code that stands in the column: it stays there for ever, also when another one is in force. */
    static Optional<String> firstCode(Handle handle, String id) {
        return handle.createQuery("SELECT code FROM pupil WHERE id = :id AND code IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** Whose column holds the code. */
    static boolean isFirstCode(Handle handle, String code) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM pupil WHERE code = :code)")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
    }

    static boolean isCitizenNumber(Handle handle, String number) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM pupil WHERE citizen_number = :number)")
                .bind("number", number)
                .mapTo(Boolean.class)
                .one();
    }

    /** The row for writing over one that exists. */
    static Map<String, @Nullable Object> row(Handle handle, Pupil pupil) {
        var row = row(pupil);
        firstCode(handle, pupil.id()).ifPresent(first -> row.put("code", first));
        return row;
    }

    private static Pupil pupil(ResultSet row) throws SQLException {
        return new Pupil(
                row.getString("id"),
                Successions.inForce(row.getString("code"), row.getString("code_now")),
                row.getString("citizen_number"),
                new VietnameseName(row.getString("family_name"), row.getString("given_name")),
                LocalDate.parse(row.getString("birth_date")),
                Sex.valueOf(row.getString("sex")),
                row.getString("ethnicity"),
                PupilStatus.valueOf(row.getString("status")));
    }
}
