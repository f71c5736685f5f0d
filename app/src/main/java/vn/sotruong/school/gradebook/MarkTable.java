package vn.sotruong.school.gradebook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng {@code mark}: committed marks, read a sheet at a time. */
final class MarkTable {
    static final Entity MARK = Entity.of("mark", Audience.RECEIVER, "sheet", "pupil", "col");

    private MarkTable() {}

    static Map<String, @Nullable Object> row(String sheet, Cell cell, Score score, String enteredBy, String enteredAt) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", cell.pupil());
        row.put("col", cell.column().code());
        row.put("tenths", (long) score.tenths());
        row.put("entered_by", enteredBy);
        row.put("entered_at", enteredAt);
        return row;
    }

    /** The journal's name of a cell. */
    static String id(String sheet, Cell cell) {
        return sheet + "/" + cell.pupil() + "/" + cell.column().code();
    }

    /** The marks of one pupil on a sheet. */
    static Map<Cell, CellState> map(Handle handle, String sheet, String pupil) {
        var all = new HashMap<Cell, CellState>();
        handle.createQuery(
                        "SELECT col, tenths, entered_by, entered_at FROM mark WHERE sheet = :sheet AND pupil = :pupil")
                .bind("sheet", sheet)
                .bind("pupil", pupil)
                .map((row, context) -> {
                    var tenths = row.getInt(2);
                    var value = row.wasNull() ? Optional.<Score>empty() : Optional.of(new Score(tenths));
                    return Map.entry(
                            new Cell(pupil, Column.get(row.getString(1))),
                            new CellState(CellState.Life.COMMITTED, value, 0, row.getString(3), row.getString(4)));
                })
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    static void collect(Handle handle, String sheet, Map<Cell, CellState> into) {
        handle.createQuery("SELECT pupil, col, tenths, entered_by, entered_at FROM mark WHERE sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> {
                    var tenths = row.getInt(3);
                    var value = row.wasNull() ? Optional.<Score>empty() : Optional.of(new Score(tenths));
                    return Map.entry(
                            new Cell(row.getString(1), Column.get(row.getString(2))),
                            new CellState(CellState.Life.COMMITTED, value, 0, row.getString(4), row.getString(5)));
                })
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
    }
}
