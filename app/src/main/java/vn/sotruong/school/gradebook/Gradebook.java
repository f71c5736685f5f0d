package vn.sotruong.school.gradebook;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.gradebook.EventTable.Event;
import vn.sotruong.school.gradebook.EventTable.Kind;
import vn.sotruong.school.locks.Locks;

/**
 * Sổ theo dõi và đánh giá học sinh: everything that may be done with marks. The server decides when it receives, on
 * every path; what a page believed is only the base of a question.
 */
public final class Gradebook {
    /** Bảng điểm môn, as the journal names it. */
    public static final Entity SHEET = SheetTable.SHEET;

    /** Điểm đã ghi sổ, as the journal names it. */
    public static final Entity MARK = MarkTable.MARK;

    private final Database db;
    private final Locks locks;
    private final Clock clock;
    private final MarkReader reader = new MarkReader(true);

    public Gradebook(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /** Opens the sheet of a class, subject and term, unless it is open already. */
    public static Sheet open(Tx tx, String homeroom, String subject, int semester, int regularCount) {
        var open = SheetTable.find(tx.handle(), homeroom, subject, semester);
        if (open.isPresent()) {
            return open.get();
        }
        var sheet = new Sheet(tx.newId(), homeroom, subject, semester, regularCount);
        tx.create(SHEET, SheetTable.row(sheet));
        return sheet;
    }

    /** The sheet of a class, subject and term. */
    public static Optional<Sheet> findSheet(Handle handle, String homeroom, String subject, int semester) {
        return SheetTable.find(handle, homeroom, subject, semester);
    }

    /** Takes a request's commands: those that may be carried out become drafts, durable together, before this returns. */
    public OpsResult enter(Teacher teacher, String sheetId, List<Op> ops) {
        var malformed = malformed(ops);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return new OpsResult.Denied(Reason.NO_SHEET, Optional.empty());
            }
            if (administers(teacher) || !Ledger.opensFor(tx.handle(), sheet.get(), teacher.staff(), tx.now())) {
                return new OpsResult.Denied(Reason.NOT_YOUR_SHEET, Optional.empty());
            }
            var ledger = Ledger.read(tx.handle(), sheet.get(), locks, tx.now());
            var foreign = foreign(tx.handle(), ledger, ops);
            return foreign.isPresent() ? foreign.get() : new OpsResult.Answered(carryOut(tx, teacher, ledger, ops));
        });
    }

    /** The drafts of a teacher on a sheet, as they would be committed now. */
    public Optional<CommitPlan> plan(Teacher teacher, String sheetId) {
        return db.read(handle -> SheetTable.find(handle, sheetId)
                .filter(sheet -> Ledger.opensFor(handle, sheet, teacher.staff(), clock.instant()))
                .map(sheet -> CommitPlan.of(Ledger.read(handle, sheet, locks, clock.instant()), teacher.staff())));
    }

    /**
     * Ghi sổ: turns the teacher's drafts of the chosen columns into marks, all together, with their journal lines.
     *
     * @param seen by chosen column, the seal of the plan that the teacher was shown; another state is refused
     */
    public CommitResult commit(Teacher teacher, String sheetId, Map<Column, String> seen) {
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return new CommitResult.NotCommitted(Reason.NO_SHEET);
            }
            if (administers(teacher) || !Ledger.opensFor(tx.handle(), sheet.get(), teacher.staff(), tx.now())) {
                return new CommitResult.NotCommitted(Reason.NOT_YOUR_SHEET);
            }
            if (!Standing.full(tx.handle(), teacher.actor().account())) {
                return new CommitResult.NotCommitted(Reason.NOT_IN_FULL_STANDING);
            }
            var plan = CommitPlan.of(Ledger.read(tx.handle(), sheet.get(), locks, tx.now()), teacher.staff());
            var refusal = plan.refusal(seen);
            return refusal.isPresent()
                    ? new CommitResult.NotCommitted(refusal.get())
                    : write(tx, teacher, sheet.get(), plan.chosen(seen.keySet()));
        });
    }

    /** Marks are entered in use: whoever runs the system has no marks to enter while they do. */
    private static boolean administers(Teacher teacher) {
        return teacher.actor().capacity() == Capacity.ADMINISTRATION;
    }

    private static Optional<OpsResult> malformed(List<Op> ops) {
        if (ops.size() > Op.MOST) {
            return Optional.of(new OpsResult.Denied(Reason.TOO_MANY, Optional.empty()));
        }
        var ids = new HashSet<String>();
        return ops.stream()
                .filter(op -> !op.wellFormed() || !ids.add(op.id()))
                .findFirst()
                .map(op -> new OpsResult.Denied(Reason.MALFORMED, Optional.of(op.id())));
    }

    /** A command for a cell that this sheet never had: no page of ours makes one, so the request is refused whole. */
    private static Optional<OpsResult> foreign(Handle handle, Ledger ledger, List<Op> ops) {
        for (var op : ops) {
            var cell = op.cell();
            if (!ledger.sheet().columns().contains(cell.column())) {
                return Optional.of(new OpsResult.Denied(Reason.UNKNOWN_COLUMN, Optional.of(op.id())));
            }
            if (ledger.find(cell.pupil()).isEmpty()
                    && !EventTable.knows(handle, ledger.sheet().id(), cell.pupil())) {
                return Optional.of(new OpsResult.Denied(Reason.UNKNOWN_PUPIL, Optional.of(op.id())));
            }
        }
        return Optional.empty();
    }

    private List<Answer> carryOut(Tx tx, Teacher teacher, Ledger ledger, List<Op> ops) {
        var done = EventTable.mapOfOps(tx.handle(), ops.stream().map(Op::id).toList());
        var cells = new HashMap<>(ledger.cells());
        var answers = new ArrayList<Answer>();
        var events = new ArrayList<Event>();
        var byNumber = new HashMap<Long, Event>();
        var next = EventTable.last(tx.handle()) + 1;
        for (var op : ops) {
            var entry = ledger.find(op.cell().pupil());
            if (entry.isEmpty()) {
                answers.add(new Answer.Refused(op.id(), Reason.PUPIL_LEFT));
                continue;
            }
            if (ledger.leftOut().contains(op.cell().pupil()) && !done.containsKey(op.id())) {
                answers.add(new Answer.Refused(op.id(), Reason.PUPIL_EXEMPT));
                continue;
            }
            var cell = cells.getOrDefault(op.cell(), CellState.UNTOUCHED);
            var reading = reader.read(op.typed());
            var newest = newest(tx.handle(), op, cell, byNumber);
            var answer = GradebookPolicy.answer(new GradebookPolicy.Facts(
                    op,
                    teacher,
                    ledger.sheet().id(),
                    reading,
                    done.get(op.id()),
                    entry.get().pupil().status(),
                    ledger.locks(),
                    cell,
                    newest.orElse(null)));
            if (answer.isPresent()) {
                answers.add(answer.get());
                continue;
            }
            var event = draft(tx, teacher, ledger.sheet(), op, GradebookPolicy.value(reading), next++);
            events.add(event);
            byNumber.put(event.n(), event);
            cells.put(op.cell(), state(event));
            answers.add(new Answer.Kept(op.id(), event.n(), event.value()));
        }
        keep(tx, teacher, ledger.sheet(), events);
        return answers;
    }

    private static Optional<Event> newest(Handle handle, Op op, CellState cell, Map<Long, Event> byNumber) {
        if (op.base() == cell.rev() || op.after().isEmpty() || cell.rev() == 0) {
            return Optional.empty();
        }
        var own = byNumber.get(cell.rev());
        return own != null ? Optional.of(own) : EventTable.find(handle, cell.rev());
    }

    private static Event draft(Tx tx, Teacher teacher, Sheet sheet, Op op, Optional<Score> value, long n) {
        return new Event(
                n,
                op.id(),
                sheet.id(),
                op.cell(),
                value,
                teacher.staff(),
                teacher.actor().account(),
                Kind.DRAFT,
                Moments.text(tx.now()));
    }

    private static CellState state(Event event) {
        var life = event.value().isPresent() ? CellState.Life.DRAFT : CellState.Life.EMPTY;
        return new CellState(life, event.value(), event.n(), event.staff(), event.at());
    }

    private static void keep(Tx tx, Teacher teacher, Sheet sheet, List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        EventTable.add(tx, events);
        var newest = events.stream().collect(Collectors.toMap(Event::cell, Function.identity(), (a, b) -> b));
        DraftTable.put(tx, teacher, sheet.id(), newest.values());
    }

    private static CommitResult write(Tx tx, Teacher teacher, Sheet sheet, List<CommitPlan.ColumnPlan> columns) {
        var at = Moments.text(tx.now());
        var firstSeq = Long.MAX_VALUE;
        var count = 0;
        for (var column : columns) {
            for (var draft : column.drafts()) {
                var cell = new Cell(draft.pupil(), column.column());
                var seq = tx.create(MARK, MarkTable.row(sheet.id(), cell, draft.score(), teacher.staff(), at));
                firstSeq = Math.min(firstSeq, seq);
                count++;
            }
        }
        EventTable.addCommitted(tx, teacher, sheet.id(), firstSeq);
        DraftTable.removeCommitted(tx, sheet.id(), firstSeq);
        return new CommitResult.Done(count, at);
    }
}
