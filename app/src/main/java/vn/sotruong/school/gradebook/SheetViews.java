package vn.sotruong.school.gradebook;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.gradebook.EventTable.Event;
import vn.sotruong.school.gradebook.EventTable.Kind;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Quota;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/** Xem sổ: what a teacher may see of sheets. Nothing here writes, and nothing here waits for the writer. */
public final class SheetViews {
    private static final Circular22 CIRCULAR =
            Circular22.of(Rulebook.find("TT22", 1).orElseThrow());
    private static final int MOST_NEWS = 500;
    private static final int MOST_DRAFTS = 20;

    private final Database db;
    private final Locks locks;
    private final Clock clock;

    public SheetViews(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /** A sheet as its teacher sees it; empty for everybody else, and for one that does not exist. */
    public Optional<SheetView> find(Teacher teacher, String sheetId) {
        return read(teacher, sheetId, (handle, sheet) -> {
            var news = EventTable.last(handle);
            var ledger = Ledger.read(handle, sheet, locks, clock.instant());
            var writes = Ledger.opensFor(handle, sheet, teacher.staff(), clock.instant());
            var homeroom = Roll.getHomeroom(handle, sheet.homeroom());
            return new SheetView(
                    sheet,
                    homeroom.name(),
                    SchoolYears.getSubject(handle, sheet.subject()).name(),
                    tabs(handle, teacher, sheet, homeroom),
                    heads(ledger, teacher),
                    Stream.concat(ledger.pupils().values().stream(), ledger.former().stream())
                            .map(entry -> row(ledger, entry, teacher, writes))
                            .toList(),
                    writes,
                    news);
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
            Optional<Score> value,
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
            events.forEach(event -> newest.put(event.cell(), event));
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
     */
    public record Past(
            boolean committed,
            Optional<Score> value,
            @Nullable String who,
            String at) {}

    /** The history of a cell, newest first: commits from the journal, drafts of the asker and of colleagues. */
    public Optional<List<Past>> history(Teacher teacher, String sheetId, Cell cell) {
        return read(teacher, sheetId, (handle, sheet) -> {
            var past = new ArrayList<Past>();
            Carried.read(handle, sheet, List.of(cell.pupil())).marks().entrySet().stream()
                    .filter(each -> each.getKey().equals(cell))
                    .map(each -> each.getValue())
                    .forEach(brought -> past.add(new Past(
                            true,
                            brought.state().value(),
                            nameOf(handle, brought.state().staff()) + ", " + brought.place(),
                            brought.state().at())));
            for (var entry : ChangeLog.historyOf(handle, MarkTable.MARK, MarkTable.id(sheet.id(), cell))) {
                var tenths = entry.row().get("tenths") instanceof Long number ? number.intValue() : -1;
                var staff = String.valueOf(entry.row().get("entered_by"));
                past.add(new Past(
                        true,
                        tenths < 0 ? Optional.empty() : Optional.of(new Score(tenths)),
                        who(handle, teacher, staff),
                        entry.at()));
            }
            for (var event : EventTable.listDrafts(handle, sheet.id(), cell, MOST_DRAFTS)) {
                past.add(new Past(false, event.value(), who(handle, teacher, event.staff()), event.at()));
            }
            past.sort(Comparator.comparing(Past::at)
                    .thenComparing(Past::committed)
                    .reversed());
            return List.copyOf(past);
        });
    }

    /** What the events of these numbers had put into the cells of a sheet: the ground a page without scripts stands on. */
    public Map<Long, Optional<Score>> valuesAt(Teacher teacher, String sheetId, List<Long> numbers) {
        return read(teacher, sheetId, (handle, sheet) -> {
                    Map<Long, Optional<Score>> values = new HashMap<>();
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

    private static List<SheetView.ColumnHead> heads(Ledger ledger, Teacher teacher) {
        var heads = new ArrayList<SheetView.ColumnHead>();
        for (var column : ledger.sheet().columns()) {
            var filled = 0;
            var drafts = 0;
            for (var entry : ledger.pupils().values()) {
                var cell = ledger.cell(new Cell(entry.pupil().id(), column));
                filled += cell.value().isPresent() ? 1 : 0;
                var counts = cell.draft()
                        && cell.staff().equals(teacher.staff())
                        && entry.pupil().status() == PupilStatus.STUDYING;
                drafts += counts ? 1 : 0;
            }
            var locked = GradebookPolicy.refusing(ledger.locks(), column, false);
            heads.add(new SheetView.ColumnHead(column, filled, drafts, locked));
        }
        return heads;
    }

    private static SheetView.Row row(Ledger ledger, RollEntry entry, Teacher teacher, boolean writes) {
        var pupil = entry.pupil();
        var standing = standing(ledger, pupil);
        var studying = standing == SheetView.Standing.STUDYING;
        var cells = new ArrayList<SheetView.SheetCell>();
        for (var column : ledger.sheet().columns()) {
            var cell = ledger.cell(new Cell(pupil.id(), column));
            var open = writes
                    && studying
                    && !cell.committed()
                    && GradebookPolicy.refusing(ledger.locks(), column, false).isEmpty();
            cells.add(new SheetView.SheetCell(
                    column,
                    cell.value(),
                    cell.rev(),
                    cell.draft(),
                    cell.committed(),
                    cell.staff().equals(teacher.staff()),
                    open,
                    ledger.carried(new Cell(pupil.id(), column))
                            .map(each -> new SheetView.Origin(each.place(), each.sheet() == null))
                            .orElse(null)));
        }
        return new SheetView.Row(
                pupil.id(),
                entry.number(),
                pupil.name().full(),
                pupil.birthDate(),
                standing,
                cells,
                average(ledger, pupil.id()));
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

    /** Of committed marks alone: a draft is nobody's result. An average that was brought stands until there is one. */
    private static OptionalInt average(Ledger ledger, String pupil) {
        if (ledger.leftOut().contains(pupil)) {
            return OptionalInt.empty();
        }
        var regular = new ArrayList<Integer>();
        var midterm = new ArrayList<Integer>();
        Integer last = null;
        for (var column : ledger.sheet().columns()) {
            var cell = ledger.cell(new Cell(pupil, column));
            if (cell.committed() && cell.value().isPresent()) {
                var tenths = cell.value().get().tenths();
                if (column.regular()) {
                    regular.add(tenths);
                } else if (column == Column.GK) {
                    midterm.add(tenths);
                } else {
                    last = tenths;
                }
            }
        }
        var average = CIRCULAR.termAverage(
                regular, midterm, last, new Quota(ledger.sheet().regularCount(), 1));
        var brought = ledger.luggage().averages().get(pupil);
        return average.isPresent() || brought == null ? average : OptionalInt.of(brought);
    }

    private static @Nullable String who(Handle handle, Teacher teacher, String staff) {
        return staff.equals(teacher.staff()) ? null : nameOf(handle, staff);
    }

    private static String nameOf(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(found -> found.name().full()).orElse("");
    }
}
