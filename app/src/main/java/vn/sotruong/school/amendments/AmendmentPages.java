package vn.sotruong.school.amendments;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.amendments.AmendmentViews.View;
import vn.sotruong.school.amendments.Outcome.Done;
import vn.sotruong.school.amendments.Outcome.Refused;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.MarkReader;
import vn.sotruong.school.gradebook.Reading;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.print.Pdf;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang đề nghị sửa điểm: asking, deciding, sitting together, and the slip. */
public final class AmendmentPages implements Pages {
    private static final Messages WORDS = Messages.of(AmendmentPages.class, Circular22.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu");
    private static final Need[] READERS = {
        Need.HOMEROOM, Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.INSPECTOR,
    };
    private static final Set<String> TABS = Set.of("waiting", "mine", "all");
    private static final int DAYS_BACK = 30;

    private final Database db;
    private final Amendments amendments;
    private final Sittings sittings;
    private final AmendmentViews views;

    public AmendmentPages(Amendments amendments, Sittings sittings, AmendmentViews views) {
        this.db = amendments.db();
        this.amendments = amendments;
        this.sittings = sittings;
        this.views = views;
    }

    @Override
    public void routes(Routes at) {
        at.get("/amendments", this::list, Need.ENTER_MARKS, READERS);
        at.get("/amendments/new", ctx -> ask(ctx, ""), Need.ENTER_MARKS, Need.HOMEROOM);
        at.upload("/amendments", this::request, Need.ENTER_MARKS, Need.HOMEROOM);
        at.get("/amendments/summary", this::summary, Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.INSPECTOR);
        at.get("/amendments/summary.pdf", this::summaryPaper, Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.INSPECTOR);
        at.get("/amendments/{id}", ctx -> show(ctx, ""), Need.ENTER_MARKS, READERS);
        at.get("/amendments/{id}/slip", this::slip, Need.ENTER_MARKS, READERS);
        at.get("/amendments/{id}/slip.pdf", this::slipPaper, Need.ENTER_MARKS, READERS);
        at.get("/amendments/{id}/session", ctx -> sit(ctx, "", Map.of()), Need.ENTER_MARKS, READERS);
        step(at, "submit", (who, ctx) -> amendments.submit(who, id(ctx)), Need.ENTER_MARKS, Need.HOMEROOM);
        step(at, "withdraw", (who, ctx) -> amendments.withdraw(who, id(ctx)), Need.ENTER_MARKS, Need.HOMEROOM);
        step(at, "advise", (who, ctx) -> amendments.advise(who, id(ctx), Web.text(ctx, "words")), Need.PRINCIPAL);
        step(
                at,
                "consent",
                (who, ctx) -> amendments.consent(who, id(ctx), Web.text(ctx, "seal"), Web.text(ctx, "words")),
                Need.PRINCIPAL,
                Need.BOARD);
        step(
                at,
                "refuse",
                (who, ctx) -> amendments.refuse(who, id(ctx), Web.text(ctx, "words")),
                Need.PRINCIPAL,
                Need.BOARD);
        step(at, "sign", (who, ctx) -> amendments.file(who, id(ctx), false), Need.CLERK, Need.BOARD);
        step(at, "archive", (who, ctx) -> amendments.file(who, id(ctx), true), Need.CLERK, Need.BOARD);
        at.upload("/amendments/{id}/paper", this::paper, Need.ENTER_MARKS, Need.HOMEROOM, Need.BOARD);
        at.post("/amendments/{id}/session", this::open, Need.ENTER_MARKS, Need.HOMEROOM);
        at.post("/amendments/{id}/session/attend", this::attend, Need.ENTER_MARKS, Need.HOMEROOM);
        at.post("/amendments/{id}/session/execute", this::execute, Need.ENTER_MARKS, Need.HOMEROOM);
        at.post("/amendments/{id}/session/stop", this::stop, Need.ENTER_MARKS, Need.HOMEROOM);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                        MenuEntry.Group.RECORDS,
                        24,
                        "amendments.menu",
                        "history",
                        "/amendments",
                        Need.ENTER_MARKS,
                        Need.PRINCIPAL,
                        Need.BOARD,
                        Need.CLERK,
                        Need.INSPECTOR)
                .counting(views::countWaiting));
    }

    /** Một bước do một người làm. */
    @FunctionalInterface
    private interface Deed {
        Outcome by(Person who, Context ctx);
    }

    private void step(Routes at, String name, Deed deed, Need need, Need... or) {
        at.post("/amendments/{id}/" + name, ctx -> done(ctx, deed.by(person(ctx), ctx)), need, or);
    }

    private static String id(Context ctx) {
        return ctx.pathParam("id");
    }

    private static Person person(Context ctx) {
        return new Person(Web.actor(ctx), Web.visitor(ctx).person(), ctx.ip());
    }

    private void done(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done(var id) -> ctx.redirect("/amendments/" + id, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(status(reason));
                show(ctx, reason.name());
            }
        }
    }

    private static HttpStatus status(Reason reason) {
        return reason == Reason.NO_SUCH_REQUEST ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT;
    }

    private void list(Context ctx) {
        var visitor = Web.visitor(ctx);
        var tab = TABS.contains(Web.text(ctx, "tab")) ? Web.text(ctx, "tab") : "all";
        var filter = new AmendmentViews.Filter(
                tab,
                Web.text(ctx, "person"),
                Web.text(ctx, "homeroom"),
                Web.text(ctx, "subject"),
                tenths(Web.text(ctx, "size")));
        var lines = views.list(visitor, filter);
        var model = db.read(handle -> {
            var made = new HashMap<String, @Nullable Object>();
            made.put(
                    "homerooms",
                    SchoolYears.findOpenYear(handle)
                            .map(year -> Roll.listHomerooms(handle, year.id()))
                            .orElse(List.of()));
            made.put("subjects", SchoolYears.listSubjects(handle));
            return made;
        });
        model.put("lines", lines);
        model.put("filter", filter);
        model.put("sizes", List.of(5, 10, 20, 50));
        model.put("sums", maySum(visitor));
        ctx.render("amendments/list.peb", model);
    }

    private static boolean maySum(Visitor visitor) {
        return visitor.holds(Need.PRINCIPAL)
                || visitor.holds(Need.BOARD)
                || visitor.holds(Need.CLERK)
                || visitor.holds(Need.INSPECTOR);
    }

    private static int tenths(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    /** The form, with what the link or the last try had in it. */
    private void ask(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var today = amendments.today();
        var model = db.read(handle -> {
            var sheet = Gradebook.findSheet(handle, Web.text(ctx, "sheet"))
                    .filter(each -> Roll.teaches(handle, visitor.person(), each.homeroom(), each.subject(), today))
                    .orElseThrow(NotFoundResponse::new);
            return model(handle, ctx, sheet, visitor.person());
        });
        model.put("problem", problem);
        ctx.render("amendments/ask.peb", model);
    }

    private Map<String, @Nullable Object> model(Handle handle, Context ctx, Sheet sheet, String staff) {
        var made = new HashMap<String, @Nullable Object>();
        var column = Column.find(Web.text(ctx, "col")).filter(sheet.columns()::contains);
        var asked = Web.text(ctx, "pupil");
        var pupil = Gradebook.isOn(handle, sheet, asked) ? asked : "";
        var late = new ArrayList<Late>();
        for (var each : sheet.columns()) {
            var drafts = amendments.listLate(handle, sheet, each, staff);
            if (!drafts.isEmpty()) {
                late.add(new Late(
                        each.code(),
                        drafts.size(),
                        drafts.stream()
                                .map(draft -> new LateCell(
                                        People.findPupil(handle, draft.pupil())
                                                .map(pupilOf -> pupilOf.name().full())
                                                .orElse(""),
                                        draft.value().text()))
                                .toList()));
            }
        }
        var cell = column.filter(each -> !pupil.isEmpty()).map(each -> new Cell(pupil, each));
        var held = cell.flatMap(each -> Gradebook.findHeld(handle, sheet.id(), each));
        var lane = cell.map(each -> amendments.laneOf(handle, sheet, each));
        made.put("sheet", sheet);
        made.put("subject", SchoolYears.getSubject(handle, sheet.subject()).name());
        made.put("homeroom", Roll.getHomeroom(handle, sheet.homeroom()).name());
        made.put("columns", sheet.columns());
        made.put("col", column.map(Column::code).orElse(""));
        made.put("pupil", pupil);
        made.put("pupils", pupils(handle, sheet, pupil));
        made.put("late", late);
        made.put("supplement", !late.isEmpty() && Web.text(ctx, "late").equals("1"));
        made.put("held", held.flatMap(Gradebook.Held::value).map(Entry::text).orElse(""));
        made.put("committed", held.isPresent());
        made.put("lane", lane.map(Lane::name).orElse(""));
        made.put(
                "witnesses",
                lane.filter(each -> each != Lane.DIRECTED)
                        .map(each -> names(handle, amendments.candidates(handle, sheet, staff)))
                        .orElse(List.of()));
        made.put("value", Web.text(ctx, "value"));
        made.put("delete", Web.text(ctx, "delete"));
        made.put("reason", Web.text(ctx, "reason"));
        return made;
    }

    /** Bản nháp muộn của một cột. */
    public record Late(String col, int count, List<LateCell> cells) {
        public Late {
            cells = List.copyOf(cells);
        }
    }

    /** Một ô nháp muộn. */
    public record LateCell(String name, String value) {}

    /** Ai ngồi được chỗ nào. */
    public record Candidates(Role role, List<String> names) {}

    private static List<Candidates> names(Handle handle, Map<Role, List<String>> found) {
        var all = new ArrayList<Candidates>();
        found.forEach((role, staff) -> all.add(new Candidates(
                role,
                staff.stream()
                        .map(each -> People.findStaff(handle, each)
                                .map(Staff::name)
                                .map(name -> name.full())
                                .orElse(each))
                        .toList())));
        return all;
    }

    /** Một học sinh trong danh sách chọn. */
    public record Choice(String id, String name) {}

    private static List<Choice> pupils(Handle handle, Sheet sheet, String chosen) {
        var all = new ArrayList<Choice>();
        Roll.list(handle, sheet.homeroom())
                .forEach(each -> all.add(
                        new Choice(each.pupil().id(), each.pupil().name().full())));
        if (!chosen.isEmpty() && all.stream().noneMatch(each -> each.id().equals(chosen))) {
            People.findPupil(handle, chosen)
                    .ifPresent(each -> all.add(new Choice(each.id(), each.name().full())));
        }
        return all;
    }

    private void request(Context ctx) {
        var outcome = requested(ctx);
        if (outcome instanceof Done(var id)) {
            outcome = withPaper(ctx, id);
        }
        switch (outcome) {
            case Done(var id) -> ctx.redirect("/amendments/" + id, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ask(ctx, reason.name());
            }
        }
    }

    private Outcome requested(Context ctx) {
        var sheet = db.read(handle -> Gradebook.findSheet(handle, Web.text(ctx, "sheet")));
        var column = Column.find(Web.text(ctx, "col"));
        if (sheet.isEmpty() || column.isEmpty()) {
            return new Refused(Reason.NO_SUCH_CELL);
        }
        var reason = Web.text(ctx, "reason");
        if (Web.text(ctx, "late").equals("1")) {
            return amendments.supplement(person(ctx), sheet.get().id(), column.get(), reason);
        }
        var typed = Web.text(ctx, "value");
        var delete = Web.text(ctx, "delete").equals("1");
        if (typed.isEmpty() && !delete) {
            return new Refused(Reason.NO_VALUE);
        }
        var next = Optional.<Entry>empty();
        if (!delete) {
            switch (new MarkReader(true, sheet.get().scale(column.get())).read(typed)) {
                case Reading.Mark(var entry, var rounded, var doubtful) -> {
                    if (rounded || doubtful) {
                        return new Refused(Reason.DOUBTFUL);
                    }
                    next = Optional.of(entry);
                }
                case Reading.Empty none -> {
                    return new Refused(Reason.NO_VALUE);
                }
                case Reading.Wrong wrong -> {
                    return new Refused(Amendments.badValue(sheet.get().scale(column.get())));
                }
            }
        }
        return amendments.request(
                person(ctx),
                new Amendments.Wish(sheet.get().id(), new Cell(Web.text(ctx, "pupil"), column.get()), next, reason),
                !Web.text(ctx, "then").equals("draft"));
    }

    /** A paper that came with the form; one that cannot be kept leaves the request as it is, to add it later. */
    private Outcome withPaper(Context ctx, String id) {
        var file = ctx.uploadedFile("paper");
        return file == null || file.size() == 0 ? new Done(id) : kept(ctx, id);
    }

    private Outcome kept(Context ctx, String id) {
        var file = ctx.uploadedFile("paper");
        if (file == null) {
            return new Refused(Reason.BAD_PAPER);
        }
        try (var content = file.content()) {
            return amendments.addPaper(person(ctx), id, file.filename(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void paper(Context ctx) {
        done(ctx, kept(ctx, id(ctx)));
    }

    private View view(Context ctx) {
        return views.find(Web.visitor(ctx), id(ctx), ctx.ip()).orElseThrow(NotFoundResponse::new);
    }

    private void show(Context ctx, String problem) {
        var view = view(ctx);
        ctx.render(
                "amendments/amendment.peb",
                Map.of(
                        "view",
                        view,
                        "effects",
                        effects(Web.language(ctx), view),
                        "problem",
                        problem,
                        "words",
                        Web.text(ctx, "words")));
    }

    private void open(Context ctx) {
        seated(ctx, sittings.open(person(ctx), id(ctx)));
    }

    private void attend(Context ctx) {
        var password = ctx.formParam("password");
        var role = Role.valueOf(
                Set.of("LEADER", "BOARD", "HOMEROOM").contains(Web.text(ctx, "role"))
                        ? Web.text(ctx, "role")
                        : "REQUESTER");
        seated(
                ctx,
                sittings.attend(
                        person(ctx), id(ctx), role, Web.text(ctx, "username"), password == null ? "" : password));
    }

    private void stop(Context ctx) {
        done(ctx, sittings.stop(person(ctx), id(ctx)));
    }

    private void seated(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done(var id) -> ctx.redirect("/amendments/" + id + "/session", HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(reason == Reason.TOO_MANY ? HttpStatus.TOO_MANY_REQUESTS : status(reason));
                sit(ctx, reason.name(), Map.of());
            }
        }
    }

    /**
     * Một ô để gõ.
     *
     * @param typed what was typed at the last try
     */
    public record Field(String name, String pupil, String col, String before, String after, String typed) {
        /** What a phone's keyboard is to offer. */
        public String keys() {
            return !after.isEmpty() && Character.isDigit(after.charAt(0)) ? "decimal" : "text";
        }
    }

    private void sit(Context ctx, String problem, Map<String, String> typed) {
        var view = view(ctx);
        var cells = db.read(handle -> Amendments.cells(handle, id(ctx)));
        var fields = new ArrayList<Field>();
        for (var i = 0; i < cells.size(); i++) {
            var line = view.line().cells().get(i);
            var name = name(cells.get(i));
            fields.add(new Field(
                    name, line.pupil(), line.col(), line.before(), line.after(), typed.getOrDefault(name, "")));
        }
        ctx.render("amendments/session.peb", Map.of("view", view, "fields", fields, "problem", problem));
    }

    private static String name(Wanted wanted) {
        return "v." + wanted.cell().pupil() + "." + wanted.col();
    }

    private void execute(Context ctx) {
        var amendment = db.read(handle -> Amendments.find(handle, id(ctx))).orElseThrow(NotFoundResponse::new);
        var sheet = db.read(handle -> Gradebook.findSheet(handle, amendment.sheet()))
                .orElseThrow();
        var typed = new HashMap<String, String>();
        var values = new HashMap<Cell, Optional<Entry>>();
        for (var each : db.read(handle -> Amendments.cells(handle, id(ctx)))) {
            var text = Web.text(ctx, name(each));
            typed.put(name(each), text);
            var reader = new MarkReader(true, sheet.scale(each.cell().column()));
            switch (reader.read(text)) {
                case Reading.Mark(var entry, var rounded, var doubtful) -> {
                    if (!rounded) {
                        values.put(each.cell(), Optional.of(entry));
                    }
                }
                case Reading.Empty none -> {
                    if (Web.text(ctx, "delete").equals("1")) {
                        values.put(each.cell(), Optional.empty());
                    }
                }
                case Reading.Wrong wrong -> {
                    // a value that nobody can read is another one than the one consented to
                }
            }
        }
        switch (sittings.execute(person(ctx), id(ctx), values)) {
            case Done(var id) -> ctx.redirect("/amendments/" + id, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(status(reason));
                sit(ctx, reason.name(), typed);
            }
        }
    }

    private void slip(Context ctx) {
        ctx.render("amendments/slip.peb", slip(ctx, Web.language(ctx)));
    }

    private void slipPaper(Context ctx) {
        var model = slip(ctx, Language.VI);
        paper(ctx, "phieu-sua-chua-" + id(ctx), "amendments/slip-paper.peb", model);
    }

    private Map<String, Object> slip(Context ctx, Language language) {
        var view = view(ctx);
        if (!view.line().amendment().state().done()) {
            throw new NotFoundResponse();
        }
        return Map.of(
                "view",
                view,
                "effects",
                effects(language, view),
                "school",
                db.read(SchoolYears::getSchool),
                "today",
                amendments.today(),
                "now",
                amendments.now());
    }

    private static void paper(Context ctx, String name, String template, Map<String, Object> model) {
        ctx.contentType("application/pdf");
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"");
        ctx.result(Pdf.render(Web.paper(ctx, template, model)));
    }

    /** Ảnh hưởng, in words. */
    public record Told(String pupil, String what, String before, String after) {}

    private static List<Told> effects(Language language, View view) {
        return view.effects().stream()
                .map(each -> new Told(
                        each.pupil(),
                        WORDS.get(language, each.what()),
                        each.keyed() ? WORDS.get(language, each.before()) : each.before(),
                        each.keyed() ? WORDS.get(language, each.after()) : each.after()))
                .toList();
    }

    private void summary(Context ctx) {
        ctx.render("amendments/summary.peb", sums(ctx));
    }

    private void summaryPaper(Context ctx) {
        paper(ctx, "tong-hop-sua-chua", "amendments/summary-paper.peb", sums(ctx));
    }

    private Map<String, Object> sums(Context ctx) {
        var last = day(Web.text(ctx, "last")).orElse(amendments.today());
        var from = day(Web.text(ctx, "from")).orElse(last.minusDays(DAYS_BACK));
        return Map.of(
                "views",
                views.listExecuted(Web.visitor(ctx), from, last),
                "from",
                from,
                "last",
                last,
                "school",
                db.read(SchoolYears::getSchool),
                "today",
                amendments.today(),
                "now",
                amendments.now());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text, DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
