package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.EventTable.Event;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.people.PupilStatus;

/** Ai được ghi gì, khi nào: who may write which cell. Pure; every fact is handed in, as it stands when the server decides. */
final class GradebookPolicy {
    private GradebookPolicy() {}

    /**
     * What is to become of a command.
     *
     * @param reading what the server makes of what was typed
     * @param done what a command of this id did before
     * @param cell what the cell holds now
     * @param newest the event behind the cell's revision, where the command was based on another one
     * @param hours of the cell's column, at the moment at which the request came in
     * @param lane of a committed cell
     */
    record Facts(
            Op op,
            Teacher teacher,
            String sheet,
            Reading reading,
            @Nullable Event done,
            PupilStatus pupil,
            List<Lock> locks,
            CellState cell,
            @Nullable Event newest,
            Hours hours,
            @Nullable Lane lane) {}

    /** The answer to a command that is not carried out; empty for one that is. */
    static Optional<Answer> answer(Facts facts) {
        var id = facts.op.id();
        if (facts.done != null) {
            return Optional.of(repeated(facts, facts.done));
        }
        if (facts.pupil != PupilStatus.STUDYING) {
            return Optional.of(new Answer.Refused(id, Reason.PUPIL_PAUSED));
        }
        var refusing = refusing(facts.locks, facts.op.cell().column(), facts.cell.committed());
        if (!refusing.isEmpty()) {
            return Optional.of(new Answer.Locked(id, refusing));
        }
        if (facts.reading instanceof Reading.Wrong wrong) {
            return Optional.of(new Answer.Invalid(id, wrong));
        }
        if (facts.cell.committed()) {
            return Optional.of(new Answer.Committed(
                    id,
                    facts.cell.value(),
                    facts.cell.staff(),
                    facts.cell.at(),
                    facts.lane == null ? Lane.WITNESSED : facts.lane));
        }
        if (!facts.hours.open() && !facts.hours.ended()) {
            return Optional.of(new Answer.Closed(id, facts.hours.at()));
        }
        if (unchanged(facts)) {
            return Optional.of(taken(id, facts.hours, facts.cell.rev(), facts.cell.value(), facts.cell.doubtful()));
        }
        return expected(facts)
                ? Optional.empty()
                : Optional.of(new Answer.Conflict(
                        id, facts.cell.rev(), facts.cell.value(), facts.cell.staff(), facts.cell.at()));
    }

    /** The answer to a command that was carried out: in time a draft, after it a late draft. */
    static Answer taken(String op, Hours hours, long rev, Optional<Entry> value, boolean doubtful) {
        var at = hours.at();
        return hours.ended() && at != null
                ? new Answer.Late(op, rev, value, at)
                : new Answer.Kept(op, rev, value, doubtful);
    }

    /** What stands there already; a second look at a doubtful value is a change, though the value is the same. */
    private static boolean unchanged(Facts facts) {
        return value(facts.reading).equals(facts.cell.value()) && !(facts.cell.doubtful() && !doubtful(facts.reading));
    }

    /** The locks that forbid a write to a column of a cell that is committed, or is not. */
    static List<Lock> refusing(List<Lock> locks, Column column, boolean committed) {
        return locks.stream()
                .filter(lock -> lock.refuses(column.code(), committed))
                .toList();
    }

    static Optional<Entry> value(Reading reading) {
        return reading instanceof Reading.Mark mark ? Optional.of(mark.entry()) : Optional.empty();
    }

    static boolean doubtful(Reading reading) {
        return reading instanceof Reading.Mark mark && mark.doubtful();
    }

    /** Another's command, or the same id for another cell or value, is refused without a word about the first. */
    private static Answer repeated(Facts facts, Event done) {
        var same = done.account().equals(facts.teacher.actor().account())
                && done.sheet().equals(facts.sheet)
                && done.cell().equals(facts.op.cell())
                && !(facts.reading instanceof Reading.Wrong)
                && done.value().equals(value(facts.reading));
        return same
                ? new Answer.Again(facts.op.id(), done.n(), done.value(), doubtful(facts.reading))
                : new Answer.Refused(facts.op.id(), Reason.OP_REUSED);
    }

    private static boolean expected(Facts facts) {
        if (facts.op.base() == facts.cell.rev()) {
            return true;
        }
        var newest = facts.newest;
        return newest != null
                && newest.op() != null
                && newest.account().equals(facts.teacher.actor().account())
                && facts.op.after().contains(newest.op());
    }
}
