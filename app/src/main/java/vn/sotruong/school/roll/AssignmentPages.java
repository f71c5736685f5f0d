package vn.sotruong.school.roll;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Outcome.Done;
import vn.sotruong.school.roll.Outcome.Refused;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Trang phân công giảng dạy: the matrix of classes and subjects, its gaps, and who stands in. Plain forms. */
public final class AssignmentPages implements Pages {
    private static final String OTHER = "+";

    private final Database db;
    private final Assignments assignments;

    public AssignmentPages(Database db, Assignments assignments) {
        this.db = db;
        this.assignments = assignments;
    }

    /**
     * Một ô của bảng phân công.
     *
     * @param name of its field
     * @param label what the field is, for whoever does not see the table
     * @param text names as they are or were typed
     * @param look gap, off, bad or empty
     */
    public record Square(String name, String label, String text, String look) {}

    /** Một dòng: a class. */
    public record Line(Homeroom homeroom, List<Square> squares) {
        public Line {
            squares = List.copyOf(squares);
        }
    }

    @Override
    public void routes(Routes at) {
        at.get("/assignments", this::show, Need.ADMIN, Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR);
        at.post("/assignments", this::propose, Need.ADMIN, Need.PRINCIPAL);
        at.get("/classes/{homeroom}/substitute", this::form, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/substitute", this::substitute, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/substitutions/{id}/end", this::end, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                20,
                "roll.assignments.title",
                "table-2",
                "/assignments",
                Need.ADMIN,
                Need.PRINCIPAL,
                Need.CLERK));
    }

    private void show(Context ctx) {
        var from = day(ctx, "from").orElse(assignments.today());
        render(ctx, from, Map.of(), List.of(), "");
    }

    private static Optional<LocalDate> day(Context ctx, String field) {
        try {
            return Optional.of(LocalDate.parse(Web.text(ctx, field)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * @param typed by field, what was typed
     * @param unknown fields that name nobody
     */
    private void render(Context ctx, LocalDate from, Map<String, String> typed, List<String> unknown, String reason) {
        var visitor = Web.visitor(ctx);
        ctx.render("roll/assignments.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            var year = SchoolYears.findOpenYear(handle);
            var day = year.filter(open -> from.isBefore(open.starts()))
                    .map(open -> open.starts())
                    .orElse(from);
            var names = names(handle);
            var subjects = SchoolYears.listSubjects(handle);
            var lines = year.map(open -> lines(ctx, handle, open.id(), subjects, day, names, typed, unknown))
                    .orElse(List.of());
            model.put("from", day.toString());
            model.put("subjects", subjects);
            model.put("lines", lines);
            model.put(
                    "gaps",
                    lines.stream()
                            .flatMap(line -> line.squares().stream())
                            .filter(square -> square.look().equals("gap"))
                            .count());
            model.put("names", new TreeSet<>(names.values()));
            model.put("edits", year.isPresent() && assignments.prepares(handle, visitor));
            model.put("primary", lines.stream().anyMatch(line -> line.homeroom().grade() <= Roll.PRIMARY));
            model.put("reason", reason);
            model.put("unknown", unknown.size());
            model.put("done", Web.text(ctx, "done").equals("proposed"));
            return model;
        }));
    }

    /** Everybody who works here, by id: their name, with the code where two share one. */
    private static Map<String, String> names(Handle handle) {
        var all = People.listStaff(handle).stream()
                .filter(each -> each.status() == StaffStatus.WORKING)
                .toList();
        var counts = new HashMap<String, Integer>();
        all.forEach(each -> counts.merge(each.name().full(), 1, Integer::sum));
        var names = new HashMap<String, String>();
        for (var each : all) {
            var alone = counts.getOrDefault(each.name().full(), 0) == 1;
            names.put(each.id(), alone ? each.name().full() : each.name().full() + " (" + mark(each) + ")");
        }
        return names;
    }

    private static String mark(Staff staff) {
        var code = staff.code();
        return code == null ? staff.id() : code;
    }

    private static List<Line> lines(
            Context ctx,
            Handle handle,
            String year,
            List<Subject> subjects,
            LocalDate from,
            Map<String, String> names,
            Map<String, String> typed,
            List<String> unknown) {
        var language = Web.language(ctx);
        var off = new TreeSet<String>();
        Roll.listYearProgramme(handle, year).stream()
                .filter(each -> each.yearPeriods() == 0)
                .forEach(each -> off.add(each.homeroom() + "." + each.subject()));
        var lines = new ArrayList<Line>();
        for (var homeroom : Roll.listHomerooms(handle, year)) {
            var squares = new ArrayList<Square>();
            squares.add(square(
                    homeroom.id() + ".",
                    label(homeroom, ClassPages.WORDS.get(language, "roll.teacher")),
                    text(names, Assignments.holders(handle, homeroom.id(), "", from)),
                    false,
                    typed,
                    unknown));
            for (var subject : subjects) {
                var name = homeroom.id() + "." + subject.id();
                squares.add(square(
                        name,
                        label(homeroom, subject.name()),
                        text(names, Assignments.holders(handle, homeroom.id(), subject.id(), from)),
                        off.contains(name),
                        typed,
                        unknown));
            }
            lines.add(new Line(homeroom, squares));
        }
        return lines;
    }

    private static String label(Homeroom homeroom, String what) {
        return homeroom.name() + ", " + what;
    }

    private static Square square(
            String name, String label, String held, boolean off, Map<String, String> typed, List<String> unknown) {
        var text = typed.getOrDefault(name, held);
        var look = unknown.contains(name) ? "bad" : !text.isEmpty() ? "" : off ? "off" : "gap";
        return new Square(name, label, text, look);
    }

    private static String text(Map<String, String> names, List<String> holders) {
        return String.join(
                "; ",
                holders.stream()
                        .map(each -> (AssignmentChange.role(each) == TeachingAssignment.Role.OTHER ? OTHER : "")
                                + names.getOrDefault(AssignmentChange.staff(each), ""))
                        .toList());
    }

    private void propose(Context ctx) {
        var from = day(ctx, "from");
        var typed = new HashMap<String, String>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("a.")) {
                typed.put(field.substring(2), Web.text(ctx, field));
            }
        }
        if (from.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            render(ctx, assignments.today(), typed, List.of(), "roll.reason." + Reason.BAD_DAY.name());
            return;
        }
        var unknown = new ArrayList<String>();
        var changes = db.read(handle -> changes(handle, from.get(), typed, unknown));
        if (!unknown.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            render(ctx, from.get(), typed, unknown, "roll.assignments.unknown");
            return;
        }
        switch (assignments.propose(Web.actor(ctx), Web.visitor(ctx).person(), from.get(), changes)) {
            case Assignments.Proposed.Waiting done -> ClassPages.go(ctx, "/assignments?done=proposed");
            case Assignments.Proposed.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                render(ctx, from.get(), typed, List.of(), key(reason));
            }
        }
    }

    private static String key(Enum<?> reason) {
        var pack = reason.getDeclaringClass().getPackageName();
        return pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason.name();
    }

    /** What was typed that differs from what holds; fields that name nobody are collected. */
    private static List<AssignmentChange> changes(
            Handle handle, LocalDate from, Map<String, String> typed, List<String> unknown) {
        var names = names(handle);
        var byName = new HashMap<String, List<String>>();
        names.forEach((id, name) -> byName.computeIfAbsent(VietnameseName.fold(name), each -> new ArrayList<>())
                .add(id));
        var changes = new ArrayList<AssignmentChange>();
        for (var field : new TreeSet<>(typed.keySet())) {
            var point = field.indexOf('.');
            if (point < 0) {
                unknown.add(field);
                continue;
            }
            var homeroom = field.substring(0, point);
            var subject = field.substring(point + 1);
            var before = Assignments.holders(handle, homeroom, subject, from);
            var text = typed.getOrDefault(field, "");
            if (text.equals(text(names, before))) {
                continue;
            }
            var after = read(text, names, byName);
            if (after.isEmpty()) {
                unknown.add(field);
            } else if (!after.get().equals(before)) {
                changes.add(new AssignmentChange(homeroom, subject, before, after.get()));
            }
        }
        return changes;
    }

    /** The holders that a text names; empty when a name is nobody's, or several people's. */
    private static Optional<List<String>> read(
            String text, Map<String, String> names, Map<String, List<String>> byName) {
        var holders = new TreeSet<String>();
        for (var part : text.split(";", -1)) {
            var word = part.strip();
            if (word.isEmpty()) {
                continue;
            }
            var other = word.startsWith(OTHER);
            var name = other ? word.substring(1).strip() : word;
            var exact = names.entrySet().stream()
                    .filter(each -> each.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .toList();
            var found = exact.isEmpty() ? byName.getOrDefault(VietnameseName.fold(name), List.of()) : exact;
            if (found.size() != 1) {
                return Optional.empty();
            }
            holders.add(AssignmentChange.holder(
                    found.getFirst(), other ? TeachingAssignment.Role.OTHER : TeachingAssignment.Role.TEACHER));
        }
        return Optional.of(List.copyOf(holders));
    }

    // --- dạy thay

    private void form(Context ctx) {
        form(ctx, "");
    }

    private void form(Context ctx, String reason) {
        var language = Web.language(ctx);
        var me = Web.visitor(ctx).person();
        var chosen = ctx.formParams("subject").isEmpty() ? ctx.queryParams("subject") : ctx.formParams("subject");
        var model = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                .map(homeroom -> {
                    var made = new HashMap<String, @Nullable Object>();
                    var today = assignments.today();
                    made.put("homeroom", homeroom);
                    made.put("reason", reason);
                    made.put("subjects", subjects(handle, homeroom, today, language));
                    made.put("chosen", List.copyOf(chosen));
                    made.put(
                            "people",
                            People.listStaff(handle).stream()
                                    .filter(each -> each.status() == StaffStatus.WORKING
                                            && !each.id().equals(me))
                                    .toList());
                    made.put("person", Web.text(ctx, "staff"));
                    made.put("from", day(ctx, "from").orElse(today).toString());
                    made.put("last", day(ctx, "last").orElse(today.plusDays(6)).toString());
                    return made;
                }));
        if (model.isPresent()) {
            ctx.render("roll/substitute.peb", model.get());
        } else {
            Web.refuse(ctx, Reason.NO_SUCH_CLASS);
        }
    }

    private static List<Map<String, String>> subjects(
            Handle handle, Homeroom homeroom, LocalDate on, Language language) {
        var names = ClassPage.staffNames(handle);
        return SchoolYears.listSubjects(handle).stream()
                .map(each -> Map.of(
                        "id", each.id(),
                        "name", each.name(),
                        "teacher",
                                Assignments.named(
                                        names, Assignments.holders(handle, homeroom.id(), each.id(), on), language)))
                .toList();
    }

    private void substitute(Context ctx) {
        var from = day(ctx, "from");
        var last = day(ctx, "last");
        if (from.isEmpty() || last.isEmpty()) {
            refuse(ctx, Reason.BAD_DAY);
            return;
        }
        var homeroom = ctx.pathParam("homeroom");
        var subjects = ctx.formParams("subject").stream().distinct().toList();
        switch (assignments.substitute(
                Web.actor(ctx),
                Web.visitor(ctx).person(),
                homeroom,
                subjects,
                Web.text(ctx, "staff"),
                from.get(),
                last.get())) {
            case Done done -> ClassPages.go(ctx, "/classes/" + done.id() + "?done=substituted");
            case Refused(var reason) -> refuse(ctx, reason);
        }
    }

    private void refuse(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        form(ctx, reason.name());
    }

    private void end(Context ctx) {
        var homeroom = ctx.pathParam("homeroom");
        switch (assignments.endSubstitution(Web.actor(ctx), Web.visitor(ctx).person(), homeroom, ctx.pathParam("id"))) {
            case Done done -> ClassPages.go(ctx, "/classes/" + homeroom + "?done=ended");
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
