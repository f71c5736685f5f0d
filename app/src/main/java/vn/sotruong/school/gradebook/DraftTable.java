package vn.sotruong.school.gradebook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code draft}: what is typed and not committed; read a sheet at a time, written a request at a time. */
final class DraftTable {
    private DraftTable() {}

    static void collect(Handle handle, String sheet, Map<Cell, CellState> into) {
        handle.createQuery("SELECT pupil, col, tenths, rev, staff, at FROM draft WHERE sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> {
                    var tenths = row.getInt("tenths");
                    var cleared = row.wasNull();
                    return Map.entry(
                            new Cell(row.getString("pupil"), Column.get(row.getString("col"))),
                            new CellState(
                                    cleared ? CellState.Life.EMPTY : CellState.Life.DRAFT,
                                    cleared ? Optional.empty() : Optional.of(new Score(tenths)),
                                    row.getLong("rev"),
                                    row.getString("staff"),
                                    row.getString("at")));
                })
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
    }

    static void put(Tx tx, Teacher teacher, String sheet, Collection<EventTable.Event> events) {
        var batch = tx.handle().prepareBatch("""
                        INSERT INTO draft (sheet, pupil, col, staff, account, tenths, rev, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (sheet, pupil, col) DO UPDATE SET staff = excluded.staff,
                            account = excluded.account, tenths = excluded.tenths, rev = excluded.rev, at = excluded.at""");
        for (var event : events) {
            batch.bind(0, sheet)
                    .bind(1, event.cell().pupil())
                    .bind(2, event.cell().column().code())
                    .bind(3, teacher.staff())
                    .bind(4, teacher.actor().account())
                    .bind(5, event.value().map(Score::tenths).orElse(null))
                    .bind(6, event.n())
                    .bind(7, Moments.text(tx.now()))
                    .add();
        }
        batch.execute();
    }

    /** Takes away the drafts that have just become marks. */
    static void remove(Tx tx, String sheet, List<Cell> cells) {
        var batch = tx.handle().prepareBatch("DELETE FROM draft WHERE sheet = ? AND pupil = ? AND col = ?");
        for (var cell : cells) {
            batch.bind(0, sheet)
                    .bind(1, cell.pupil())
                    .bind(2, cell.column().code())
                    .add();
        }
        batch.execute();
    }
}
