package vn.sotruong.school.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng hồ sơ: what stands beside a pupil's and a staff member's row. Answers are texts by key; an absent one is empty. */
final class ProfileTable {
    static final Entity PUPIL_PROFILE = Entity.of("pupil_profile", Audience.RECEIVER, "id");
    static final Entity GUARDIAN = Entity.of("guardian", Audience.RECEIVER, "pupil", "kind");
    static final Entity STAFF_PROFILE = Entity.of("staff_profile", Audience.RECEIVER, "id");

    static final List<String> GUARDIANS = List.of("father", "mother", "guardian");
    private static final List<String> OF_GUARDIAN =
            List.of("name", "relation", "birth_year", "job", "phone", "citizen_number");

    private ProfileTable() {}

    /** Names and telephones of those who care for these pupils, father first. */
    static Map<String, List<People.Contact>> contacts(Handle handle, List<String> pupils) {
        var contacts = new HashMap<String, List<People.Contact>>();
        if (!pupils.isEmpty()) {
            handle.createQuery("""
                            SELECT pupil, coalesce(name, '') AS name, coalesce(phone, '') AS phone FROM guardian
                             WHERE pupil IN (<pupils>) AND (name IS NOT NULL OR phone IS NOT NULL)
                             ORDER BY CASE kind WHEN 'FATHER' THEN 1 WHEN 'MOTHER' THEN 2 ELSE 3 END""")
                    .bindList("pupils", pupils)
                    .map((row, context) -> Map.entry(
                            row.getString("pupil"), new People.Contact(row.getString("name"), row.getString("phone"))))
                    .forEach(each -> contacts.computeIfAbsent(each.getKey(), pupil -> new ArrayList<>())
                            .add(each.getValue()));
        }
        return contacts;
    }

    /** The answers of a pupil's profile and guardians. */
    static Map<String, String> pupil(Handle handle, String pupil) {
        var values = new HashMap<String, String>();
        handle.createQuery("SELECT * FROM pupil_profile WHERE id = :id")
                .bind("id", pupil)
                .map((row, context) -> take(row, values, columns(Questions.PUPIL_PROFILE), ""))
                .findOne();
        handle.createQuery("SELECT * FROM guardian WHERE pupil = :id")
                .bind("id", pupil)
                .map((row, context) -> take(row, values, OF_GUARDIAN, prefix(row)))
                .list();
        return values;
    }

    /** The answers of a staff member's profile. */
    static Map<String, String> staff(Handle handle, String staff) {
        var values = new HashMap<String, String>();
        handle.createQuery("SELECT * FROM staff_profile WHERE id = :id")
                .bind("id", staff)
                .map((row, context) -> take(row, values, columns(Questions.STAFF_PROFILE), ""))
                .findOne();
        return values;
    }

    /** The answers of everybody's staff profile, by id. */
    static Map<String, Map<String, String>> allStaff(Handle handle) {
        var all = new HashMap<String, Map<String, String>>();
        handle.createQuery("SELECT * FROM staff_profile")
                .map((row, context) -> take(
                        row,
                        all.computeIfAbsent(row.getString("id"), key -> new HashMap<>()),
                        columns(Questions.STAFF_PROFILE),
                        ""))
                .list();
        return all;
    }

    /** The answers that completeness asks for, of every pupil who has any. */
    static Map<String, Map<String, String>> forCompleteness(Handle handle) {
        var all = new HashMap<String, Map<String, String>>();
        handle.createQuery("SELECT id, permanent_address, policy_family, phone FROM pupil_profile")
                .map((row, context) -> take(
                        row,
                        all.computeIfAbsent(row.getString("id"), key -> new HashMap<>()),
                        List.of("permanent_address", "policy_family", "phone"),
                        ""))
                .list();
        handle.createQuery("SELECT pupil, kind, name, phone FROM guardian")
                .map((row, context) -> take(
                        row,
                        all.computeIfAbsent(row.getString("pupil"), key -> new HashMap<>()),
                        List.of("name", "phone"),
                        prefix(row)))
                .list();
        return all;
    }

    /** Pupils by the phone or the citizen number of a guardian, where more than one shares it. */
    static List<Set<String>> sharedGuardians(Handle handle) {
        return handle.createQuery("""
                        SELECT group_concat(DISTINCT pupil) FROM guardian WHERE phone IS NOT NULL
                         GROUP BY phone HAVING count(DISTINCT pupil) > 1
                        UNION ALL
                        SELECT group_concat(DISTINCT pupil) FROM guardian WHERE citizen_number IS NOT NULL
                         GROUP BY citizen_number HAVING count(DISTINCT pupil) > 1""").mapTo(String.class).stream()
                .map(ids -> Set.of(ids.split(",", -1)))
                .toList();
    }

    /** Writes the pupil's profile and the guardians whose answers are among {@code changed}. */
    static void putPupil(Tx tx, String pupil, Map<String, String> values, Set<String> changed, @Nullable String why) {
        if (columns(Questions.PUPIL_PROFILE).stream().anyMatch(changed::contains)) {
            var row = row(values, columns(Questions.PUPIL_PROFILE), "");
            row.put("id", pupil);
            put(tx, PUPIL_PROFILE, row, exists(tx.handle(), "pupil_profile", pupil), why);
        }
        var standing = new HashSet<>(tx.handle()
                .createQuery("SELECT kind FROM guardian WHERE pupil = :id")
                .bind("id", pupil)
                .mapTo(String.class)
                .list());
        for (var kind : GUARDIANS) {
            if (changed.stream().anyMatch(key -> key.startsWith(kind + "."))) {
                var row = row(values, OF_GUARDIAN, kind + ".");
                row.put("pupil", pupil);
                row.put("kind", kind.toUpperCase(Locale.ROOT));
                put(tx, GUARDIAN, row, standing.contains(kind.toUpperCase(Locale.ROOT)), why);
            }
        }
    }

    static void putStaff(Tx tx, String staff, Map<String, String> values, @Nullable String why) {
        var row = row(values, columns(Questions.STAFF_PROFILE), "");
        row.put("id", staff);
        put(tx, STAFF_PROFILE, row, exists(tx.handle(), "staff_profile", staff), why);
    }

    /** Whose citizen number it is among the staff. */
    static boolean isStaffCitizenNumber(Handle handle, String number) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM staff_profile WHERE citizen_number = :number)")
                .bind("number", number)
                .mapTo(Boolean.class)
                .one();
    }

    private static void put(
            Tx tx, Entity entity, Map<String, @Nullable Object> row, boolean exists, @Nullable String why) {
        if (exists) {
            tx.amend(entity, row, why);
        } else {
            tx.create(entity, row);
        }
    }

    private static boolean exists(Handle handle, String table, String id) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static List<String> columns(List<Question> questions) {
        return questions.stream().map(Question::key).toList();
    }

    private static Map<String, @Nullable Object> row(Map<String, String> values, List<String> columns, String prefix) {
        var row = new HashMap<String, @Nullable Object>();
        for (var column : columns) {
            var value = values.getOrDefault(prefix + column, "");
            row.put(column, value.isEmpty() ? null : value);
        }
        return row;
    }

    private static String prefix(ResultSet row) throws SQLException {
        return row.getString("kind").toLowerCase(Locale.ROOT) + ".";
    }

    private static boolean take(ResultSet row, Map<String, String> values, List<String> columns, String prefix)
            throws SQLException {
        for (var column : columns) {
            var value = row.getString(column);
            if (value != null) {
                values.put(prefix + column, value);
            }
        }
        return true;
    }
}
