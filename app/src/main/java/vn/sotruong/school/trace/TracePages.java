package vn.sotruong.school.trace;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Version;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang lưu vết: all changes of a time, of a teacher, of a class, of one cell; as a page, a file, or on paper. */
public final class TracePages implements Pages {
    /** Who reads the changes of everybody. */
    static final List<Need> ALL_OF_IT = List.of(Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR);

    /** Who reads the audit as well; an administrator without a seat does not. */
    static final List<Need> AUDITORS = List.of(Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR);

    private static final String HOME = "/trace";
    private static final Need[] READERS = {
        Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR, Need.DEPARTMENT_HEAD, Need.HOMEROOM, Need.ENTER_MARKS
    };
    /** What no page of its own says. */
    private static final Messages RULES = Messages.of(Circular22.class);

    private static final String OF_THE_RULES = "regulation.";
    private static final int LONGEST = 200;

    /** What a message leaves open that is told long after. */
    private static final String PLACES = "\\{[0-9]}";

    private static final int ON_A_PAGE = 50;
    private static final List<Version.Kind> KINDS = List.of(
            Version.Kind.UP,
            Version.Kind.DOWN,
            Version.Kind.WORD,
            Version.Kind.DELETED,
            Version.Kind.REENTERED,
            Version.Kind.ADDED);
    private static final List<Lane> LANES = List.of(Lane.OWN, Lane.DIRECTED, Lane.WITNESSED, Lane.CLOSED);

    private final Trace trace;

    public TracePages(Trace trace) {
        this.trace = trace;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, ctx -> show(ctx, "", ""), Need.ENTER_MARKS, READERS);
        at.get(HOME + "/me", ctx -> show(ctx, "", Web.visitor(ctx).person()), Need.ENTER_MARKS, READERS);
        at.get(HOME + "/teachers/{staff}", ctx -> show(ctx, "", ctx.pathParam("staff")), Need.ENTER_MARKS, READERS);
        at.get("/classes/{homeroom}/trace", ctx -> show(ctx, ctx.pathParam("homeroom"), ""), Need.ENTER_MARKS, READERS);
        at.get(HOME + "/cells/{sheet}/{pupil}/{column}", this::cell, Need.ENTER_MARKS, READERS);
        at.get(HOME + "/list.csv", this::commas, Need.ENTER_MARKS, READERS);
        at.get(HOME + "/list.xlsx", this::workbook, Need.ENTER_MARKS, READERS);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(
                        MenuEntry.Group.RECORDS,
                        29,
                        "trace.menu",
                        "history",
                        HOME,
                        Need.PRINCIPAL,
                        Need.BOARD,
                        Need.ADMIN,
                        Need.INSPECTOR,
                        Need.DEPARTMENT_HEAD,
                        Need.HOMEROOM),
                MenuEntry.of(MenuEntry.Group.MINE, 20, "trace.mine", "history", HOME + "/me", Need.ENTER_MARKS));
    }

    /**
     * Một dòng trên trang.
     *
     * @param writer whose session wrote it; empty for the author's own
     * @param known whether the page of the author's changes opens to the reader
     */
    public record Row(
            Trace.Line line,
            String what,
            String before,
            String after,
            String author,
            String writer,
            @Nullable Long slip,
            boolean known) {
        public boolean mark() {
            return line.kind() == Kind.MARK;
        }

        /** As much of a long text as a table bears; the files have all of it. */
        public String brief(String text) {
            return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        }
    }

    /** Một tổng của điểm. */
    public record Sum(Version.Kind kind, int count) {}

    /** Một tổng theo loại. */
    public record Part(Kind kind, int count) {}

    /** Một lựa chọn. */
    public record Choice(String id, String name) {}

    private void show(Context ctx, String homeroom, String staff) {
        var model = trace.db().read(handle -> {
            var sight = Sight.of(handle, Web.visitor(ctx), trace.today());
            if (!staff.isEmpty() && !sight.sees(staff)) {
                return refusal(Reason.NOT_YOUR_COLLEAGUE);
            }
            if (!homeroom.isEmpty() && !sight.opens(homeroom)) {
                return refusal(Reason.NOT_YOUR_CLASS);
            }
            return page(handle, ctx, filter(handle, ctx, homeroom, staff), sight, homeroom, staff);
        });
        if (model.get("refused") instanceof Reason reason) {
            Web.refuse(ctx, reason);
            return;
        }
        if (Boolean.FALSE.equals(model.get("dated"))) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        ctx.render("trace/trace.peb", model);
    }

    private static Map<String, @Nullable Object> refusal(Reason reason) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("refused", reason);
        return model;
    }

    /** Without a year that is known, the one that is open; a page of a class stays in that class's year. */
    private static Filter filter(Handle handle, Context ctx, String homeroom, String staff) {
        var asked = Filter.of(field -> Web.text(ctx, field)).about(homeroom, staff);
        var ofClass = Roll.findHomeroom(handle, homeroom).map(Homeroom::schoolYear);
        if (ofClass.isPresent()) {
            return asked.inYear(ofClass.get());
        }
        var years = Roll.listYears(handle);
        return years.contains(asked.year())
                ? asked
                : asked.inYear(SchoolYears.findOpenYear(handle)
                        .map(SchoolYear::id)
                        .orElse(years.isEmpty() ? "" : years.getLast()));
    }

    private Map<String, @Nullable Object> page(
            Handle handle, Context ctx, Filter filter, Sight sight, String homeroom, String staff) {
        var found = filter.dated()
                ? trace.list(handle, filter, sight)
                : new Trace.Found(List.of(), Map.of(), Map.of(), List.of(), trace.gap(handle));
        var pages = Math.max(1, (found.lines().size() + ON_A_PAGE - 1) / ON_A_PAGE);
        var number = Math.clamp(number(Web.text(ctx, "page")), 1, pages);
        var model = new HashMap<String, @Nullable Object>();
        model.put("whole", sight.whole());
        model.put("audits", AUDITORS.stream().anyMatch(Web.visitor(ctx)::holds));
        model.put("asks", asks(ctx));
        model.put("mine", staff.equals(Web.visitor(ctx).person()));
        model.put("person", staff.isEmpty() ? "" : Trace.name(handle, staff));
        model.put(
                "place",
                Roll.findHomeroom(handle, homeroom.isEmpty() ? null : homeroom)
                        .map(Homeroom::name)
                        .orElse(""));
        model.put("here", ctx.path());
        model.put("filter", filter);
        model.put("dated", filter.dated());
        model.put("query", filter.query());
        model.put("total", found.lines().size());
        model.put(
                "sums",
                KINDS.stream()
                        .map(kind -> new Sum(kind, found.sums().getOrDefault(kind, 0)))
                        .toList());
        model.put(
                "parts",
                Stream.of(Kind.values())
                        .map(kind -> new Part(kind, found.kinds().getOrDefault(kind, 0)))
                        .filter(each -> each.count() > 0)
                        .toList());
        model.put("abouts", Stream.of(Kind.values()).filter(sight::reads).toList());
        model.put(
                "rows",
                found.lines().stream()
                        .skip((long) (number - 1) * ON_A_PAGE)
                        .limit(ON_A_PAGE)
                        .map(line -> row(
                                handle,
                                ctx,
                                line,
                                staff.isEmpty() && !line.author().isEmpty() && sight.sees(line.author())))
                        .toList());
        model.put("number", number);
        model.put("pages", pages);
        model.put("first", (number - 1) * ON_A_PAGE + 1);
        model.put("last", Math.min(number * ON_A_PAGE, found.lines().size()));
        model.put("gap", found.gap());
        model.put("kinds", KINDS);
        model.put("lanes", LANES);
        model.put("years", Roll.listYears(handle));
        model.put(
                "homerooms",
                Roll.listHomerooms(handle, filter.year()).stream()
                        .filter(each -> sight.whole() || sight.opens(each.id()))
                        .map(each -> new Choice(each.id(), each.name()))
                        .toList());
        model.put(
                "subjects",
                SchoolYears.listSubjects(handle).stream()
                        .map(each -> new Choice(each.id(), each.name()))
                        .toList());
        model.put(
                "staff",
                found.staff().stream()
                        .map(each -> People.getStaff(handle, each))
                        .sorted(Comparator.comparing(each -> each.name().sortKey()))
                        .map(each -> new Choice(each.id(), each.name().full()))
                        .toList());
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("today", trace.today());
        return model;
    }

    /** Whether the requests that lie behind changes open for this person. */
    private static boolean asks(Context ctx) {
        var visitor = Web.visitor(ctx);
        return visitor.holds(Need.ENTER_MARKS)
                || visitor.holds(Need.HOMEROOM)
                || AUDITORS.stream().anyMatch(visitor::holds);
    }

    private static int number(String typed) {
        return typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 1;
    }

    private static Row row(Handle handle, Context ctx, Trace.Line line, boolean known) {
        return new Row(
                line,
                say(ctx, line.what()),
                say(ctx, line.before()),
                say(ctx, line.after()),
                line.author().isEmpty() ? Accounts.name(handle, line.account()) : Trace.name(handle, line.author()),
                line.author().isEmpty() ? "" : Trace.writer(handle, line),
                Trace.slip(handle, line),
                known);
    }

    private static String say(Context ctx, Said said) {
        return switch (said) {
            case Said.Text(var text) -> text;
            case Said.Several(var each, var between) ->
                each.stream().map(one -> say(ctx, one)).collect(Collectors.joining(between));
            case Said.Words(var key, var given) -> {
                var filled = given.stream()
                        .map(each -> each instanceof Said inner ? say(ctx, inner) : each)
                        .toArray();
                if (key.startsWith(OF_THE_RULES)) {
                    yield RULES.get(Web.language(ctx), key, filled);
                }
                yield Web.knows(ctx, key)
                        ? Web.say(ctx, key, filled).replaceAll(PLACES, "…")
                        : key.substring(key.lastIndexOf('.') + 1);
            }
        };
    }

    // --- one cell

    private void cell(Context ctx) {
        var column = Column.find(ctx.pathParam("column"));
        var rows = column.flatMap(col -> trace.db()
                .read(handle -> trace.history(
                                handle,
                                ctx.pathParam("sheet"),
                                new Cell(ctx.pathParam("pupil"), col),
                                Sight.of(handle, Web.visitor(ctx), trace.today()))
                        .map(lines -> lines.stream()
                                .map(line -> row(handle, ctx, line, false))
                                .toList())));
        if (rows.isEmpty() || rows.get().isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CELL);
            return;
        }
        ctx.render("trace/cell.peb", Map.of("rows", rows.get(), "asks", asks(ctx)));
    }

    // --- files

    private static final List<String> HEADINGS = List.of(
            "at",
            "homeroom",
            "subject",
            "term",
            "pupil",
            "about",
            "col",
            "kind",
            "before",
            "after",
            "lane",
            "why",
            "author",
            "writer",
            "slip",
            "line",
            "vouched");

    /** Every line in words; empty where a day that is asked for is none. */
    private Optional<List<List<String>>> table(Context ctx) {
        return trace.db().read(handle -> {
            var sight = Sight.of(handle, Web.visitor(ctx), trace.today());
            var filter = filter(handle, ctx, "", "");
            return filter.dated()
                    ? Optional.of(trace.list(handle, filter, sight).lines().stream()
                            .map(line -> cells(ctx, row(handle, ctx, line, false)))
                            .toList())
                    : Optional.empty();
        });
    }

    private static List<String> cells(Context ctx, Row row) {
        var line = row.line();
        var way = line.way();
        return List.of(
                Formats.moment(line.at()),
                line.homeroom(),
                line.subject(),
                line.semester() == 0 ? "" : String.valueOf(line.semester()),
                line.pupil() == null ? "" : line.pupil().name().full(),
                Web.say(ctx, "trace.about." + line.kind()),
                row.what(),
                way == null ? "" : Web.say(ctx, "trace.kind." + way),
                row.before(),
                row.after(),
                Optional.ofNullable(line.lane())
                        .map(lane -> Web.say(ctx, "trace.lane." + lane))
                        .orElse(""),
                line.why(),
                row.author(),
                row.writer(),
                row.slip() == null ? "" : String.valueOf(row.slip()),
                String.valueOf(line.seq()),
                Web.say(ctx, line.open() ? "trace.open" : "trace.vouched"));
    }

    private static List<String> headings(Context ctx) {
        return HEADINGS.stream().map(each -> Web.say(ctx, "trace.head." + each)).toList();
    }

    /** With the mark at its beginning by which Excel knows UTF-8, and no cell that Excel would reckon. */
    private void commas(Context ctx) {
        var table = table(ctx);
        if (table.isEmpty()) {
            Web.refuse(ctx, Reason.BAD_DAY);
            return;
        }
        var text = new StringBuilder("\uFEFF");
        line(text, headings(ctx));
        table.get().forEach(row -> line(text, row));
        ctx.header("Content-Disposition", "attachment; filename=\"luu-vet.csv\"")
                .contentType("text/csv; charset=utf-8")
                .result(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var reckoned = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
            text.append(i == 0 ? "\"" : ",\"")
                    .append(reckoned ? "'" : "")
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        text.append("\r\n");
    }

    private void workbook(Context ctx) {
        var table = table(ctx);
        if (table.isEmpty()) {
            Web.refuse(ctx, Reason.BAD_DAY);
            return;
        }
        var columns = headings(ctx).stream()
                .map(each -> new ExcelSheet.Column(each, Math.max(10, each.length() + 4)))
                .toList();
        var sheet = new ExcelSheet(Web.say(ctx, "trace.menu"), columns);
        table.get().forEach(sheet::row);
        ctx.header("Content-Disposition", "attachment; filename=\"luu-vet.xlsx\"")
                .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .result(sheet.bytes(Web.say(ctx, "trace.menu")));
    }
}
