package vn.sotruong.office.intake;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Bảng alarm: what a person at the office must look at. */
final class AlarmTable {
    private AlarmTable() {}

    /** Raises an alarm, unless the same one is open already. */
    static void raise(Handle handle, String school, Alarm.Kind kind, String detail, String now) {
        handle.createUpdate("""
                        INSERT INTO alarm (school, kind, detail, raised_at)
                        SELECT :school, :kind, :detail, :now
                         WHERE NOT EXISTS (SELECT 1 FROM alarm WHERE school = :school AND kind = :kind
                                              AND detail = :detail AND settled_at IS NULL)""")
                .bind("school", school)
                .bind("kind", kind)
                .bind("detail", detail)
                .bind("now", now)
                .execute();
    }

    static List<Alarm> listOpen(Handle handle, String school) {
        return handle.createQuery(
                        "SELECT * FROM alarm WHERE school = ? AND settled_at IS NULL ORDER BY n DESC LIMIT 100")
                .bind(0, school)
                .map((row, context) -> new Alarm(
                        row.getLong("n"),
                        Alarm.Kind.valueOf(row.getString("kind")),
                        row.getString("detail"),
                        row.getString("raised_at")))
                .list();
    }

    static boolean settle(Handle handle, long n, String by, String now) {
        return handle.createUpdate("""
                                UPDATE alarm SET settled_at = :now, settled_by = :by
                                 WHERE n = :n AND settled_at IS NULL""")
                        .bind("n", n)
                        .bind("by", by)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static boolean isOpen(Handle handle, String school, Alarm.Kind kind) {
        return handle.createQuery("SELECT 1 FROM alarm WHERE school = ? AND kind = ? AND settled_at IS NULL LIMIT 1")
                .bind(0, school)
                .bind(1, kind)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void settleKind(Handle handle, String school, Alarm.Kind kind, String by, String now) {
        handle.createUpdate("""
                        UPDATE alarm SET settled_at = :now, settled_by = :by
                         WHERE school = :school AND kind = :kind AND settled_at IS NULL""")
                .bind("school", school)
                .bind("kind", kind)
                .bind("by", by)
                .bind("now", now)
                .execute();
    }
}
