package vn.sotruong.school.identifiers;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng mã của lớp và trường: the first code of a class stands in its own table, all others here, line after line. */
final class UnitCodeTable {
    static final Entity UNIT_CODE = Entity.of("unit_code", Audience.RECEIVER, "id");
    static final Entity UNIT_CODE_CHANGE = Entity.of("unit_code_change", Audience.RECEIVER, "id");

    private UnitCodeTable() {}

    /** The code in force of every class that has one. */
    static Map<String, String> classCodes(Handle handle) {
        var codes = new HashMap<String, String>();
        handle.createQuery("SELECT homeroom, code FROM class_code")
                .map((row, context) -> codes.put(row.getString(1), row.getString(2)))
                .list();
        handle.createQuery("SELECT subject, code FROM unit_code WHERE kind = 'HOMEROOM' ORDER BY seq")
                .map((row, context) -> {
                    var code = row.getString(2);
                    return code == null ? codes.remove(row.getString(1)) : codes.put(row.getString(1), code);
                })
                .list();
        return codes;
    }

    /** The code in force of the newest line; empty where there is none, or where it was ended. */
    static Optional<String> find(Handle handle, String subject) {
        return handle.createQuery(
                        "SELECT coalesce(code, '') FROM unit_code WHERE subject = :subject ORDER BY seq DESC LIMIT 1")
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne()
                .filter(code -> !code.isEmpty());
    }

    /** Whether it ever had a line. */
    static boolean knows(Handle handle, String subject) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM unit_code WHERE subject = :subject)")
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one();
    }

    /** Gives a code to a class or school that has none in force. */
    static void bind(Tx tx, Kind kind, String subject, String code) {
        var first = kind == Kind.HOMEROOM
                && !tx.handle()
                        .createQuery(
                                "SELECT EXISTS (SELECT 1 FROM class_code WHERE homeroom = :subject OR code = :code)")
                        .bind("subject", subject)
                        .bind("code", code)
                        .mapTo(Boolean.class)
                        .one();
        if (first) {
            tx.create(BindingTable.CLASS_CODE, Map.of("homeroom", subject, "code", code));
        } else {
            put(tx, kind, subject, code, null);
        }
    }

    /** Ends the code in force, as a change that was decided says. */
    static void supersede(Tx tx, Kind kind, String subject, @Nullable String code, String change) {
        put(tx, kind, subject, code, change);
    }

    private static void put(Tx tx, Kind kind, String subject, @Nullable String code, @Nullable String change) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("kind", kind.name());
        row.put("subject", subject);
        row.put("code", code);
        row.put("change", change);
        tx.create(UNIT_CODE, row);
    }
}
