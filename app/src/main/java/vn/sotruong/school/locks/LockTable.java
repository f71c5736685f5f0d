package vn.sotruong.school.locks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.roll.Homeroom;

/** Bảng khóa. */
final class LockTable {
    static final Entity LOCK = Entity.of("lock", Audience.RECEIVER, "id");

    private LockTable() {}

    static Optional<Lock> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM lock WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> lock(row))
                .findOne();
    }

    /** Every lock of whatever scope that binds a class, subject and semester, the oldest first. */
    static List<Lock> list(
            Handle handle, Homeroom homeroom, @Nullable String campus, @Nullable String subject, int semester) {
        return handle.createQuery("""
                        SELECT * FROM lock
                         WHERE (homeroom = :homeroom
                                OR (school_year = :year AND (grade IS NULL OR grade = :grade)
                                    AND (campus IS NULL OR campus = :campus)))
                           AND (subject IS NULL OR :subject IS NULL OR subject = :subject)
                           AND (semester IS NULL OR semester = :semester)
                         ORDER BY decided_at, id""")
                .bind("homeroom", homeroom.id())
                .bind("year", homeroom.schoolYear())
                .bind("grade", homeroom.grade())
                .bind("campus", campus)
                .bind("subject", subject)
                .bind("semester", semester)
                .map((row, context) -> lock(row))
                .list();
    }

    /** Every lock that binds a subject and semester, whatever the classes. */
    static List<Lock> list(Handle handle, String subject, int semester) {
        return handle.createQuery("""
                        SELECT * FROM lock
                         WHERE (subject IS NULL OR subject = :subject) AND (semester IS NULL OR semester = :semester)
                         ORDER BY decided_at, id""")
                .bind("subject", subject)
                .bind("semester", semester)
                .map((row, context) -> lock(row))
                .list();
    }

    /** Every lock of that class by name, or of that school year's wider scopes. */
    static List<Lock> listNamed(Handle handle, Scope scope) {
        return handle.createQuery("""
                        SELECT * FROM lock WHERE homeroom = :homeroom OR school_year = :year ORDER BY decided_at, id""")
                .bind("homeroom", scope.homeroom())
                .bind("year", scope.schoolYear())
                .map((row, context) -> lock(row))
                .list();
    }

    /** Whether some reopening, executed and running at {@code now}, ends before {@code until}. */
    static boolean reopeningEnds(Handle handle, String now, String until) {
        return handle.createQuery("""
                        SELECT count(*) FROM lock
                         WHERE withdrawn_at IS NULL AND ended_at IS NOT NULL
                           AND ended_until > :now AND ended_until <= :until""")
                        .bind("now", now)
                        .bind("until", until)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Every lock that waits for a board member: for its execution, or for its reopening. */
    static List<Lock> listWaiting(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM lock
                         WHERE withdrawn_at IS NULL
                           AND (executed_at IS NULL OR (end_decided_at IS NOT NULL AND ended_at IS NULL))
                         ORDER BY decided_at, decision, id""").map((row, context) -> lock(row)).list();
    }

    static void create(Tx tx, Lock lock) {
        tx.create(LOCK, row(lock));
    }

    static void put(Tx tx, Lock lock, String why) {
        tx.status(LOCK, row(lock), why);
    }

    private static Map<String, @Nullable Object> row(Lock lock) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", lock.id());
        row.put("kind", lock.kind().name());
        var function = lock.function();
        row.put("function", function == null ? null : function.name());
        var scope = lock.scope();
        row.put("school_year", scope.schoolYear());
        row.put("campus", scope.campus());
        row.put("grade", number(scope.grade()));
        row.put("homeroom", scope.homeroom());
        row.put("subject", scope.subject());
        row.put("semester", number(scope.semester()));
        row.put("col", scope.col());
        row.put("from_at", text(lock.from()));
        row.put("until_at", text(lock.until()));
        row.put("decision", lock.decision());
        row.put("reason", lock.reason());
        row.put("decided_by", lock.decidedBy());
        row.put("decided_at", Moments.text(lock.decidedAt()));
        row.put("withdrawn_at", text(lock.withdrawnAt()));
        var execution = lock.execution();
        row.put("executed_by", execution == null ? null : execution.by());
        row.put("executed_at", execution == null ? null : text(execution.at()));
        var ending = lock.ending();
        row.put("end_decision", ending == null ? null : ending.decision());
        row.put("end_reason", ending == null ? null : ending.reason());
        row.put("end_decided_by", ending == null ? null : ending.decidedBy());
        row.put("end_decided_at", ending == null ? null : text(ending.decidedAt()));
        row.put("ended_until", ending == null ? null : text(ending.until()));
        var ended = ending == null ? null : ending.execution();
        row.put("ended_by", ended == null ? null : ended.by());
        row.put("ended_at", ended == null ? null : text(ended.at()));
        return row;
    }

    private static @Nullable Long number(@Nullable Integer each) {
        return each == null ? null : (long) each;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : Moments.text(moment);
    }

    private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        var each = row.getInt(column);
        return row.wasNull() ? null : each;
    }

    private static Lock lock(ResultSet row) throws SQLException {
        var function = row.getString("function");
        return new Lock(
                row.getString("id"),
                Lock.Kind.valueOf(row.getString("kind")),
                function == null ? null : Lock.Function.valueOf(function),
                new Scope(
                        row.getString("school_year"),
                        row.getString("campus"),
                        whole(row, "grade"),
                        row.getString("homeroom"),
                        row.getString("subject"),
                        whole(row, "semester"),
                        row.getString("col")),
                moment(row, "from_at"),
                moment(row, "until_at"),
                row.getString("decision"),
                row.getString("reason"),
                row.getString("decided_by"),
                Instant.parse(row.getString("decided_at")),
                moment(row, "withdrawn_at"),
                execution(row.getString("executed_by"), moment(row, "executed_at")),
                ending(row));
    }

    private static Lock.@Nullable Ending ending(ResultSet row) throws SQLException {
        var decidedAt = moment(row, "end_decided_at");
        if (decidedAt == null) {
            return null;
        }
        return new Lock.Ending(
                row.getString("end_decision"),
                row.getString("end_reason"),
                row.getString("end_decided_by"),
                decidedAt,
                Instant.parse(row.getString("ended_until")),
                execution(row.getString("ended_by"), moment(row, "ended_at")));
    }

    private static Lock.@Nullable Execution execution(@Nullable String by, @Nullable Instant at) {
        return by == null || at == null ? null : new Lock.Execution(by, at);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }
}
