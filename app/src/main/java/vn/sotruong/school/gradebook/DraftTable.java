package vn.sotruong.school.gradebook;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code draft}: what is typed and not committed; read a sheet at a time, written a request at a time. */
final class DraftTable {
    private DraftTable() {}

    static void collect(Handle handle, String sheet, Map<Cell, CellState> into) {
        handle.createQuery("SELECT pupil, col, tenths, rev, staff, at FROM draft WHERE sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> {
                    var tenths = row.getInt(3);
                    var cleared = row.wasNull();
                    return Map.entry(
                            new Cell(row.getString(1), Column.get(row.getString(2))),
                            new CellState(
                                    cleared ? CellState.Life.EMPTY : CellState.Life.DRAFT,
                                    cleared ? Optional.empty() : Optional.of(new Score(tenths)),
                                    row.getLong(4),
                                    row.getString(5),
                                    row.getString(6)));
                })
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
    }

    static void put(Tx tx, Teacher teacher, String sheet, Collection<EventTable.Event> events) {
        try (var upsert = tx.handle().getConnection().prepareStatement("""
                        INSERT INTO draft (sheet, pupil, col, staff, account, tenths, rev, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (sheet, pupil, col) DO UPDATE SET staff = excluded.staff,
                            account = excluded.account, tenths = excluded.tenths, rev = excluded.rev, at = excluded.at""")) {
            for (var event : events) {
                upsert.setString(1, sheet);
                upsert.setString(2, event.cell().pupil());
                upsert.setString(3, event.cell().column().code());
                upsert.setString(4, teacher.staff());
                upsert.setString(5, teacher.actor().account());
                upsert.setObject(6, event.value().map(Score::tenths).orElse(null));
                upsert.setLong(7, event.n());
                upsert.setString(8, event.at());
                upsert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
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
}
