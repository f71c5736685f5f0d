package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.windows.Schedule;
import vn.sotruong.school.windows.Windows;

/**
 * Xếp đường sửa điểm: by which lane a cell may change. A cell that was committed while a window stood that has since
 * ended, or outside of any, or that any lock has bound since, stays with the witnesses for ever: no later window and no
 * reopening brings it back.
 */
public final class Lanes {
    private final Locks locks;

    public Lanes(Locks locks) {
        this.locks = locks;
    }

    /**
     * The lane of a cell.
     *
     * @param teacher who asks; null where only the cell's own state matters
     */
    public Lane of(Handle handle, Sheet sheet, Cell cell, @Nullable Teacher teacher, Instant now) {
        return new OfSheet(
                        sheet,
                        locks.inForce(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                        locks.history(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                        Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                        now)
                .of(cell, MarkTable.find(handle, sheet.id(), cell), own(handle, sheet, cell, teacher, now));
    }

    /** The lock that keeps a committed cell from being written now, or else one that has bound it since it was committed. */
    public Optional<Lock> findLock(Handle handle, Sheet sheet, Cell cell, Instant now) {
        var firstAt = MarkTable.find(handle, sheet.id(), cell)
                .map(CellState::firstAt)
                .map(Instant::parse)
                .orElse(now);
        var column = cell.column().code();
        var inForce = locks.inForce(handle, sheet.homeroom(), sheet.subject(), sheet.semester()).stream()
                .filter(lock -> lock.refuses(column, true))
                .sorted(Comparator.comparing(lock -> lock.kind() != Lock.Kind.CLOSE));
        var before = locks.history(handle, sheet.homeroom(), sheet.subject(), sheet.semester()).stream()
                .filter(lock -> lock.covers(column) && lock.boundBetween(firstAt, now));
        return Stream.concat(inForce, before).findFirst();
    }

    /** Whether whoever asks committed the newest value of a cell in this very session, today, and may correct it alone. */
    static boolean own(Handle handle, Sheet sheet, Cell cell, @Nullable Teacher teacher, Instant now) {
        if (teacher == null || teacher.actor().capacity() != Capacity.USE || !OwnCorrectionTable.allowed(handle)) {
            return false;
        }
        return EventTable.findCommit(handle, sheet.id(), cell)
                .filter(event -> event.by(teacher) && Ledger.sameDay(event.at(), now))
                .isPresent();
    }

    /**
     * What decides over the cells of one sheet.
     *
     * @param locks in force now
     * @param history those that were ever in force
     */
    record OfSheet(Sheet sheet, List<Lock> locks, List<Lock> history, Schedule schedule, Instant now) {
        Lane of(Cell cell, Optional<CellState> mark, boolean own) {
            var column = cell.column();
            if (locks.stream().anyMatch(lock -> lock.covers(column.code()) && closes(lock))) {
                return Lane.CLOSED;
            }
            var refused =
                    !GradebookPolicy.refusing(locks, column, mark.isPresent()).isEmpty();
            var hours = Hours.of(schedule, column, now);
            if (mark.isEmpty()) {
                return refused || hours.ended() ? Lane.WITNESSED : Lane.DRAFT;
            }
            if (refused
                    || !hours.open()
                    || settled(column, Instant.parse(mark.get().firstAt()))) {
                return Lane.WITNESSED;
            }
            return own ? Lane.OWN : Lane.DIRECTED;
        }

        private boolean settled(Column column, Instant firstAt) {
            return schedule.open(column.code(), firstAt).isEmpty()
                    || schedule.endedBetween(column.code(), firstAt, now)
                    || history.stream().anyMatch(lock -> lock.covers(column.code()) && lock.boundBetween(firstAt, now));
        }

        private static boolean closes(Lock lock) {
            return lock.kind() == Lock.Kind.CLOSE;
        }
    }
}
