package vn.sotruong.school.progress;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.FilledCells;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;

/** Trang tiến độ nhập: how far entering has come for whom one may see, and what exactly is missing. */
public final class ProgressPages implements Pages {
    static final String HOME = "/progress";
    private static final Need[] READERS = {Need.BOARD, Need.DEPARTMENT_HEAD, Need.ENTER_MARKS, Need.INSPECTOR};
    private static final List<String> WAYS = List.of("teacher", "department", "class", "subject");

    private final Progress progress;

    public ProgressPages(Progress progress) {
        this.progress = progress;
    }

    /**
     * Một dòng.
     *
     * @param path where it leads; empty leads nowhere
     * @param overdue cells whose time is over
     */
    public record Row(String name, String path, int required, int entered, int overdue) {
        public int missing() {
            return required - entered;
        }

        public int percent() {
            return Progress.percent(entered, required);
        }
    }

    /**
     * Một cột còn thiếu, và thiếu của những em nào.
     *
     * @param owed names of those who missed the test, which waits to be made up or settled
     */
    public record Lack(String col, boolean overdue, List<String> pupils, List<String> owed) {}

    /** Một môn lớp còn thiếu. */
    public record Work(String name, int required, int entered, List<Lack> lacks) {}

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.PRINCIPAL, READERS);
        at.get(HOME + "/teachers/{staff}", this::teacher, Need.PRINCIPAL, READERS);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.WORK, 46, "progress.menu", "chart-column", HOME, Need.PRINCIPAL, READERS));
    }

    static int semester(Context ctx, Progress progress) {
        return switch (Web.text(ctx, "semester")) {
            case "1" -> 1;
            case "2" -> 2;
            default -> Progress.semester(progress.today());
        };
    }

    private void show(Context ctx) {
        ctx.render("progress/progress.peb", progress.db().read(handle -> model(ctx, handle)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle) {
        var visitor = Web.visitor(ctx);
        var model = new HashMap<String, @Nullable Object>();
        var year = SchoolYears.findOpenYear(handle);
        var semester = semester(ctx, progress);
        var by = WAYS.contains(Web.text(ctx, "by")) ? Web.text(ctx, "by") : "teacher";
        model.put("year", year.orElse(null));
        model.put("semester", semester);
        model.put("by", by);
        model.put("ways", WAYS);
        model.put("leads", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR));
        if (year.isEmpty()) {
            return model;
        }
        var now = progress.now();
        var begun = Progress.begun(handle, year.get(), semester, now);
        var scope = Progress.scope(begun, Web.text(ctx, "scope"), now);
        var sight = Sight.of(handle, visitor, progress.today());
        var census = Census.read(handle, year.get(), semester, now);
        var window = scope.window();
        var held = window == null || scope.until() == null
                ? ""
                : Progress.held(handle, window, now).orElse("");
        var lines = held.isEmpty()
                ? Progress.count(census, begun, scope).stream()
                        .filter(sight::sees)
                        .toList()
                : List.<Census.Line>of();
        model.put("windows", begun);
        model.put("scope", window == null ? scope.kind() == Progress.Scope.Kind.TERM ? "term" : "" : window.id());
        model.put("window", window);
        model.put("late", scope.until() != null);
        model.put("held", held);
        model.put("whole", sight.whole());
        model.put("total", new Row("", "", sum(lines, true), sum(lines, false), 0));
        model.put("rows", rows(handle, census, lines, by, sight, new Judging(begun, scope, now, semester)));
        return model;
    }

    private static int sum(List<Census.Line> lines, boolean required) {
        return lines.stream()
                .mapToInt(line -> required ? line.required() : line.entered())
                .sum();
    }

    private record Judging(List<Window> begun, Progress.Scope scope, Instant now, int semester) {}

    private List<Row> rows(
            Handle handle, Census census, List<Census.Line> lines, String by, Sight sight, Judging judging) {
        var names = People.listStaff(handle).stream()
                .collect(Collectors.toMap(Staff::id, each -> each.name().full()));
        var waiting = Progress.waiting(handle, judging.now());
        var departments = by.equals("department") ? departments(handle) : Map.<String, Set<String>>of();
        var sums = new LinkedHashMap<List<String>, int[]>();
        for (var line : lines) {
            var late = judging.scope().until() != null
                    ? line.missing()
                    : line.empty().entrySet().stream()
                            .filter(each -> Progress.overdue(
                                    census, judging.begun(), line.book(), each.getKey(), waiting, judging.now()))
                            .mapToInt(Map.Entry::getValue)
                            .sum();
            for (var key : keys(line, by, sight, names, departments, judging)) {
                var each = sums.computeIfAbsent(key, none -> new int[3]);
                each[0] += line.required();
                each[1] += line.entered();
                each[2] += late;
            }
        }
        var order = Comparator.comparingInt((Row row) -> row.percent()).thenComparing(Row::name);
        return sums.entrySet().stream()
                .map(each -> new Row(
                        each.getKey().getFirst(),
                        each.getKey().getLast(),
                        each.getValue()[0],
                        each.getValue()[1],
                        each.getValue()[2]))
                .filter(row -> judging.scope().until() == null || row.missing() > 0)
                .sorted(by.equals("class") ? Comparator.comparing(Row::name) : order)
                .toList();
    }

    /** The rows that a line counts in, each with its name and where it leads. */
    private static Set<List<String>> keys(
            Census.Line line,
            String by,
            Sight sight,
            Map<String, String> names,
            Map<String, Set<String>> departments,
            Judging judging) {
        return switch (by) {
            case "class" -> Set.of(List.of(line.homeroom().name(), ""));
            case "subject" -> Set.of(List.of(line.subjectName(), ""));
            case "department" ->
                line.teachers().stream()
                        .filter(sight::sees)
                        .flatMap(staff -> departments.getOrDefault(staff, Set.of("")).stream())
                        .map(each -> List.of(each, ""))
                        .collect(Collectors.toSet());
            default -> {
                var keys = new LinkedHashSet<List<String>>();
                line.teachers().stream()
                        .filter(sight::sees)
                        .forEach(staff -> keys.add(List.of(
                                names.getOrDefault(staff, ""),
                                HOME + "/teachers/" + staff + "?semester=" + judging.semester())));
                if (line.teachers().isEmpty()) {
                    keys.add(List.of("", ""));
                }
                yield keys;
            }
        };
    }

    /** By person, the names of their departments. */
    private Map<String, Set<String>> departments(Handle handle) {
        var names = new HashMap<String, String>();
        Departments.list(handle).forEach(each -> names.put(each.id(), each.name()));
        var of = new HashMap<String, Set<String>>();
        Departments.listMembers(handle, progress.today())
                .forEach(each -> of.computeIfAbsent(each.staff(), key -> new LinkedHashSet<>())
                        .add(names.getOrDefault(each.department(), "")));
        return of;
    }

    private void teacher(Context ctx) {
        var visitor = Web.visitor(ctx);
        var staff = ctx.pathParam("staff");
        var semester = semester(ctx, progress);
        var model = progress.db().read(handle -> teacher(handle, visitor, staff, semester));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOURS);
            return;
        }
        ctx.render("progress/teacher.peb", model);
    }

    private Map<String, @Nullable Object> teacher(Handle handle, Visitor visitor, String staff, int semester) {
        var model = new HashMap<String, @Nullable Object>();
        var person = People.findStaff(handle, staff);
        var year = SchoolYears.findOpenYear(handle);
        if (!Sight.of(handle, visitor, progress.today()).sees(staff) || person.isEmpty() || year.isEmpty()) {
            return model;
        }
        var now = progress.now();
        var census = Census.read(handle, year.get(), semester, now);
        var begun = Progress.begun(handle, year.get(), semester, now);
        var waiting = Progress.waiting(handle, now);
        var scope = new Progress.Scope(Progress.Scope.Kind.SO_FAR, null, null);
        var lines = census.count(census.taughtBy(staff), Progress.asked(census, begun, scope), null).stream()
                .sorted(Comparator.comparing(Census.Line::subjectName)
                        .thenComparing(line -> line.homeroom().name()))
                .toList();
        var gaps = census.gaps(lines.stream().filter(line -> line.missing() > 0).toList(), null);
        var pupils = People.mapPupils(
                handle, gaps.stream().map(Census.Gap::pupil).distinct().toList());
        var owed = FilledCells.listOwed(
                handle, gaps.stream().map(gap -> gap.book().id()).distinct().toList());
        var works = new ArrayList<Work>();
        for (var line : lines) {
            var lacks = new ArrayList<Lack>();
            for (var col : line.empty().keySet()) {
                lacks.add(new Lack(
                        col,
                        Progress.overdue(census, begun, line.book(), col, waiting, now),
                        gaps.stream()
                                .filter(gap -> gap.book().equals(line.book())
                                        && gap.col().equals(col)
                                        && !owed.contains(cell(gap)))
                                .map(gap -> name(pupils, gap.pupil()))
                                .toList(),
                        gaps.stream()
                                .filter(gap -> gap.book().equals(line.book())
                                        && gap.col().equals(col)
                                        && owed.contains(cell(gap)))
                                .map(gap -> name(pupils, gap.pupil()))
                                .toList()));
            }
            works.add(new Work(
                    line.subjectName() + " " + line.homeroom().name(), line.required(), line.entered(), lacks));
        }
        var checks = CheckTable.list(handle, year.get().id()).stream()
                .collect(Collectors.toMap(ProgressCheck::id, each -> each));
        model.put("name", person.get().name().full());
        model.put("staff", staff);
        model.put("semester", semester);
        model.put("works", works);
        model.put("total", new Row("", "", sum(lines, true), sum(lines, false), 0));
        model.put("checks", checks);
        model.put("figures", CheckTable.listOfStaff(handle, year.get().id(), staff));
        return model;
    }

    private static FilledCells.Filled cell(Census.Gap gap) {
        return new FilledCells.Filled(gap.book().id(), gap.pupil(), gap.col());
    }

    private static String name(Map<String, Pupil> names, String pupil) {
        var found = names.get(pupil);
        return found == null ? "" : found.name().full();
    }
}
