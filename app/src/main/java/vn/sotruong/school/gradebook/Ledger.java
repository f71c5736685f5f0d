package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;

/**
 * Một trang sổ đang mở: a sheet with its pupils, cells and locks, read once in one consistent state for one request.
 *
 * @param pupils who is in the class now, by id, in the order of numbers
 * @param cells those that anybody touched
 * @param locks those in force
 */
record Ledger(Sheet sheet, Map<String, RollEntry> pupils, Map<Cell, CellState> cells, List<Lock> locks) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Whether a teacher may open a sheet at all at that moment. */
    static boolean opensFor(Handle handle, Sheet sheet, String staff, Instant now) {
        return Roll.teaches(handle, staff, sheet.homeroom(), sheet.subject(), today(now));
    }

    static Ledger read(Handle handle, Sheet sheet, Locks locks) {
        var pupils = new LinkedHashMap<String, RollEntry>();
        Roll.list(handle, sheet.homeroom())
                .forEach(entry -> pupils.put(entry.pupil().id(), entry));
        var cells = new HashMap<Cell, CellState>();
        DraftTable.collect(handle, sheet.id(), cells);
        MarkTable.collect(handle, sheet.id(), cells);
        return new Ledger(
                sheet, pupils, cells, locks.inForce(handle, sheet.homeroom(), sheet.subject(), sheet.semester()));
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    CellState cell(Cell cell) {
        return cells.getOrDefault(cell, CellState.UNTOUCHED);
    }

    Optional<RollEntry> find(String pupil) {
        return Optional.ofNullable(pupils.get(pupil));
    }
}
