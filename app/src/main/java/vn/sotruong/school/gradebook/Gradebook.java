package vn.sotruong.school.gradebook;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/**
 * Sổ theo dõi và đánh giá học sinh: everything that may be done with marks. The server decides when it receives, on
 * every path; what a page believed is only the base of a question.
 */
public final class Gradebook {
    /** Bảng điểm môn, as the journal names it. */
    public static final Entity SHEET = SheetTable.SHEET;

    /** Điểm đã ghi sổ, as the journal names it. */
    public static final Entity MARK = MarkTable.MARK;

    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(
            SHEET, MARK, OwnCorrectionTable.OWN_CORRECTION, RefusedTable.REFUSED_WRITE, MissingTestTable.MISSING_TEST);

    private static final int LEAST_REGULAR = 2;
    private static final int LONGEST_DECISION = 200;
    private static final Map<Scale, MarkReader> READERS = Arrays.stream(Scale.values())
            .collect(Collectors.toMap(Function.identity(), scale -> new MarkReader(true, scale)));

    private final Database db;
    private final Locks locks;
    private final Lanes lanes;
    private final Clock clock;
    private final List<AfterWrite> hooks = new CopyOnWriteArrayList<>();
    private final Corrections corrections = new Corrections(hooks);

    public Gradebook(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.lanes = new Lanes(locks);
        this.clock = clock;
    }

    /** From now on that room hears of each change of what is committed, in its transaction. */
    public void register(AfterWrite hook) {
        hooks.add(hook);
    }

    /** What writes corrections of committed cells, for whoever may. */
    public Corrections corrections() {
        return corrections;
    }

    /** Whether the school lets whoever committed a value correct it alone until they leave. */
    public static boolean correctsAlone(Handle handle) {
        return OwnCorrectionTable.allowed(handle);
    }

    /** By which lane cells may change. */
    public Lanes lanes() {
        return lanes;
    }

    /** What reads the typing for a column of that scale. */
    static MarkReader reader(Scale scale) {
        return Objects.requireNonNull(READERS.get(scale));
    }

    /** Opens the sheet of a class, subject and term, unless it is open already. */
    public static Sheet open(Tx tx, String homeroom, String subject, int semester, int regularCount) {
        return open(tx, new Sheet("", homeroom, subject, semester, regularCount));
    }

    /** Opens the sheet of a subject with comments alone. */
    public static Sheet openComment(Tx tx, String homeroom, String subject, int semester) {
        var regular = CommentQuota.regular(tx.handle(), homeroom, subject);
        return open(tx, new Sheet("", homeroom, subject, semester, regular, Sheet.Form.COMMENT, 0));
    }

    /** Opens the sheet of a primary subject, with so many tests beside its levels. */
    public static Sheet openPrimary(Tx tx, String homeroom, String subject, int semester, int tests) {
        return open(tx, new Sheet("", homeroom, subject, semester, LEAST_REGULAR, Sheet.Form.PRIMARY, tests));
    }

    /** Opens the sheet of a primary subject, with the tests that the circular of its year and grade asks for. */
    public static Sheet openPrimary(Tx tx, Homeroom homeroom, String subject, int semester) {
        return openPrimary(tx, homeroom.id(), subject, semester, tests(tx.handle(), homeroom, subject, semester));
    }

    private static int tests(Handle handle, Homeroom homeroom, String subject, int semester) {
        var moments = semester == 1
                ? List.of(Moment.MID_FIRST, Moment.END_FIRST)
                : List.of(Moment.MID_SECOND, Moment.END_YEAR);
        return TestScale.circular(handle, homeroom)
                .map(circular -> (int) moments.stream()
                        .filter(each -> circular.tests(homeroom.grade(), each).contains(subject))
                        .count())
                .orElse(0);
    }

    private static Sheet open(Tx tx, Sheet like) {
        return SheetTable.find(tx.handle(), like.homeroom(), like.subject(), like.semester())
                .orElseGet(() -> {
                    var sheet = new Sheet(
                            tx.newId(),
                            like.homeroom(),
                            like.subject(),
                            like.semester(),
                            like.regularCount(),
                            like.form(),
                            like.tests());
                    tx.create(SHEET, SheetTable.row(sheet));
                    return sheet;
                });
    }

    /** The sheet of that id. */
    public static Optional<Sheet> findSheet(Handle handle, String id) {
        return SheetTable.find(handle, id);
    }

    /** What is committed in a cell; empty where nothing is, and where it was deleted. */
    public static Optional<Entry> findCommitted(Handle handle, String sheet, Cell cell) {
        return MarkTable.find(handle, sheet, cell).flatMap(CellState::value);
    }

    /**
     * Một ô đã ghi sổ.
     *
     * @param value empty where it was deleted
     * @param author staff id, in whose name it stands
     */
    public record Held(Optional<Entry> value, String author) {}

    /** What is committed in a cell; empty where nothing ever was. */
    public static Optional<Held> findHeld(Handle handle, String sheet, Cell cell) {
        return MarkTable.find(handle, sheet, cell).map(state -> new Held(state.value(), state.staff()));
    }

    /** Whether a pupil is on a sheet: in its class now, or with cells of their own there from before. */
    public static boolean isOn(Handle handle, Sheet sheet, String pupil) {
        return Roll.isIn(handle, pupil, sheet.homeroom()) || EventTable.knows(handle, sheet.id(), pupil);
    }

    /**
     * Whether an assessment may get a mark on a sheet: of a pupil who is in its class, or who was when it took place.
     *
     * @see Leavers how an assessment is dated
     */
    public static boolean belongs(Handle handle, Sheet sheet, Cell cell) {
        return Roll.isIn(handle, cell.pupil(), sheet.homeroom()) || Leavers.dated(handle, sheet, cell);
    }

    /** Where the mark that a pupil brought to an empty cell was given; empty where nothing was brought. */
    public static Optional<String> findBrought(Handle handle, Sheet sheet, Cell cell) {
        return findHeld(handle, sheet.id(), cell).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(Carried.read(handle, sheet, List.of(cell.pupil()))
                                .marks()
                                .get(cell))
                        .map(Carried::place);
    }

    /** The sheet of a class, subject and term. */
    public static Optional<Sheet> findSheet(Handle handle, String homeroom, String subject, int semester) {
        return SheetTable.find(handle, homeroom, subject, semester);
    }

    /** Takes a request's commands: those that may be carried out become drafts, durable together, before this returns. */
    public OpsResult enter(Teacher teacher, String sheetId, List<Op> ops) {
        var received = clock.instant();
        var malformed = malformed(ops);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return new OpsResult.Denied(Reason.NO_SHEET, Optional.empty());
            }
            if (administers(teacher) || !Ledger.opensFor(tx.handle(), sheet.get(), teacher.staff(), received)) {
                refused(tx, teacher, sheetId, ops);
                return new OpsResult.Denied(Reason.NOT_YOUR_SHEET, Optional.empty());
            }
            var ledger = Ledger.read(tx.handle(), sheet.get(), locks, received);
            var foreign = foreign(tx.handle(), ledger, ops);
            if (foreign.isPresent()) {
                return foreign.get();
            }
            var answers = carryOut(tx, teacher, ledger, ops);
            overCommitted(tx, teacher, sheetId, ops, answers);
            return new OpsResult.Answered(answers);
        });
    }

    private static void refused(Tx tx, Teacher teacher, String sheet, List<Op> ops) {
        var first = ops.isEmpty() ? null : ops.getFirst();
        RefusedTable.keep(
                tx,
                teacher,
                sheet,
                first == null ? null : first.cell(),
                first == null ? "" : first.typed(),
                ops.size(),
                Reason.NOT_YOUR_SHEET);
    }

    /** An attempt to change what is committed leaves a trace, whatever page it came from. */
    private static void overCommitted(Tx tx, Teacher teacher, String sheet, List<Op> ops, List<Answer> answers) {
        var refused = answers.stream()
                .filter(Answer.Committed.class::isInstance)
                .map(Answer::op)
                .collect(Collectors.toSet());
        ops.stream()
                .filter(op -> refused.contains(op.id()))
                .findFirst()
                .ifPresent(op ->
                        RefusedTable.keep(tx, teacher, sheet, op.cell(), op.typed(), refused.size(), Reason.COMMITTED));
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
     * <p>Whether a column's window is open is judged at the moment of the call, however long the writer is busy then, and
     * that moment counts as the marks'.
     *
     * @param seen by chosen column, the seal of the plan that the teacher was shown; another state is refused
     */
    public CommitResult commit(Teacher teacher, String sheetId, Map<Column, String> seen) {
        return commit(teacher, sheetId, seen, Set.of());
    }

    /**
     * Ghi sổ, of values too that must be looked at again.
     *
     * @param looked columns whose doubtful values the teacher has looked at again
     */
    public CommitResult commit(Teacher teacher, String sheetId, Map<Column, String> seen, Set<Column> looked) {
        var received = clock.instant();
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return new CommitResult.NotCommitted(Reason.NO_SHEET);
            }
            if (administers(teacher) || !Ledger.opensFor(tx.handle(), sheet.get(), teacher.staff(), received)) {
                refused(tx, teacher, sheetId, List.of());
                return new CommitResult.NotCommitted(Reason.NOT_YOUR_SHEET);
            }
            if (!Standing.full(tx.handle(), teacher.actor().account())) {
                return new CommitResult.NotCommitted(Reason.NOT_IN_FULL_STANDING);
            }
            var plan = CommitPlan.of(Ledger.read(tx.handle(), sheet.get(), locks, received), teacher.staff());
            var refusal = plan.refusal(seen, looked);
            return refusal.isPresent()
                    ? new CommitResult.NotCommitted(refusal.get())
                    : write(tx, teacher, sheet.get(), plan.chosen(seen.keySet()), received);
        });
    }

    /**
     * Tự sửa: a teacher corrects alone what they committed in this very session, today, while the column's window is open
     * and nothing locks it.
     *
     * @param expected what the teacher saw in the cell
     * @param next what it shall hold, empty to delete
     * @param why from the list, in words
     */
    public Optional<Reason> correct(
            Teacher teacher, String sheetId, Cell cell, Optional<Entry> expected, Optional<Entry> next, String why) {
        var received = clock.instant();
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return Optional.of(Reason.NO_SHEET);
            }
            var barred = barred(tx.handle(), teacher, sheet.get(), cell, received);
            if (barred.isPresent()) {
                var wanted = next.map(Entry::text).orElse("");
                RefusedTable.keep(tx, teacher, sheetId, cell, wanted, 1, barred.get());
                return barred;
            }
            return corrections.apply(
                    tx, new Correction(sheetId, cell, expected, next, teacher.staff(), why, "", Lane.OWN));
        });
    }

    private Optional<Reason> barred(Handle handle, Teacher teacher, Sheet sheet, Cell cell, Instant received) {
        if (administers(teacher) || !Ledger.opensFor(handle, sheet, teacher.staff(), received)) {
            return Optional.of(Reason.NOT_YOUR_SHEET);
        }
        if (!Standing.full(handle, teacher.actor().account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        if (!sheet.columns().contains(cell.column())) {
            return Optional.of(Reason.UNKNOWN_COLUMN);
        }
        return barred(lanes.of(handle, sheet, cell, teacher, received));
    }

    /** The principal decides whether teachers correct alone what they have just committed. */
    public Optional<Reason> decideOwnCorrection(Teacher principal, boolean allowed, String decision) {
        return db.write(principal.actor(), tx -> {
            if (!locks.decides(tx.handle(), principal.actor(), principal.staff())) {
                return Optional.of(Reason.NOT_PRINCIPAL);
            }
            if (!Standing.full(tx.handle(), principal.actor().account())) {
                return Optional.of(Reason.NOT_IN_FULL_STANDING);
            }
            if (decision.isBlank() || decision.length() > LONGEST_DECISION) {
                return Optional.of(Reason.NO_DECISION);
            }
            OwnCorrectionTable.put(tx, allowed, decision, principal.staff());
            return Optional.empty();
        });
    }

    /** Bỏ bản nháp: its author clears what nobody can commit any more; the cell's history says so. */
    Optional<Reason> discard(Teacher teacher, String sheet, Cell cell) {
        return db.write(teacher.actor(), tx -> {
            if (administers(teacher)) {
                return Optional.of(Reason.NOT_YOUR_SHEET);
            }
            var gone = VoidDrafts.list(tx.handle(), teacher.staff()).stream()
                    .anyMatch(each -> each.sheet().equals(sheet) && each.cell().equals(cell));
            if (!gone) {
                return Optional.of(Reason.DRAFT_STANDS);
            }
            var event = new Event(
                    EventTable.last(tx.handle()) + 1,
                    null,
                    sheet,
                    cell,
                    Optional.empty(),
                    teacher.staff(),
                    teacher.actor().account(),
                    Kind.DRAFT,
                    Moments.text(tx.now()),
                    null);
            EventTable.add(tx, List.of(event));
            DraftTable.put(tx, teacher, sheet, List.of(event), Set.of());
            return Optional.empty();
        });
    }

    /** Why nobody corrects a cell of that lane alone; empty for the one that its author does. */
    static Optional<Reason> barred(Lane lane) {
        return switch (lane) {
            case OWN -> Optional.empty();
            case DRAFT -> Optional.of(Reason.NOT_COMMITTED);
            case DIRECTED -> Optional.of(Reason.NEEDS_DIRECTION);
            case WITNESSED -> Optional.of(Reason.NEEDS_WITNESSES);
            case CLOSED -> Optional.of(Reason.BOOK_CLOSED);
        };
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
                    && !ledger.leavers().containsKey(cell.pupil())
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
            if (entry.isEmpty() && !done.containsKey(op.id()) && !ledger.takesAfter(op.cell())) {
                answers.add(new Answer.Refused(op.id(), Reason.PUPIL_LEFT));
                continue;
            }
            if (ledger.leftOut().contains(op.cell().pupil()) && !done.containsKey(op.id())) {
                answers.add(new Answer.Refused(op.id(), Reason.PUPIL_EXEMPT));
                continue;
            }
            var cell = cells.getOrDefault(op.cell(), CellState.UNTOUCHED);
            var reading = reader(ledger.sheet().scale(op.cell().column())).read(op.typed());
            var hours = ledger.hours(op.cell());
            var newest = newest(tx.handle(), op, cell, byNumber);
            var answer = GradebookPolicy.answer(new GradebookPolicy.Facts(
                    op,
                    teacher,
                    ledger.sheet().id(),
                    reading,
                    done.get(op.id()),
                    entry.map(each -> each.pupil().status()).orElse(PupilStatus.STUDYING),
                    ledger.locks(),
                    cell,
                    newest.orElse(null),
                    hours,
                    cell.committed() ? lane(tx.handle(), ledger, op.cell(), teacher) : null));
            if (answer.isPresent()) {
                answers.add(answer.get());
                continue;
            }
            var event = draft(tx, teacher, ledger.sheet(), op, GradebookPolicy.value(reading), next++);
            events.add(event);
            byNumber.put(event.n(), event);
            cells.put(op.cell(), state(event, GradebookPolicy.doubtful(reading)));
            answers.add(
                    GradebookPolicy.taken(op.id(), hours, event.n(), event.value(), GradebookPolicy.doubtful(reading)));
        }
        keep(tx, teacher, ledger.sheet(), events, cells);
        return answers;
    }

    private Lane lane(Handle handle, Ledger ledger, Cell cell, Teacher teacher) {
        return ledger.carried(cell).isPresent()
                ? Lane.WITNESSED
                : lanes.of(handle, ledger.sheet(), cell, teacher, ledger.now());
    }

    private static Optional<Event> newest(Handle handle, Op op, CellState cell, Map<Long, Event> byNumber) {
        if (op.base() == cell.rev() || op.after().isEmpty() || cell.rev() == 0) {
            return Optional.empty();
        }
        var own = byNumber.get(cell.rev());
        return own != null ? Optional.of(own) : EventTable.find(handle, cell.rev());
    }

    private static Event draft(Tx tx, Teacher teacher, Sheet sheet, Op op, Optional<Entry> value, long n) {
        return new Event(
                n,
                op.id(),
                sheet.id(),
                op.cell(),
                value,
                teacher.staff(),
                teacher.actor().account(),
                Kind.DRAFT,
                Moments.text(tx.now()),
                null);
    }

    private static CellState state(Event event, boolean doubtful) {
        var life = event.value().isPresent() ? CellState.Life.DRAFT : CellState.Life.EMPTY;
        return new CellState(life, event.value(), event.n(), event.staff(), event.at(), "", doubtful);
    }

    private static void keep(Tx tx, Teacher teacher, Sheet sheet, List<Event> events, Map<Cell, CellState> cells) {
        if (events.isEmpty()) {
            return;
        }
        EventTable.add(tx, events);
        var newest = events.stream().collect(Collectors.toMap(Event::cell, Function.identity(), (a, b) -> b));
        var doubtful = newest.keySet().stream()
                .filter(cell -> cells.getOrDefault(cell, CellState.UNTOUCHED).doubtful())
                .collect(Collectors.toSet());
        DraftTable.put(tx, teacher, sheet.id(), newest.values(), doubtful);
    }

    private CommitResult write(
            Tx tx, Teacher teacher, Sheet sheet, List<CommitPlan.ColumnPlan> columns, Instant received) {
        var at = Moments.text(received);
        var pupils = new HashSet<String>();
        var firstSeq = Long.MAX_VALUE;
        var count = 0;
        for (var column : columns) {
            for (var draft : column.drafts()) {
                var cell = new Cell(draft.pupil(), column.column());
                var seq = tx.create(MARK, MarkTable.row(sheet.id(), cell, draft.entry(), teacher.staff(), at));
                pupils.add(draft.pupil());
                firstSeq = Math.min(firstSeq, seq);
                count++;
            }
        }
        EventTable.addCommitted(
                tx, teacher.staff(), sheet.id(), firstSeq, tx.actor().session());
        DraftTable.removeCommitted(tx, sheet.id(), firstSeq);
        MissingTestTable.settle(tx, sheet.id(), pupils);
        hooks.forEach(hook -> hook.wrote(tx, sheet, pupils));
        return new CommitResult.Done(count, at);
    }
}
