package vn.sotruong.school.gradebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng {@code mark}: committed marks, read a sheet at a time. */
final class MarkTable {
    static final Entity MARK = Entity.of("mark", Audience.RECEIVER, "sheet", "pupil", "col");

    private MarkTable() {}

    /** The row of a value that is committed for the first time. */
    static Map<String, @Nullable Object> row(String sheet, Cell cell, Entry entry, String enteredBy, String enteredAt) {
        return row(sheet, cell, Optional.of(entry), enteredBy, enteredAt, null);
    }

    /** @param firstAt when its first value was committed; null where {@code enteredAt} tells it, and nothing was corrected */
    static Map<String, @Nullable Object> row(
            String sheet,
            Cell cell,
            Optional<Entry> entry,
            String enteredBy,
            String enteredAt,
            @Nullable String firstAt) {
        var row = new HashMap<String, @Nullable Object>();
        var number = entry.map(Entry::number).orElse(null);
        row.put("sheet", sheet);
        row.put("pupil", cell.pupil());
        row.put("col", cell.column().code());
        row.put("tenths", number == null ? null : number.longValue());
        row.put("word", entry.map(Entry::word).orElse(null));
        row.put("entered_by", enteredBy);
        row.put("entered_at", enteredAt);
        row.put("first_at", firstAt);
        return row;
    }

    /** The journal's name of a cell. */
    static String id(String sheet, Cell cell) {
        return sheet + "/" + cell.pupil() + "/" + cell.column().code();
    }

    /** The journal's names of the cells of these sheets that a correction ever wrote, with their sheets. */
    static Map<String, String> mapCorrected(Handle handle, Collection<String> sheets) {
        var found = new HashMap<String, String>();
        handle.createQuery("""
                        SELECT sheet || '/' || pupil || '/' || col, sheet FROM mark
                         WHERE first_at IS NOT NULL AND sheet IN (SELECT value FROM json_each(:sheets))""")
                .bind("sheets", sheets.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")))
                .map((row, context) -> found.put(row.getString(1), row.getString(2)))
                .list();
        return found;
    }

    /** What is committed in a cell; empty where nothing ever was. */
    static Optional<CellState> find(Handle handle, String sheet, Cell cell) {
        return handle.createQuery("""
                        SELECT tenths, word, entered_by, entered_at, first_at FROM mark
                         WHERE sheet = :sheet AND pupil = :pupil AND col = :col""")
                .bind("sheet", sheet)
                .bind("pupil", cell.pupil())
                .bind("col", cell.column().code())
                .map((row, context) -> state(row, 1))
                .findOne();
    }

    /** The marks of one pupil on a sheet. */
    static Map<Cell, CellState> map(Handle handle, String sheet, String pupil) {
        var all = new HashMap<Cell, CellState>();
        handle.createQuery("""
                        SELECT col, tenths, word, entered_by, entered_at, first_at FROM mark
                         WHERE sheet = :sheet AND pupil = :pupil""")
                .bind("sheet", sheet)
                .bind("pupil", pupil)
                .map((row, context) -> Map.entry(new Cell(pupil, Column.get(row.getString(1))), state(row, 2)))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    static void collect(Handle handle, String sheet, Map<Cell, CellState> into) {
        handle.createQuery("""
                        SELECT pupil, col, tenths, word, entered_by, entered_at, first_at FROM mark
                         WHERE sheet = :sheet""")
                .bind("sheet", sheet)
                .map((row, context) ->
                        Map.entry(new Cell(row.getString(1), Column.get(row.getString(2))), state(row, 3)))
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
    }

    private static CellState state(ResultSet row, int from) throws SQLException {
        var enteredAt = row.getString(from + 3);
        var firstAt = row.getString(from + 4);
        return new CellState(
                CellState.Life.COMMITTED,
                entry(row, from, from + 1),
                0,
                row.getString(from + 2),
                enteredAt,
                firstAt == null ? enteredAt : firstAt,
                false);
    }

    /** The value that stands in these two columns of a row. */
    static Optional<Entry> entry(ResultSet row, int tenthsAt, int wordAt) throws SQLException {
        var tenths = row.getInt(tenthsAt);
        return row.wasNull() ? Entry.of(null, row.getString(wordAt)) : Optional.of(new Score(tenths));
    }
}
