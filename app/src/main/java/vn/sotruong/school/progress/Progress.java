package vn.sotruong.school.progress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.gradebook.FilledCells.Book;
import vn.sotruong.school.progress.Outcome.Done;
import vn.sotruong.school.progress.Outcome.Refused;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/** Tiến độ nhập điểm: how far it has come, who is late, and the checks that leaders record. */
public final class Progress {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(
            CheckTable.PROGRESS_CHECK,
            CheckTable.PROGRESS_FIGURE,
            AbnormalTable.ABNORMAL_RULE,
            AbnormalTable.ABNORMAL_REPORT);

    static final int LONGEST = 1000;
    private static final int LONGEST_LIST = 2000;
    private static final int LAST_OF_FIRST_TERM = 1;
    private static final int YEAR_BEGINS = 8;
    private static final int HUNDRED = 100;

    private final Database db;
    private final Leading leaders;
    private final Clock clock;

    public Progress(Database db, Leading leaders, Clock clock) {
        this.db = db;
        this.leaders = leaders;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    Leading leaders() {
        return leaders;
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return day(clock.instant());
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Whole per cent; nothing required is all of it. */
    static int percent(int entered, int required) {
        return required == 0 ? HUNDRED : (int) ((long) entered * HUNDRED / required);
    }

    /** The term that a day falls into. */
    static int semester(LocalDate day) {
        return day.getMonthValue() >= LAST_OF_FIRST_TERM && day.getMonthValue() < YEAR_BEGINS ? 2 : 1;
    }

    /**
     * Phạm vi đếm.
     *
     * @param window the one window that is looked at, or null
     * @param until the moment at which the window ended; null where everything is counted as it stands now
     */
    record Scope(
            Kind kind, @Nullable Window window, @Nullable Instant until) {
        /** Loại. */
        enum Kind {
            /** Đến nay: what a published window has asked for so far. */
            SO_FAR,
            /** Cả học kỳ. */
            TERM,
            /** Một đợt. */
            WINDOW
        }
    }

    /** The scope of that name in a term: {@code term}, a window's id, or what was asked for so far. */
    static Scope scope(List<Window> windows, String name, Instant now) {
        if (name.equals("term")) {
            return new Scope(Scope.Kind.TERM, null, null);
        }
        return windows.stream()
                .filter(window -> window.id().equals(name))
                .findFirst()
                .map(window -> new Scope(
                        Scope.Kind.WINDOW, window, window.phase(now) == Window.Phase.ENDED ? window.closes() : null))
                .orElseGet(() -> new Scope(Scope.Kind.SO_FAR, null, null));
    }

    /** The published windows of a term that have begun, by beginning. */
    static List<Window> begun(Handle handle, SchoolYear year, int semester, Instant now) {
        return Windows.list(handle, year.id()).stream()
                .filter(window -> window.semester() == semester)
                .filter(window -> window.phase(now) == Window.Phase.OPEN || window.phase(now) == Window.Phase.ENDED)
                .toList();
    }

    /** Counts a term in a scope. */
    static List<Census.Line> count(Census census, List<Window> begun, Scope scope) {
        return census.count(census.books(), asked(census, begun, scope), scope.until());
    }

    static Function<Book, List<String>> asked(Census census, List<Window> begun, Scope scope) {
        var window = scope.window();
        if (scope.kind() == Scope.Kind.TERM) {
            return Book::cols;
        }
        var windows = window == null ? begun : List.of(window);
        return book -> {
            var grade = census.homeroom(book.homeroom()).grade();
            var covering = windows.stream()
                    .filter(each -> each.covers(grade, book.homeroom(), book.subject()))
                    .toList();
            return book.cols().stream()
                    .filter(col -> covering.stream().anyMatch(each -> each.covers(col)))
                    .toList();
        };
    }

    /**
     * Whether the time of a column is over: some window asked for it and none takes it now.
     *
     * @param waiting ids of windows whose lost time nobody has decided about: nobody is late in them
     */
    static boolean overdue(Census census, List<Window> begun, Book book, String col, Set<String> waiting, Instant now) {
        var grade = census.homeroom(book.homeroom()).grade();
        var covering = begun.stream()
                .filter(each -> each.covers(grade, book.homeroom(), book.subject()) && each.covers(col))
                .toList();
        return !covering.isEmpty()
                && covering.stream()
                        .noneMatch(each -> each.phase(now) == Window.Phase.OPEN || waiting.contains(each.id()));
    }

    /** The windows whose lost time nobody has decided about. */
    static Set<String> waiting(Handle handle, Instant now) {
        return Windows.pauses(handle, now).stream()
                .map(each -> each.window().id())
                .collect(Collectors.toSet());
    }

    /** Why nobody is late in a window that has ended: lost time is undecided, or a new window gives it. */
    static Optional<String> held(Handle handle, Window window, Instant now) {
        if (window.phase(now) != Window.Phase.ENDED) {
            return Optional.of("running");
        }
        if (Windows.waits(handle, window.id(), now)) {
            return Optional.of("waits");
        }
        return Windows.findSuccessor(handle, window).map(each -> "followed");
    }

    /** Cells by teacher that were empty when windows of a period ended. */
    private static Map<String, Integer> late(Handle handle, Census census, List<Window> ended, Instant now) {
        var late = new HashMap<String, Integer>();
        for (var window : ended) {
            if (held(handle, window, now).isPresent()) {
                continue;
            }
            var scope = new Scope(Scope.Kind.WINDOW, window, window.closes());
            for (var line : census.count(census.books(), asked(census, ended, scope), window.closes())) {
                line.teachers().forEach(staff -> late.merge(staff, line.missing(), Integer::sum));
            }
        }
        return late;
    }

    /** Kiểm tra sắp ghi: what would be recorded, as the form shows it. */
    record Prepared(int required, int entered, int abnormal, String unconfirmed, List<ProgressCheck.Figure> figures) {}

    /** What a check of a period would find now. */
    Optional<Prepared> prepare(Handle handle, ProgressCheck.Kind kind, int semester, String period) {
        var open = SchoolYears.findOpenYear(handle);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var year = open.get();
        var required = 0;
        var entered = 0;
        var abnormal = 0;
        var byTeacher = new TreeMap<String, int[]>();
        for (var term : kind == ProgressCheck.Kind.YEAR ? List.of(1, 2) : List.of(semester)) {
            var census = Census.read(handle, year, term, now);
            var begun = begun(handle, year, term, now);
            for (var line : count(census, begun, new Scope(Scope.Kind.SO_FAR, null, null))) {
                required += line.required();
                entered += line.entered();
                for (var staff : line.teachers()) {
                    var sums = byTeacher.computeIfAbsent(staff, key -> new int[3]);
                    sums[0] += line.required();
                    sums[1] += line.entered();
                }
            }
            var ended = begun.stream()
                    .filter(window -> kind != ProgressCheck.Kind.MONTH
                            || YearMonth.from(day(window.closes())).toString().equals(period))
                    .toList();
            late(handle, census, ended, now).forEach((staff, cells) -> {
                byTeacher.computeIfAbsent(staff, key -> new int[3])[2] += cells;
            });
            abnormal += Abnormal.find(handle, census).size();
        }
        var figures = byTeacher.entrySet().stream()
                .map(each -> new ProgressCheck.Figure(
                        "", each.getKey(), each.getValue()[0], each.getValue()[1], each.getValue()[2]))
                .toList();
        return Optional.of(new Prepared(required, entered, abnormal, unconfirmed(handle, today()), figures));
    }

    /** The classes whose attendance nobody confirmed: 6A (9/2026, 10/2026); 7B (10/2026). */
    private static String unconfirmed(Handle handle, LocalDate today) {
        var byClass = new LinkedHashMap<String, List<String>>();
        for (var open : Attendance.listUnconfirmed(handle, today)) {
            byClass.computeIfAbsent(open.homeroom().name(), key -> new ArrayList<>())
                    .add(open.month().getMonthValue() + "/" + open.month().getYear());
        }
        var all = byClass.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
                .collect(Collectors.joining("; "));
        return all.length() <= LONGEST_LIST ? all : all.substring(0, LONGEST_LIST - 1) + "…";
    }

    /** A leader records what they found; it stays as it is found. */
    public Outcome record(
            Actor actor, String staff, ProgressCheck.Kind kind, int semester, String period, String note) {
        if (note.strip().length() > LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var refusal = mayLead(tx, staff);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var year = SchoolYears.findOpenYear(tx.handle());
            if (year.isEmpty()) {
                return new Refused(Reason.NO_YEAR);
            }
            var named = period(kind, semester, period, year.get(), day(tx.now()));
            if (named.isEmpty()) {
                return new Refused(Reason.BAD_PERIOD);
            }
            var found = prepare(tx.handle(), kind, semester, named.get()).orElseThrow();
            if (found.required() == 0) {
                return new Refused(Reason.NOTHING_ASKED);
            }
            var check = new ProgressCheck(
                    tx.newId(),
                    year.get().id(),
                    semester,
                    kind,
                    named.get(),
                    found.required(),
                    found.entered(),
                    found.abnormal(),
                    found.unconfirmed(),
                    note.isBlank() ? null : note.strip(),
                    staff,
                    tx.now());
            CheckTable.create(tx, check, found.figures());
            return new Done(check.id());
        });
    }

    /** The period as it is recorded; empty for one that is no period, or lies ahead. */
    private static Optional<String> period(
            ProgressCheck.Kind kind, int semester, String typed, SchoolYear year, LocalDate today) {
        return switch (kind) {
            case MONTH ->
                month(typed)
                        .filter(month ->
                                !month.isAfter(YearMonth.from(today)) && !month.isBefore(YearMonth.from(year.starts())))
                        .map(YearMonth::toString);
            case TERM -> semester == 1 || semester == 2 ? Optional.of(String.valueOf(semester)) : Optional.empty();
            case YEAR -> Optional.of(year.id());
        };
    }

    private static Optional<YearMonth> month(String typed) {
        try {
            return Optional.of(YearMonth.parse(typed));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private Optional<Reason> mayLead(Tx tx, String staff) {
        var on = day(tx.now());
        if (!leaders.presides(tx.handle(), staff, on) && !leaders.assists(tx.handle(), staff, on)) {
            return Optional.of(Reason.NOT_A_LEADER);
        }
        return acting(tx);
    }

    static Optional<Reason> acting(Tx tx) {
        if (tx.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.WRONG_CAPACITY);
        }
        return Standing.full(tx.handle(), tx.actor().account())
                ? Optional.empty()
                : Optional.of(Reason.NOT_IN_FULL_STANDING);
    }

    /** How long a check reminds those of whom it found something missing. */
    static final Duration REMINDS = Duration.ofDays(14);

    /** How long before an end a teacher is reminded of what is missing. */
    static final Duration SOON = Duration.ofDays(3);
}
