package vn.sotruong.school.gradebook;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.gradebook.EventTable.Event;
import vn.sotruong.school.gradebook.EventTable.Kind;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/** Xem sổ: what a teacher may see of sheets. Nothing here writes, and nothing here waits for the writer. */
public final class SheetViews {
    private static final int MOST_NEWS = 500;
    private static final int MOST_DRAFTS = 20;

    private final Database db;
    private final Locks locks;
    private final Lanes lanes;
    private final OpenRequests requests;
    private final Clock clock;

    /** For those who show no cells. */
    public SheetViews(Database db, Locks locks, Clock clock) {
        this(db, locks, OpenRequests.NONE, clock);
    }

    public SheetViews(Database db, Locks locks, OpenRequests requests, Clock clock) {
        this.db = db;
        this.requests = requests;
        this.locks = locks;
        this.lanes = new Lanes(locks);
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** A sheet as its teacher sees it; empty for everybody else, and for one that does not exist. */
    public Optional<SheetView> find(Teacher teacher, String sheetId) {
        return read(teacher, sheetId, (handle, sheet) -> {
            var news = EventTable.last(handle);
            var whole = Ledger.read(handle, sheet, locks, clock.instant());
            var ledger =
                    Ledger.showsAllTo(handle, sheet, teacher.staff(), whole.now()) ? whole : whole.of(teacher.staff());
            var writes = Ledger.opensFor(handle, sheet, teacher.staff(), ledger.now());
            var own = writes ? own(handle, ledger, teacher) : Set.<Cell>of();
            var asked = requests.map(handle, sheet.id());
            var homeroom = Roll.getHomeroom(handle, sheet.homeroom());
            var averages = Averages.of(handle, ledger, homeroom);
            return new SheetView(
                    sheet,
                    homeroom.name(),
                    SchoolYears.getSubject(handle, sheet.subject()).name(),
                    tabs(handle, teacher, sheet, homeroom),
                    heads(ledger, teacher, asked.keySet()),
                    Stream.concat(ledger.pupils().values().stream(), ledger.former().stream())
                            .map(entry -> row(ledger, entry, teacher, writes, own, averages))
                            .toList(),
                    asked,
                    writes,
                    news,
                    ledger.now());
        });
    }

    /** The times for entering that a teacher has now or soon, by beginning. */
    public List<Window> windows(Teacher teacher) {
        return db.read(handle -> Windows.listFor(handle, teacher.staff(), clock.instant()));
    }

    /**
     * Môn lớp: one subject in one class that a teacher teaches today.
     *
     * @param former whether they taught it before and only read it now
     * @param sheets ids of its open sheets by semester
     */
    public record ClassSubject(
            String homeroomName, String subjectName, int pupils, boolean former, Map<Integer, String> sheets) {
        public ClassSubject {
            sheets = Map.copyOf(sheets);
        }

        /** The open sheet of a term; empty text where none is. */
        public String sheet(int semester) {
            return sheets.getOrDefault(semester, "");
        }

        // a template's own numbers are long, so it cannot name a term itself

        /** The open sheet of the first semester. */
        public String first() {
            return sheet(1);
        }

        /** The open sheet of the second semester. */
        public String second() {
            return sheet(2);
        }
    }

    /** What a teacher teaches today and gives marks in, by subject and class. */
    public List<ClassSubject> list(Teacher teacher) {
        return db.read(handle -> {
            var today = Ledger.today(clock.instant());
            var former = Roll.listFormer(handle, teacher.staff(), today);
            var assignments = Stream.concat(
                            Roll.listAssignments(handle, teacher.staff(), today).stream(), former.stream())
                    .toList();
            var open = SheetTable.list(
                    handle,
                    assignments.stream().map(each -> each.homeroom()).distinct().toList());
            var subjects = new ArrayList<ClassSubject>();
            for (var assignment : assignments) {
                var sheets = new HashMap<Integer, String>();
                open.stream()
                        .filter(sheet -> sheet.homeroom().equals(assignment.homeroom())
                                && sheet.subject().equals(assignment.subject()))
                        .forEach(sheet -> sheets.put(sheet.semester(), sheet.id()));
                subjects.add(new ClassSubject(
                        Roll.getHomeroom(handle, assignment.homeroom()).name(),
                        SchoolYears.getSubject(handle, assignment.subject()).name(),
                        Roll.list(handle, assignment.homeroom()).size(),
                        former.contains(assignment),
                        sheets));
            }
            subjects.sort(Comparator.comparing(ClassSubject::subjectName).thenComparing(ClassSubject::homeroomName));
            return subjects;
        });
    }

    /**
     * Nháp đang chờ: one sheet on which somebody's drafts wait.
     *
     * @param count those that may be committed, or that a lock suspends
     * @param late those whose time has ended
     * @param unasked those of them that no request names yet
     * @param closes when the first column of the others closes; empty while none is open
     * @param left how long that is from now
     */
    public record Waiting(
            String sheet,
            String subjectName,
            String homeroomName,
            int semester,
            int count,
            int late,
            int unasked,
            Optional<Instant> closes,
            Optional<Left> left) {}

    /** The sheets on which a teacher's drafts wait, those that close first at the head. */
    public List<Waiting> waiting(Teacher teacher) {
        return db.read(handle -> waiting(handle, teacher.staff()));
    }

    /** As {@link #waiting(Teacher)}, within a reading. */
    public List<Waiting> waiting(Handle handle, String staff) {
        var now = clock.instant();
        var waiting = new ArrayList<Waiting>();
        var gone = VoidDrafts.list(handle, staff);
        DraftTable.count(handle, staff).forEach((id, columns) -> {
            VoidDrafts.count(gone, id).forEach((column, count) -> columns.merge(column, -count, Integer::sum));
            columns.values().removeIf(count -> count <= 0);
            SheetTable.find(handle, id)
                    .filter(sheet -> !columns.isEmpty() && Ledger.opensFor(handle, sheet, staff, now))
                    .ifPresent(sheet -> waiting.add(waiting(handle, sheet, columns, staff, now)));
        });
        waiting.sort(Comparator.comparing(each -> each.closes().orElse(Instant.MAX)));
        return waiting;
    }

    private Waiting waiting(Handle handle, Sheet sheet, Map<Column, Integer> columns, String staff, Instant now) {
        var schedule = Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester());
        var asked = requests.map(handle, sheet.id()).keySet();
        var count = 0;
        var late = 0;
        var unasked = 0;
        Instant closes = null;
        for (var each : columns.entrySet()) {
            var hours = Hours.of(schedule, each.getKey(), now);
            if (hours.ended()) {
                var drafts = LateDrafts.list(handle, sheet, each.getKey(), staff, now);
                var past = Math.min(each.getValue(), drafts.size());
                late += past;
                unasked += (int) drafts.stream()
                        .filter(draft -> !asked.contains(new Cell(draft.pupil(), each.getKey())))
                        .count();
                count += each.getValue() - past;
                continue;
            }
            count += each.getValue();
            var end = hours.open() ? hours.at() : null;
            if (end != null && (closes == null || end.isBefore(closes))) {
                closes = end;
            }
        }
        return new Waiting(
                sheet.id(),
                SchoolYears.getSubject(handle, sheet.subject()).name(),
                Roll.getHomeroom(handle, sheet.homeroom()).name(),
                sheet.semester(),
                count,
                late,
                Math.min(unasked, late),
                Optional.ofNullable(closes),
                Optional.ofNullable(closes).map(end -> Left.between(now, end)));
    }

    /** What a teacher typed for somebody who has left, pauses or is exempt since. */
    List<VoidDrafts.Line> gone(Teacher teacher) {
        return db.read(handle -> VoidDrafts.list(handle, teacher.staff()));
    }

    /** Tells a teacher of drafts that nobody can commit any more. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var gone = visitor.holds(Need.ENTER_MARKS)
                ? VoidDrafts.list(handle, visitor.person()).size()
                : 0;
        return gone == 0
                ? List.of()
                : List.of(new Notice(
                        Notice.Tone.WAITS,
                        "gradebook.today.void",
                        List.of(String.valueOf(gone)),
                        GradebookPages.DRAFTS));
    }

    /** What the principal decided about corrections within a session. */
    public Optional<OwnCorrection> ownCorrection() {
        return db.read(OwnCorrectionTable::find);
    }

    /** Whether teachers correct alone what they have just committed. */
    public boolean correctsAlone() {
        return db.read(OwnCorrectionTable::allowed);
    }

    /** Whether that person is the principal, who decides about it. */
    public boolean decides(Teacher principal) {
        return db.read(handle -> locks.decides(handle, principal.actor(), principal.staff()));
    }

    /** Điều vừa đổi: what happened on a sheet after a number. */
    public record News(long next, boolean more, List<Change> changes) {
        public News {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Một ô vừa đổi.
     *
     * @param who the other teacher's name; null for the asker's own change
     */
    public record Change(
            Cell cell,
            Optional<Entry> value,
            long rev,
            boolean committed,
            @Nullable String who,
            String at) {}

    /** What happened on a sheet since the asker last heard. */
    public Optional<News> news(Teacher teacher, String sheetId, long since) {
        return read(teacher, sheetId, (handle, sheet) -> {
            var last = EventTable.last(handle);
            var events = EventTable.listSince(handle, sheet.id(), since, MOST_NEWS);
            var more = events.size() == MOST_NEWS;
            var newest = new HashMap<Cell, Event>();
            var schedule = Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester());
            var all = Ledger.showsAllTo(handle, sheet, teacher.staff(), clock.instant());
            events.stream()
                    .filter(event -> all || event.staff().equals(teacher.staff()))
                    .filter(event -> event.kind() == Kind.COMMIT
                            || event.staff().equals(teacher.staff())
                            || !Hours.of(schedule, event.cell().column(), clock.instant())
                                    .ended())
                    .forEach(event -> newest.put(event.cell(), event));
            var names = new HashMap<String, String>();
            var changes = newest.values().stream()
                    .sorted(Comparator.comparingLong(Event::n))
                    .map(event -> new Change(
                            event.cell(),
                            event.value(),
                            event.n(),
                            event.kind() == Kind.COMMIT,
                            event.staff().equals(teacher.staff())
                                    ? null
                                    : names.computeIfAbsent(event.staff(), staff -> nameOf(handle, staff)),
                            event.at()))
                    .toList();
            return new News(more ? events.getLast().n() : Math.max(since, last), more, changes);
        });
    }

    /**
     * Một dòng lịch sử.
     *
     * @param value empty where the cell was cleared
     * @param who the teacher's name; null for the asker's own deed
     * @param why of a correction, its reason
     * @param lane of a correction, its way
     * @param request of a correction, the request that was consented to
     */
    public record Past(
            boolean committed,
            Optional<Entry> value,
            @Nullable String who,
            String at,
            @Nullable String why,
            @Nullable Lane lane,
            @Nullable String request) {}

    /**
     * By which lane a cell may change; empty where nothing is committed in it.
     *
     * @param moved whether the value came along with the pupil and is corrected where it stands
     * @param lock what bars the cell now, or has bound it once; null where its time alone has ended
     */
    public record Way(Lane lane, boolean moved, @Nullable Lock lock) {}

    /** By which lane a committed cell may change. */
    public Optional<Way> way(Teacher teacher, String sheetId, Cell cell) {
        return read(teacher, sheetId, (handle, sheet) -> {
                    var state = Ledger.read(handle, sheet, locks, clock.instant());
                    if (!state.cell(cell).committed()) {
                        return Optional.<Way>empty();
                    }
                    return Optional.of(
                            state.carried(cell).isPresent()
                                    ? new Way(Lane.WITNESSED, true, null)
                                    : new Way(
                                            lanes.of(handle, sheet, cell, teacher, clock.instant()),
                                            false,
                                            lanes.findLock(handle, sheet, cell, clock.instant())
                                                    .orElse(null)));
                })
                .flatMap(Function.identity());
    }

    /** The history of a cell, newest first: commits from the journal, drafts of the asker and of colleagues. */
    public Optional<List<Past>> history(Teacher teacher, String sheetId, Cell cell) {
        return readCell(teacher, sheetId, cell.pupil(), (handle, sheet) -> {
            var past = new ArrayList<Past>();
            Carried.read(handle, sheet, List.of(cell.pupil())).marks().entrySet().stream()
                    .filter(each -> each.getKey().equals(cell))
                    .map(each -> each.getValue())
                    .forEach(brought -> past.add(new Past(
                            true,
                            brought.state().value(),
                            nameOf(handle, brought.state().staff()) + ", " + brought.place(),
                            brought.state().at(),
                            null,
                            null,
                            null)));
            for (var version : Versions.of(handle, sheet.id(), cell)) {
                past.add(new Past(
                        true,
                        version.after(),
                        who(handle, teacher, version.author()),
                        Moments.text(version.at()),
                        version.why(),
                        version.lane(),
                        version.request()));
            }
            var late = Hours.of(
                            Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                            cell.column(),
                            clock.instant())
                    .ended();
            for (var event : EventTable.listDrafts(handle, sheet.id(), cell, MOST_DRAFTS)) {
                if (late && !event.staff().equals(teacher.staff())) {
                    continue;
                }
                past.add(new Past(
                        false, event.value(), who(handle, teacher, event.staff()), event.at(), null, null, null));
            }
            past.sort(Comparator.comparing(Past::at)
                    .thenComparing(Past::committed)
                    .reversed());
            return List.copyOf(past);
        });
    }

    /** What the events of these numbers had put into the cells of a sheet: the ground a page without scripts stands on. */
    public Map<Long, Optional<Entry>> valuesAt(Teacher teacher, String sheetId, List<Long> numbers) {
        return read(teacher, sheetId, (handle, sheet) -> {
                    Map<Long, Optional<Entry>> values = new HashMap<>();
                    EventTable.map(handle, sheet.id(), numbers).forEach((n, event) -> values.put(n, event.value()));
                    return values;
                })
                .orElseGet(Map::of);
    }

    /** A staff member's name, for a sentence. */
    public String name(String staff) {
        return db.read(handle -> nameOf(handle, staff));
    }

    private interface Reading<T> {
        T of(Handle handle, Sheet sheet);
    }

    /** Of a cell: only of a pupil who is on that sheet. */
    private <T> Optional<T> readCell(Teacher teacher, String sheetId, String pupil, Reading<T> reading) {
        return read(
                        teacher,
                        sheetId,
                        (handle, sheet) -> Gradebook.isOn(handle, sheet, pupil)
                                        && Ledger.showsAllTo(handle, sheet, teacher.staff(), clock.instant())
                                ? Optional.of(reading.of(handle, sheet))
                                : Optional.<T>empty())
                .flatMap(Function.identity());
    }

    private <T> Optional<T> read(Teacher teacher, String sheetId, Reading<T> reading) {
        return db.read(handle -> SheetTable.find(handle, sheetId)
                .filter(sheet -> Ledger.showsTo(handle, sheet, teacher.staff(), clock.instant()))
                .map(sheet -> reading.of(handle, sheet)));
    }

    /** The open sheets of the same subject in every class that the teacher has it in. */
    private List<SheetView.Tab> tabs(Handle handle, Teacher teacher, Sheet sheet, Homeroom here) {
        var homerooms = Roll.listAssignments(handle, teacher.staff(), Ledger.today(clock.instant())).stream()
                .filter(each -> each.subject().equals(sheet.subject()))
                .map(each -> each.homeroom())
                .toList();
        var names = Roll.listHomerooms(handle, here.schoolYear()).stream()
                .collect(Collectors.toMap(Homeroom::id, Homeroom::name));
        return SheetTable.list(handle, homerooms).stream()
                .filter(other -> other.subject().equals(sheet.subject()) && names.containsKey(other.homeroom()))
                .map(other -> new SheetView.Tab(other.id(), names.getOrDefault(other.homeroom(), ""), other.semester()))
                .sorted(Comparator.comparing(SheetView.Tab::homeroomName))
                .toList();
    }

    /** The cells that the teacher may correct alone now; most pages need no question for it. */
    private Set<Cell> own(Handle handle, Ledger ledger, Teacher teacher) {
        var midnight = Moments.text(
                Ledger.today(ledger.now()).atStartOfDay(Formats.ZONE).toInstant());
        var today = ledger.cells().entrySet().stream()
                .filter(each -> each.getValue().committed()
                        && each.getValue().staff().equals(teacher.staff())
                        && each.getValue().at().compareTo(midnight) >= 0
                        && ledger.carried(each.getKey()).isEmpty())
                .toList();
        if (today.isEmpty() || teacher.actor().capacity() != Capacity.USE || !OwnCorrectionTable.allowed(handle)) {
            return Set.of();
        }
        var sheet = ledger.sheet();
        var rules = new Lanes.OfSheet(
                sheet,
                ledger.locks(),
                locks.history(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                ledger.schedule(),
                ledger.now());
        var done = EventTable.listOwn(handle, sheet.id(), teacher);
        return today.stream()
                .filter(each ->
                        rules.of(each.getKey(), Optional.of(each.getValue()), done.contains(each.getKey())) == Lane.OWN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static List<SheetView.ColumnHead> heads(Ledger ledger, Teacher teacher, Set<Cell> asked) {
        var heads = new ArrayList<SheetView.ColumnHead>();
        for (var column : ledger.sheet().columns()) {
            var filled = 0;
            var drafts = 0;
            var late = 0;
            var unasked = 0;
            for (var entry : Stream.concat(ledger.pupils().values().stream(), ledger.former().stream())
                    .toList()) {
                var at = new Cell(entry.pupil().id(), column);
                var cell = ledger.cell(at);
                var present = ledger.find(entry.pupil().id()).isPresent();
                var counts = cell.draft()
                        && cell.staff().equals(teacher.staff())
                        && (present ? entry.pupil().status() == PupilStatus.STUDYING : ledger.takesAfter(at));
                var past = counts && ledger.hours(at).ended();
                filled += present && cell.value().isPresent() && !past ? 1 : 0;
                drafts += counts && !past ? 1 : 0;
                late += past ? 1 : 0;
                unasked += past && !asked.contains(at) ? 1 : 0;
            }
            var locked = GradebookPolicy.refusing(ledger.locks(), column, false);
            heads.add(new SheetView.ColumnHead(
                    column,
                    ledger.sheet().scale(column),
                    filled,
                    drafts,
                    late,
                    unasked,
                    locked,
                    GradebookPolicy.refusing(ledger.locks(), column, true),
                    ledger.hours(column)));
        }
        return heads;
    }

    private static SheetView.Row row(
            Ledger ledger, RollEntry entry, Teacher teacher, boolean writes, Set<Cell> own, Averages averages) {
        var pupil = entry.pupil();
        var standing = standing(ledger, pupil);
        var studying = standing == SheetView.Standing.STUDYING;
        var cells = new ArrayList<SheetView.SheetCell>();
        for (var column : ledger.sheet().columns()) {
            var hours = ledger.hours(new Cell(pupil.id(), column));
            var cell = visible(ledger.cell(new Cell(pupil.id(), column)), hours, teacher);
            var open = writes
                    && (studying
                            || (standing == SheetView.Standing.LEFT
                                    && !ledger.leftOut().contains(pupil.id())
                                    && ledger.takesAfter(new Cell(pupil.id(), column))))
                    && !cell.committed()
                    && (hours.open() || hours.ended())
                    && GradebookPolicy.refusing(ledger.locks(), column, false).isEmpty();
            cells.add(new SheetView.SheetCell(
                    column,
                    cell.value(),
                    cell.rev(),
                    cell.draft(),
                    cell.committed(),
                    cell.staff().equals(teacher.staff()),
                    open,
                    own.contains(new Cell(pupil.id(), column)),
                    cell.draft() && cell.doubtful(),
                    ledger.carried(new Cell(pupil.id(), column))
                            .map(each -> new SheetView.Origin(each.place(), each.sheet() == null))
                            .orElse(null),
                    ledger.owed().get(new Cell(pupil.id(), column)),
                    !ledger.hours(column).open() && hours.open()));
        }
        return new SheetView.Row(
                pupil.id(),
                entry.number(),
                pupil.name().full(),
                pupil.birthDate(),
                standing,
                ledger.theoryOnly().contains(pupil.id()),
                cells,
                averages.of(pupil.id()),
                averages.verdict(pupil.id()));
    }

    /** A late draft is read by its author alone. */
    private static CellState visible(CellState cell, Hours hours, Teacher teacher) {
        return cell.draft() && hours.ended() && !cell.staff().equals(teacher.staff()) ? CellState.UNTOUCHED : cell;
    }

    private static SheetView.Standing standing(Ledger ledger, Pupil pupil) {
        if (ledger.find(pupil.id()).isEmpty()) {
            return SheetView.Standing.LEFT;
        }
        if (ledger.leftOut().contains(pupil.id())) {
            return SheetView.Standing.EXEMPT;
        }
        return pupil.status() == PupilStatus.STUDYING ? SheetView.Standing.STUDYING : SheetView.Standing.PAUSED;
    }

    private static @Nullable String who(Handle handle, Teacher teacher, String staff) {
        return staff.equals(teacher.staff()) ? null : nameOf(handle, staff);
    }

    private static String nameOf(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(found -> found.name().full()).orElse("");
    }
}
