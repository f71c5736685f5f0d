package vn.sotruong.school.gradebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code cell_event}: what happened to cells, in order. */
final class EventTable {
    /** Loại. */
    enum Kind {
        /** Nháp. */
        DRAFT,
        /** Ghi sổ. */
        COMMIT
    }

    /**
     * Một việc đã xảy ra với một ô.
     *
     * @param n its number; the newest of a cell is the cell's revision
     * @param op the command that caused it, null for a committing
     * @param session of a committing or of a teacher's own correction, the session in which it was done
     */
    record Event(
            long n,
            @Nullable String op,
            String sheet,
            Cell cell,
            Optional<Entry> value,
            String staff,
            String account,
            Kind kind,
            String at,
            @Nullable String session) {
        /** Whether it is the deed of that person in that session. */
        boolean by(Teacher teacher) {
            return staff.equals(teacher.staff())
                    && account.equals(teacher.actor().account())
                    && teacher.actor().session().equals(session);
        }
    }

    private EventTable() {}

    /** The newest number; 0 when nothing has happened yet. */
    static long last(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(n), 0) FROM cell_event")
                .mapTo(Long.class)
                .one();
    }

    /** One statement prepared once: a pasted class is 270 of them. */
    static void add(Tx tx, Collection<Event> events) {
        try (var insert = tx.handle().getConnection().prepareStatement("""
                        INSERT INTO cell_event (n, op, sheet, pupil, col, tenths, word, staff, account, kind, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (var event : events) {
                insert.setLong(1, event.n());
                insert.setString(2, event.op());
                insert.setString(3, event.sheet());
                insert.setString(4, event.cell().pupil());
                insert.setString(5, event.cell().column().code());
                insert.setObject(6, event.value().map(Entry::number).orElse(null));
                insert.setString(7, event.value().map(Entry::word).orElse(null));
                insert.setString(8, event.staff());
                insert.setString(9, event.account());
                insert.setString(10, event.kind().name());
                insert.setString(11, event.at());
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /**
     * Tells of the marks that were committed with journal line {@code firstSeq} or later.
     *
     * @param session in which their author did it alone; null where others decided with them, so that no session of theirs
     *     ever owns the cell again
     */
    static void addCommitted(Tx tx, String staff, String sheet, long firstSeq, @Nullable String session) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO cell_event (sheet, pupil, col, tenths, word, staff, account, session, kind, at)
                        SELECT sheet, pupil, col, tenths, word, :staff, :account, :session, 'COMMIT', entered_at
                          FROM mark WHERE sheet = :sheet AND seq >= :firstSeq""")
                .bind("staff", staff)
                .bind("account", tx.actor().account())
                .bind("session", session)
                .bind("sheet", sheet)
                .bind("firstSeq", firstSeq)
                .execute();
    }

    /** The events of these commands, by command; their ids are hexadecimal, so nothing in them can end the text. */
    static Map<String, Event> mapOfOps(Handle handle, Collection<String> ops) {
        var found = new HashMap<String, Event>();
        if (!ops.isEmpty()) {
            handle.createQuery("SELECT * FROM cell_event WHERE op IN (SELECT value FROM json_each(:ops))")
                    .bind("ops", ops.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")))
                    .map(EventTable::event)
                    .forEach(event -> found.put(String.valueOf(event.op()), event));
        }
        return found;
    }

    static Optional<Event> find(Handle handle, long n) {
        return handle.createQuery("SELECT * FROM cell_event WHERE n = :n")
                .bind("n", n)
                .map(EventTable::event)
                .findOne();
    }

    /** These events of one sheet, by number. */
    static Map<Long, Event> map(Handle handle, String sheet, Collection<Long> numbers) {
        var found = new HashMap<Long, Event>();
        if (!numbers.isEmpty()) {
            handle.createQuery("SELECT * FROM cell_event WHERE n IN (<numbers>) AND sheet = :sheet")
                    .bindList("numbers", List.copyOf(numbers))
                    .bind("sheet", sheet)
                    .map(EventTable::event)
                    .forEach(event -> found.put(event.n(), event));
        }
        return found;
    }

    /** Whether anything ever happened to a pupil's cells on a sheet. */
    static boolean knows(Handle handle, String sheet, String pupil) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM cell_event WHERE sheet = :sheet AND pupil = :pupil)")
                .bind("sheet", sheet)
                .bind("pupil", pupil)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether somebody ever typed or committed anything on a sheet. */
    static boolean wrote(Handle handle, String sheet, String staff) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM cell_event WHERE sheet = :sheet AND staff = :staff)")
                .bind("sheet", sheet)
                .bind("staff", staff)
                .mapTo(Boolean.class)
                .one();
    }

    /** What happened on a sheet after a number, oldest first. */
    static List<Event> listSince(Handle handle, String sheet, long since, int most) {
        return handle.createQuery("SELECT * FROM cell_event WHERE sheet = :sheet AND n > :since ORDER BY n LIMIT :most")
                .bind("sheet", sheet)
                .bind("since", since)
                .bind("most", most)
                .map(EventTable::event)
                .list();
    }

    /** The drafts of one cell, newest first. */
    static List<Event> listDrafts(Handle handle, String sheet, Cell cell, int most) {
        return handle.createQuery("""
                        SELECT * FROM cell_event
                         WHERE sheet = :sheet AND pupil = :pupil AND col = :col AND kind = 'DRAFT'
                         ORDER BY n DESC LIMIT :most""")
                .bind("sheet", sheet)
                .bind("pupil", cell.pupil())
                .bind("col", cell.column().code())
                .bind("most", most)
                .map(EventTable::event)
                .list();
    }

    /** The newest committing or correction of a cell. */
    static Optional<Event> findCommit(Handle handle, String sheet, Cell cell) {
        return handle.createQuery("""
                        SELECT * FROM cell_event
                         WHERE sheet = :sheet AND pupil = :pupil AND col = :col AND kind = 'COMMIT'
                         ORDER BY n DESC LIMIT 1""")
                .bind("sheet", sheet)
                .bind("pupil", cell.pupil())
                .bind("col", cell.column().code())
                .map(EventTable::event)
                .findOne();
    }

    /** The cells of a sheet whose newest committing or correction this person did in this session. */
    static Set<Cell> listOwn(Handle handle, String sheet, Teacher teacher) {
        var newest = new HashMap<Cell, Boolean>();
        handle.createQuery("""
                        SELECT pupil, col, staff = :staff AND account = :account AND session IS :session FROM cell_event
                         WHERE sheet = :sheet AND kind = 'COMMIT' ORDER BY n""")
                .bind("sheet", sheet)
                .bind("staff", teacher.staff())
                .bind("account", teacher.actor().account())
                .bind("session", teacher.actor().session())
                .map((row, context) ->
                        newest.put(new Cell(row.getString(1), Column.get(row.getString(2))), row.getBoolean(3)))
                .list();
        newest.values().removeIf(own -> !own);
        return newest.keySet();
    }

    private static Event event(ResultSet row, StatementContext context) throws SQLException {
        return new Event(
                row.getLong("n"),
                row.getString("op"),
                row.getString("sheet"),
                new Cell(row.getString("pupil"), Column.get(row.getString("col"))),
                MarkTable.entry(row, row.findColumn("tenths"), row.findColumn("word")),
                row.getString("staff"),
                row.getString("account"),
                Kind.valueOf(row.getString("kind")),
                row.getString("at"),
                row.getString("session"));
    }
}
