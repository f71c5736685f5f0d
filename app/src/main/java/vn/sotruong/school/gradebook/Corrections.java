package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/**
 * Sửa sổ: writes a correction, with its event and its journal line, as a newer version of the cell. Who may correct is
 * the caller's question; here it is seen to that the cell still holds what the consent named, and that the value fits.
 */
public final class Corrections {
    private final List<AfterWrite> hooks;

    /** @param hooks those who hear of each change; the list may grow */
    Corrections(List<AfterWrite> hooks) {
        this.hooks = hooks;
    }

    /** Carries a correction out in the caller's transaction; a reason tells that nothing was written. */
    public Optional<Reason> apply(Tx tx, Correction correction) {
        var sheet = SheetTable.find(tx.handle(), correction.sheetId());
        if (sheet.isEmpty()) {
            return Optional.of(Reason.NO_SHEET);
        }
        var cell = correction.cell();
        var held = MarkTable.find(tx.handle(), sheet.get().id(), cell);
        var refusal = refusal(tx.handle(), sheet.get(), correction, held);
        if (refusal.isPresent()) {
            return refusal;
        }
        var now = Moments.text(tx.now());
        var row = MarkTable.row(
                sheet.get().id(),
                cell,
                correction.next(),
                correction.authorStaff(),
                now,
                held.map(CellState::firstAt).orElse(now));
        var seq = held.isPresent()
                ? tx.amend(Gradebook.MARK, row, correction.line())
                : tx.create(Gradebook.MARK, row, correction.line());
        var alone = correction.lane() == Lane.OWN ? tx.actor().session() : null;
        EventTable.addCommitted(tx, correction.authorStaff(), sheet.get().id(), seq, alone);
        DraftTable.removeCommitted(tx, sheet.get().id(), seq);
        MissingTestTable.settle(tx, sheet.get().id(), Set.of(cell.pupil()));
        hooks.forEach(hook -> hook.wrote(tx, sheet.get(), Set.of(cell.pupil())));
        return Optional.empty();
    }

    private static Optional<Reason> refusal(
            Handle handle, Sheet sheet, Correction correction, Optional<CellState> held) {
        var cell = correction.cell();
        if (!sheet.columns().contains(cell.column())) {
            return Optional.of(Reason.UNKNOWN_COLUMN);
        }
        if (held.isEmpty() && !belongs(handle, sheet, cell)) {
            return Optional.of(Reason.UNKNOWN_PUPIL);
        }
        if (!held.flatMap(CellState::value).equals(correction.expected())) {
            return Optional.of(Reason.CHANGED);
        }
        if (correction.next().equals(correction.expected())) {
            return Optional.of(Reason.SAME_VALUE);
        }
        return correction
                        .next()
                        .filter(next -> !sheet.scale(cell.column()).takes(next))
                        .isPresent()
                ? Optional.of(sheet.scale(cell.column()) == Scale.FROM_ONE ? Reason.FROM_ONE : Reason.BAD_VALUE)
                : Optional.empty();
    }

    private static boolean belongs(Handle handle, Sheet sheet, Cell cell) {
        return Gradebook.belongs(handle, sheet, cell) || EventTable.knows(handle, sheet.id(), cell.pupil());
    }
}
