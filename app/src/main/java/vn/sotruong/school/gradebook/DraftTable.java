package vn.sotruong.school.gradebook;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code draft}: what is typed and not committed; read a sheet at a time, written a request at a time. */
final class DraftTable {
    private static final Duration OLDEST_CLAIM = Duration.ofDays(120);
    private static final Duration NEWEST_CLAIM = Duration.ofDays(1);

    private DraftTable() {}

    static void collect(Handle handle, String sheet, Map<Cell, CellState> into) {
        handle.createQuery("SELECT pupil, col, tenths, word, rev, staff, at, doubtful FROM draft WHERE sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> {
                    var value = MarkTable.entry(row, 3, 4);
                    return Map.entry(
                            new Cell(row.getString(1), Column.get(row.getString(2))),
                            new CellState(
                                    value.isEmpty() ? CellState.Life.EMPTY : CellState.Life.DRAFT,
                                    value,
                                    row.getLong(5),
                                    row.getString(6),
                                    row.getString(7),
                                    "",
                                    row.getBoolean(8)));
                })
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
    }

    /** @param doubtful cells whose value their author must look at again */
    static void put(Tx tx, Teacher teacher, String sheet, Collection<EventTable.Event> events, Set<Cell> doubtful) {
        try (var upsert = tx.handle().getConnection().prepareStatement("""
                        INSERT INTO draft
                            (sheet, pupil, col, staff, account, tenths, word, doubtful, rev, at, claimed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (sheet, pupil, col) DO UPDATE SET staff = excluded.staff,
                            account = excluded.account, tenths = excluded.tenths, word = excluded.word,
                            doubtful = excluded.doubtful, rev = excluded.rev, at = excluded.at,
                            claimed_at = excluded.claimed_at""")) {
            for (var event : events) {
                upsert.setString(1, sheet);
                upsert.setString(2, event.cell().pupil());
                upsert.setString(3, event.cell().column().code());
                upsert.setString(4, teacher.staff());
                upsert.setString(5, teacher.actor().account());
                upsert.setObject(6, event.value().map(Entry::number).orElse(null));
                upsert.setString(7, event.value().map(Entry::word).orElse(null));
                upsert.setInt(8, doubtful.contains(event.cell()) ? 1 : 0);
                upsert.setLong(9, event.n());
                upsert.setString(10, event.at());
                upsert.setString(11, event.op() == null ? null : claimed(event.op(), event.at()));
                upsert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** What the page's own clock said, which it puts first in a command's id; null where it can be no such thing. */
    private static @Nullable String claimed(String op, String at) {
        var received = Instant.parse(at);
        var claimed = Instant.ofEpochMilli(Long.parseLong(op.substring(0, 12), 16));
        return claimed.isBefore(received.minus(OLDEST_CLAIM)) || claimed.isAfter(received.plus(NEWEST_CLAIM))
                ? null
                : Moments.text(claimed);
    }

    /** The drafts of one author in one column that no mark has overtaken, by pupil. */
    static List<LateDrafts.Late> list(Handle handle, String sheet, Column column, String staff) {
        return handle.createQuery("""
                        SELECT pupil, tenths, word, at, claimed_at FROM draft
                         WHERE sheet = :sheet AND col = :col AND staff = :staff
                           AND (tenths IS NOT NULL OR word IS NOT NULL)
                           AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.sheet = draft.sheet
                                AND mark.pupil = draft.pupil AND mark.col = draft.col)
                         ORDER BY pupil""")
                .bind("sheet", sheet)
                .bind("col", column.code())
                .bind("staff", staff)
                .map((row, context) -> {
                    var claimed = row.getString(5);
                    return new LateDrafts.Late(
                            row.getString(1),
                            MarkTable.entry(row, 2, 3).orElseThrow(),
                            Instant.parse(row.getString(4)),
                            claimed == null ? null : Instant.parse(claimed));
                })
                .list();
    }

    /** How many drafts of an author wait, by sheet and column. */
    static Map<String, Map<Column, Integer>> count(Handle handle, String staff) {
        var counts = new LinkedHashMap<String, Map<Column, Integer>>();
        handle.createQuery("""
                        SELECT sheet, col, count(*) FROM draft
                         WHERE staff = :staff AND (tenths IS NOT NULL OR word IS NOT NULL)
                           AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.sheet = draft.sheet
                                AND mark.pupil = draft.pupil AND mark.col = draft.col)
                         GROUP BY sheet, col""")
                .bind("staff", staff)
                .map((row, context) -> counts.computeIfAbsent(row.getString(1), sheet -> new EnumMap<>(Column.class))
                        .put(Column.get(row.getString(2)), row.getInt(3)))
                .list();
        return counts;
    }

    /** Một ô nháp của một người. */
    record Own(String sheet, Cell cell, Entry value) {}

    /** Every draft of an author that no mark has overtaken. */
    static List<Own> listOf(Handle handle, String staff) {
        return handle.createQuery("""
                        SELECT sheet, pupil, col, tenths, word FROM draft
                         WHERE staff = :staff AND (tenths IS NOT NULL OR word IS NOT NULL)
                           AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.sheet = draft.sheet
                                AND mark.pupil = draft.pupil AND mark.col = draft.col)
                         ORDER BY sheet, pupil, col""")
                .bind("staff", staff)
                .map((row, context) -> new Own(
                        row.getString(1),
                        new Cell(row.getString(2), Column.get(row.getString(3))),
                        MarkTable.entry(row, 4, 5).orElseThrow()))
                .list();
    }

    /** Takes away the drafts that have become marks with journal line {@code firstSeq} or later. */
    static void removeCommitted(Tx tx, String sheet, long firstSeq) {
        tx.handle()
                .createUpdate("""
                        DELETE FROM draft WHERE sheet = :sheet AND EXISTS (
                            SELECT 1 FROM mark WHERE mark.sheet = draft.sheet AND mark.pupil = draft.pupil
                               AND mark.col = draft.col AND mark.seq >= :firstSeq)""")
                .bind("sheet", sheet)
                .bind("firstSeq", firstSeq)
                .execute();
    }

    /** What stands uncommitted in the sheets of a class and term, and no mark has overtaken. */
    static List<LateDrafts.Held> list(Handle handle, String homeroom, int semester) {
        return handle.createQuery("""
                        SELECT draft.sheet, sheet.subject, draft.pupil, draft.col, draft.staff
                          FROM draft JOIN sheet ON sheet.id = draft.sheet
                         WHERE sheet.homeroom = :homeroom AND sheet.semester = :semester
                           AND (draft.tenths IS NOT NULL OR draft.word IS NOT NULL)
                           AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.sheet = draft.sheet
                                AND mark.pupil = draft.pupil AND mark.col = draft.col)
                         ORDER BY sheet.subject, draft.pupil, draft.col""")
                .bind("homeroom", homeroom)
                .bind("semester", semester)
                .map((row, context) -> new LateDrafts.Held(
                        row.getString(1),
                        row.getString(2),
                        new Cell(row.getString(3), Column.get(row.getString(4))),
                        row.getString(5)))
                .list();
    }
}
