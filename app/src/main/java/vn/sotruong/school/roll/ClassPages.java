package vn.sotruong.school.roll;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Outcome.Done;
import vn.sotruong.school.roll.Outcome.Refused;
import vn.sotruong.school.schoolyear.Campus;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang các lớp: who is in which, who leads and teaches it, its plan, its officers, its list on paper. */
public final class ClassPages implements Pages {
    static final Messages WORDS = Messages.of(ClassPages.class);

    private static final Set<String> DEEDS = Set.of(
            "opened",
            "amended",
            "numbered",
            "signed",
            "planned",
            "ready",
            "appointed",
            "dismissed",
            "campus",
            "substituted",
            "ended");
    private static final int TICKS = 12;

    private final Database db;
    private final Classes classes;
    private final Set<String> rooms;

    /** @param rooms the other rooms that have a page of a class, by the last word of its address */
    public ClassPages(Database db, Classes classes, Set<String> rooms) {
        this.db = db;
        this.classes = classes;
        this.rooms = Set.copyOf(rooms);
    }

    @Override
    public void routes(Routes at) {
        at.get("/classes", this::list, Need.ENTER_MARKS, READERS);
        at.post("/classes", this::open, Need.CLERK, Need.ADMIN);
        at.post("/classes/ready", this::declareReady, Need.ADMIN);
        at.get("/classes/new", this::blank, Need.CLERK, Need.ADMIN);
        at.get("/campuses", this::campuses, Need.CLERK, Need.ADMIN, Need.PRINCIPAL);
        at.post("/campuses", this::addCampus, Need.CLERK, Need.ADMIN);
        at.post("/campuses/{campus}", this::turnCampus, Need.CLERK, Need.ADMIN);
        at.get("/classes/{homeroom}", this::show, Need.ENTER_MARKS, READERS);
        at.get("/classes/{homeroom}/edit", this::form, Need.CLERK, Need.ADMIN);
        at.post("/classes/{homeroom}/edit", this::amend, Need.CLERK, Need.ADMIN);
        at.get("/classes/{homeroom}/programme", this::programme, Need.CLERK, Need.ADMIN, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/programme", this::plan, Need.CLERK, Need.ADMIN, Need.PRINCIPAL);
        at.get("/classes/{homeroom}/officers", this::officers, Need.HOMEROOM);
        at.post("/classes/{homeroom}/officers", this::appoint, Need.HOMEROOM);
        at.post("/classes/{homeroom}/officers/{officer}/end", this::dismiss, Need.HOMEROOM);
        at.post("/classes/{homeroom}/number", this::number, Need.HOMEROOM);
        at.post("/classes/{homeroom}/sign", this::sign, Need.HOMEROOM);
        at.get("/classes/{homeroom}/print", this::print, Need.ENTER_MARKS, READERS);
        at.get("/classes/{homeroom}/list.xlsx", this::download, Need.ENTER_MARKS, READERS);
    }

    /** Who else opens a class's page; teachers see the classes that they lead or teach, the others all. */
    private static final Need[] READERS = {
        Need.HOMEROOM, Need.CLERK, Need.ADMIN, Need.PRINCIPAL, Need.INSPECTOR, Need.DEPARTMENT_HEAD
    };

    private static final Need[] ATTENDANCE_READERS = {
        Need.HOMEROOM, Need.ENTER_MARKS, Need.ATTENDANCE, Need.PRINCIPAL, Need.CLERK, Need.MEDICAL, Need.INSPECTOR
    };
    private static final List<Need> SEE_ALL = List.of(Need.CLERK, Need.ADMIN, Need.PRINCIPAL, Need.INSPECTOR);

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(
                        MenuEntry.Group.RECORDS,
                        10,
                        "roll.classes.menu",
                        "layers",
                        "/classes",
                        Need.ENTER_MARKS,
                        READERS),
                MenuEntry.of(
                        MenuEntry.Group.SETTINGS,
                        30,
                        "roll.campuses.menu",
                        "school",
                        "/campuses",
                        Need.CLERK,
                        Need.ADMIN));
    }

    private static boolean holds(Visitor visitor, Need... needs) {
        return Arrays.stream(needs).anyMatch(visitor::holds);
    }

    /** Whether this visitor may open a class: all may who keep or oversee records, others their own. */
    private boolean mayOpen(Handle handle, Visitor visitor, String homeroom) {
        return SEE_ALL.stream().anyMatch(visitor::holds) || own(handle, visitor).contains(homeroom);
    }

    private Set<String> own(Handle handle, Visitor visitor) {
        var own = new HashSet<String>();
        var today = classes.today();
        Roll.listLed(handle, visitor.person(), today).forEach(each -> own.add(each.id()));
        Roll.listAssignments(handle, visitor.person(), today).forEach(each -> own.add(each.homeroom()));
        return own;
    }

    private void list(Context ctx) {
        var typed = Web.text(ctx, "q");
        var visitor = Web.visitor(ctx);
        ctx.render("roll/classes.peb", db.read(handle -> {
            var open = SchoolYears.findOpenYear(handle).map(year -> year.id()).orElse("");
            var years = Roll.listYears(handle);
            var wanted = Web.text(ctx, "year");
            var year = years.contains(wanted) ? wanted : open;
            var rows = rows(handle, visitor, year).stream()
                    .filter(row -> fits(row, typed))
                    .toList();
            var model = new HashMap<String, @Nullable Object>();
            model.put("rows", rows);
            model.put("size", rows.stream().mapToInt(ClassRow::size).sum());
            model.put("typed", typed);
            model.put("year", year);
            model.put("years", years);
            model.put("open", year.equals(open) && !open.isEmpty());
            model.put("ready", !year.isEmpty() && Classes.isReady(handle, year));
            model.put("keeps", holds(visitor, Need.CLERK, Need.ADMIN));
            model.put("admin", visitor.holds(Need.ADMIN));
            model.put("all", SEE_ALL.stream().anyMatch(visitor::holds));
            model.put("done", done(ctx));
            return model;
        }));
    }

    private static String done(Context ctx) {
        return DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "";
    }

    private List<ClassRow> rows(Handle handle, Visitor visitor, String year) {
        var all = SEE_ALL.stream().anyMatch(visitor::holds);
        var own = all ? Set.<String>of() : own(handle, visitor);
        var names = ClassPage.staffNames(handle);
        var sizes = Roll.mapSizes(handle);
        var traits = Roll.mapTraits(handle);
        var campuses = new HashMap<String, String>();
        SchoolYears.listCampuses(handle).forEach(each -> campuses.put(each.id(), each.name()));
        var rows = new ArrayList<ClassRow>();
        for (var homeroom : Roll.listHomerooms(handle, year)) {
            if (!all && !own.contains(homeroom.id())) {
                continue;
            }
            var trait = traits.get(homeroom.id());
            var campus = trait == null ? null : trait.campus();
            rows.add(new ClassRow(
                    homeroom,
                    sizes.getOrDefault(homeroom.id(), 0),
                    Roll.findHomeroomTeacher(handle, homeroom.id(), classes.today())
                            .map(each -> names.getOrDefault(each.staff(), ""))
                            .orElse(""),
                    campus == null ? "" : campuses.getOrDefault(campus, ""),
                    Classes.findList(handle, homeroom.id())
                            .map(each -> each.signedAt() == null ? "numbered" : "signed")
                            .orElse("none")));
        }
        return rows;
    }

    private static boolean fits(ClassRow row, String typed) {
        var wanted = VietnameseName.fold(typed);
        return wanted.isEmpty()
                || VietnameseName.fold(row.homeroom().name()).contains(wanted)
                || VietnameseName.fold(row.teacher()).contains(wanted)
                || VietnameseName.fold(row.campus()).contains(wanted);
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> find(handle, ctx, visitor).map(homeroom -> {
            var today = classes.today();
            var made = new HashMap<String, @Nullable Object>();
            made.put("view", ClassPage.of(handle, homeroom, today));
            made.put("year", homeroom.schoolYear().replace('-', '–'));
            made.put("ready", Classes.isReady(handle, homeroom.schoolYear()));
            var leads = Roll.leads(handle, visitor.person(), homeroom.id(), today);
            made.put("leads", leads);
            made.put("mayNumber", classes.mayNumber(handle, visitor.person(), homeroom.id()));
            made.put("keeps", holds(visitor, Need.CLERK, Need.ADMIN));
            made.put("directs", visitor.holds(Need.PRINCIPAL));
            made.put("all", SEE_ALL.stream().anyMatch(visitor::holds));
            made.put("rooms", tabs(handle, visitor, homeroom, leads));
            made.put("done", done(ctx));
            return made;
        }));
        answer(ctx, "roll/class.peb", model);
    }

    /** The other rooms' pages of a class, as far as they admit this visitor. */
    private List<String> tabs(Handle handle, Visitor visitor, Homeroom place, boolean leads) {
        var tabs = new ArrayList<String>();
        var homeroom = place.id();
        if (rooms.contains("attendance") && holds(visitor, ATTENDANCE_READERS)) {
            tabs.add("attendance");
        }
        if (rooms.contains("conduct")) {
            if (holds(visitor, Need.PRINCIPAL, Need.INSPECTOR) || (leads && visitor.holds(Need.HOMEROOM))) {
                tabs.add("conduct");
            } else if (visitor.holds(Need.ENTER_MARKS) && teaches(handle, visitor, homeroom)) {
                tabs.add("notes");
            }
        }
        if (rooms.contains("traits")
                && Level.TH.has(place.grade())
                && (holds(visitor, Need.PRINCIPAL, Need.INSPECTOR) || (leads && visitor.holds(Need.HOMEROOM)))) {
            tabs.add("traits");
        }
        if (rooms.contains("observations")
                && Level.MN.has(place.grade())
                && (holds(visitor, Need.PRINCIPAL, Need.INSPECTOR) || (leads && visitor.holds(Need.HOMEROOM)))) {
            tabs.add("observations");
        }
        if (rooms.contains("results")
                && (holds(visitor, Need.PRINCIPAL, Need.INSPECTOR)
                        || leads
                        || (visitor.holds(Need.ENTER_MARKS) && teaches(handle, visitor, homeroom)))) {
            tabs.add("results");
        }
        if (rooms.contains("promotion") && (holds(visitor, Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR) || leads)) {
            tabs.add("promotion");
        }
        if (rooms.contains("trace")
                && (holds(visitor, Need.PRINCIPAL, Need.INSPECTOR, Need.ADMIN)
                        || leads
                        || (visitor.holds(Need.ENTER_MARKS) && teaches(handle, visitor, homeroom)))) {
            tabs.add("trace");
        }
        return tabs;
    }

    private boolean teaches(Handle handle, Visitor visitor, String homeroom) {
        return Roll.listAssignments(handle, visitor.person(), classes.today()).stream()
                .anyMatch(each -> each.homeroom().equals(homeroom));
    }

    private Optional<Homeroom> find(Handle handle, Context ctx, Visitor visitor) {
        return Roll.findHomeroom(handle, ctx.pathParam("homeroom")).filter(each -> mayOpen(handle, visitor, each.id()));
    }

    private static void answer(Context ctx, String template, Optional<? extends Map<String, ?>> model) {
        if (model.isPresent()) {
            ctx.render(template, model.get());
        } else {
            Web.refuse(ctx, Reason.NO_SUCH_CLASS);
        }
    }

    // --- opening and describing

    private void blank(Context ctx) {
        render(ctx, new ClassForm("", "", "", "", "", "", 0), "", null, null);
    }

    private void form(Context ctx) {
        var id = ctx.pathParam("homeroom");
        var stored = db.read(handle -> stored(handle, id));
        if (stored.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_CLASS);
            return;
        }
        render(ctx, stored.get(), id, null, null);
    }

    private static Optional<ClassForm> stored(Handle handle, String id) {
        return Roll.findHomeroom(handle, id).map(homeroom -> {
            var trait = Roll.getTrait(handle, id);
            var two = trait.twoSessions();
            return new ClassForm(
                    String.valueOf(homeroom.grade()),
                    homeroom.name(),
                    text(trait.campus()),
                    two == null ? "" : two ? "yes" : "no",
                    text(trait.foreignLanguage()),
                    text(trait.inclusive()),
                    Classes.base(handle, id));
        });
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** @param other what somebody else saved meanwhile; the form keeps what was typed */
    private void render(
            Context ctx, ClassForm form, String homeroom, @Nullable Reason reason, @Nullable ClassForm other) {
        var language = Web.language(ctx);
        ctx.render("roll/class-form.peb", db.read(handle -> {
            var campuses = SchoolYears.listCampuses(handle);
            var model = new HashMap<String, @Nullable Object>();
            model.put("form", form);
            model.put("homeroom", homeroom);
            model.put("reason", reason == null ? "" : reason.name());
            model.put("other", other);
            model.put(
                    "otherCampus",
                    other == null
                            ? ""
                            : campuses.stream()
                                    .filter(each -> each.id().equals(other.campus()))
                                    .map(Campus::name)
                                    .findFirst()
                                    .orElse(""));
            model.put(
                    "campuses",
                    campuses.stream()
                            .filter(each -> each.state() == Campus.State.OPEN
                                    || each.id().equals(form.campus()))
                            .toList());
            model.put(
                    "grades",
                    grades(SchoolYears.getSchool(handle).level(), form.grade())
                            .mapToObj(each -> Map.of(
                                    "value", String.valueOf(each), "name", WORDS.get(language, "roll.grade." + each)))
                            .toList());
            return model;
        }));
    }

    /** The grades of the school's level, and the one that a form already says. */
    private static IntStream grades(String level, String said) {
        var preschool = level.equals(Level.MN.name());
        var known = Level.find(level);
        return IntStream.rangeClosed(Classes.LOWEST, Classes.HIGHEST)
                .filter(each -> String.valueOf(each).equals(said)
                        || (preschool
                                ? each <= 0
                                : known.map(at -> at.has(each)).orElse(true)));
    }

    private static ClassForm typed(Context ctx) {
        return new ClassForm(
                Web.text(ctx, "grade"),
                Web.text(ctx, "name"),
                Web.text(ctx, "campus"),
                Web.text(ctx, "two").matches("yes|no") ? Web.text(ctx, "two") : "",
                Web.text(ctx, "language"),
                Web.text(ctx, "inclusive"),
                Web.text(ctx, "base").matches("\\d{1,18}") ? Long.parseLong(Web.text(ctx, "base")) : 0);
    }

    private void open(Context ctx) {
        var form = typed(ctx);
        switch (classes.open(Web.actor(ctx), form)) {
            case Done(var id) -> go(ctx, "/classes/" + id + "?done=opened");
            case Refused(var reason) -> again(ctx, form, "", reason, null);
        }
    }

    private void amend(Context ctx) {
        var id = ctx.pathParam("homeroom");
        var form = typed(ctx);
        switch (classes.amend(Web.actor(ctx), id, form)) {
            case Done done -> go(ctx, "/classes/" + id + "?done=amended");
            case Refused(var reason)
            when reason == Reason.CHANGED_MEANWHILE -> {
                var stored = db.read(handle -> stored(handle, id)).orElseThrow();
                var rebased = new ClassForm(
                        form.grade(),
                        form.name(),
                        form.campus(),
                        form.twoSessions(),
                        form.foreignLanguage(),
                        form.inclusive(),
                        stored.base());
                ctx.status(HttpStatus.CONFLICT);
                render(ctx, rebased, id, reason, stored);
            }
            case Refused(var reason) -> again(ctx, form, id, reason, null);
        }
    }

    private void again(Context ctx, ClassForm form, String id, Reason reason, @Nullable ClassForm other) {
        if (reason == Reason.NO_SUCH_CLASS || reason == Reason.NO_OPEN_YEAR) {
            Web.refuse(ctx, reason);
            return;
        }
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        render(ctx, form, id, reason, other);
    }

    static void go(Context ctx, String path) {
        ctx.redirect(path, HttpStatus.SEE_OTHER);
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done done -> go(ctx, "/classes/" + ctx.pathParam("homeroom") + "?done=" + deed);
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void declareReady(Context ctx) {
        switch (classes.declareReady(Web.actor(ctx), Web.visitor(ctx).person())) {
            case Done done -> go(ctx, "/classes?done=ready");
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    // --- campuses

    private void campuses(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render(
                "roll/campuses.peb",
                db.read(handle -> Map.of(
                        "campuses", SchoolYears.listCampuses(handle),
                        "keeps", holds(visitor, Need.CLERK, Need.ADMIN),
                        "done", done(ctx))));
    }

    private void addCampus(Context ctx) {
        answerCampus(ctx, classes.addCampus(Web.actor(ctx), Web.text(ctx, "name"), Web.text(ctx, "address")));
    }

    private void turnCampus(Context ctx) {
        var state = Web.text(ctx, "state").equals("CLOSED") ? Campus.State.CLOSED : Campus.State.OPEN;
        answerCampus(ctx, classes.turnCampus(Web.actor(ctx), ctx.pathParam("campus"), state));
    }

    private static void answerCampus(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done done -> go(ctx, "/campuses?done=campus");
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    // --- the teaching plan

    private void programme(Context ctx) {
        programme(ctx, Map.of(), null);
    }

    private void programme(Context ctx, Map<String, Classes.Periods> typed, @Nullable Reason reason) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> find(handle, ctx, visitor).map(homeroom -> {
            var made = new HashMap<String, @Nullable Object>();
            made.put("homeroom", homeroom);
            made.put("reason", reason == null ? "" : reason.name());
            made.put(
                    "lines",
                    ClassPage.of(handle, homeroom, classes.today()).subjects().stream()
                            .map(each -> {
                                var kept = typed.get(each.id());
                                return Map.of(
                                        "id",
                                        each.id(),
                                        "name",
                                        each.name(),
                                        "year",
                                        kept == null ? each.year() : kept.year(),
                                        "week",
                                        kept == null ? each.week() : kept.week(),
                                        "term",
                                        kept == null ? each.term() : kept.term());
                            })
                            .toList());
            return made;
        }));
        answer(ctx, "roll/programme.peb", model);
    }

    private void plan(Context ctx) {
        var typed = new HashMap<String, Classes.Periods>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("year.")) {
                var subject = field.substring("year.".length());
                typed.put(
                        subject,
                        new Classes.Periods(
                                Web.text(ctx, field),
                                Web.text(ctx, "week." + subject),
                                Web.text(ctx, "term." + subject)));
            }
        }
        switch (classes.plan(Web.actor(ctx), ctx.pathParam("homeroom"), typed)) {
            case Done done -> go(ctx, "/classes/" + ctx.pathParam("homeroom") + "?done=planned");
            case Refused(var reason)
            when reason == Reason.BAD_NUMBER || reason == Reason.BOOK_CLOSED -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                programme(ctx, typed, reason);
            }
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    // --- the homeroom teacher's own

    private void officers(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> find(handle, ctx, visitor)
                .filter(each -> Roll.leads(handle, visitor.person(), each.id(), classes.today()))
                .map(homeroom -> Map.of(
                        "view",
                        ClassPage.of(handle, homeroom, classes.today()),
                        "duties",
                        List.of(ClassOfficer.Duty.values()),
                        "done",
                        done(ctx))));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_THE_HOMEROOM_TEACHER);
            return;
        }
        ctx.render("roll/officers.peb", model.get());
    }

    private void appoint(Context ctx) {
        var duty = Arrays.stream(ClassOfficer.Duty.values())
                .filter(each -> each.name().equals(Web.text(ctx, "duty")))
                .findFirst();
        if (duty.isEmpty()) {
            Web.refuse(ctx, Reason.MALFORMED);
            return;
        }
        answerOfficers(
                ctx,
                classes.appoint(
                        Web.actor(ctx),
                        Web.visitor(ctx).person(),
                        ctx.pathParam("homeroom"),
                        Web.text(ctx, "pupil"),
                        duty.get()),
                "appointed");
    }

    private void dismiss(Context ctx) {
        answerOfficers(
                ctx,
                classes.dismiss(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("homeroom"), ctx.pathParam("officer")),
                "dismissed");
    }

    private static void answerOfficers(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done done -> go(ctx, "/classes/" + ctx.pathParam("homeroom") + "/officers?done=" + deed);
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void number(Context ctx) {
        answer(
                ctx,
                classes.number(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("homeroom"), Web.text(ctx, "seen")),
                "numbered");
    }

    private void sign(Context ctx) {
        answer(
                ctx,
                classes.sign(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("homeroom"), Web.text(ctx, "seen")),
                "signed");
    }

    // --- on paper and in a file

    private void print(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> find(handle, ctx, visitor).map(homeroom -> {
            var made = new HashMap<String, @Nullable Object>();
            var whole = seesRecords(handle, visitor, homeroom.id());
            var kinds = whole ? List.of("names", "contacts", "ticks") : List.of("names", "ticks");
            var kind = kinds.contains(Web.text(ctx, "kind")) ? Web.text(ctx, "kind") : "names";
            var view = ClassPage.of(handle, homeroom, classes.today());
            made.put("view", view);
            made.put("contacts", kind.equals("contacts") ? contacts(handle, view) : Map.of());
            made.put("school", SchoolYears.getSchool(handle));
            made.put("year", homeroom.schoolYear().replace('-', '–'));
            made.put("today", classes.today());
            made.put("kind", kind);
            made.put("kinds", kinds);
            made.put("whole", whole);
            made.put("ticks", IntStream.rangeClosed(1, TICKS).boxed().toList());
            return made;
        }));
        answer(ctx, "roll/print.peb", model);
    }

    /** Everybody has a list, if an empty one: a template asks for each. */
    private static Map<String, List<People.Contact>> contacts(Handle handle, ClassPage view) {
        var ids = view.pupils().stream().map(each -> each.pupil().id()).toList();
        var all = new HashMap<String, List<People.Contact>>();
        ids.forEach(each -> all.put(each, List.of()));
        all.putAll(People.mapContacts(handle, ids));
        return all;
    }

    /** Whether whole records of a class are shown: to those who keep or oversee them and to the homeroom teacher. */
    private boolean seesRecords(Handle handle, Visitor visitor, String homeroom) {
        return holds(visitor, Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR)
                || Roll.leads(handle, visitor.person(), homeroom, classes.today());
    }

    private void download(Context ctx) {
        var visitor = Web.visitor(ctx);
        var language = Web.language(ctx);
        var view =
                db.read(handle -> find(handle, ctx, visitor).map(each -> ClassPage.of(handle, each, classes.today())));
        if (view.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_CLASS);
            return;
        }
        var whole = db.read(
                handle -> seesRecords(handle, visitor, view.get().homeroom().id()));
        var columns = new ArrayList<>(List.of(
                new ExcelSheet.Column(WORDS.get(language, "roll.number"), 6),
                new ExcelSheet.Column(WORDS.get(language, "roll.name"), 30),
                new ExcelSheet.Column(WORDS.get(language, "roll.born"), 12),
                new ExcelSheet.Column(WORDS.get(language, "roll.sex"), 10)));
        if (whole) {
            columns.add(new ExcelSheet.Column(WORDS.get(language, "roll.ethnicity"), 12));
            columns.add(new ExcelSheet.Column(WORDS.get(language, "roll.code"), 14));
        }
        var sheet = new ExcelSheet(view.get().homeroom().name().replaceAll("[\\[\\]:*?/\\\\']", " "), columns);
        for (var entry : view.get().pupils()) {
            var pupil = entry.pupil();
            var cells = new ArrayList<>(List.of(
                    String.valueOf(entry.number()),
                    pupil.name().full(),
                    Formats.day(pupil.birthDate()),
                    WORDS.get(language, "roll.sex." + pupil.sex())));
            if (whole) {
                cells.add(text(pupil.ethnicity()));
                cells.add(text(pupil.code()));
            }
            sheet.row(cells);
        }
        var name = "danh-sach-lop-"
                + VietnameseName.fold(view.get().homeroom().name()).replaceAll("[^a-z0-9]+", "-") + ".xlsx";
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .result(sheet.bytes(WORDS.get(language, "roll.notes")));
    }
}
