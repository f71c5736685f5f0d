package vn.sotruong.school.conduct;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.sync.bundle.ChangeLine;

/** Các trang rèn luyện và nhận xét: the class by rows, "Ghi sổ", corrections, and what is due. */
public final class ConductPages implements Pages {
    private static final Messages WORDS = Messages.of(ConductPages.class);
    private static final int LONG_COMMENT = 300;

    private final Conduct conduct;
    private final ClassNotes notes;

    public ConductPages(Conduct conduct) {
        this.conduct = conduct;
        notes = new ClassNotes(conduct);
    }

    @Override
    public void routes(Routes at) {
        at.get("/conduct", this::overview, Need.HOMEROOM, Need.ENTER_MARKS, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/classes/{homeroom}/conduct", this::showGrades, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
        at.post("/classes/{homeroom}/conduct", this::save, Need.HOMEROOM);
        at.get("/classes/{homeroom}/comments", this::showComments, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
        at.post("/classes/{homeroom}/comments", this::save, Need.HOMEROOM);
        at.get("/classes/{homeroom}/conduct/commit", this::plan, Need.HOMEROOM);
        at.post("/classes/{homeroom}/conduct/commit", this::commit, Need.HOMEROOM);
        at.get("/classes/{homeroom}/conduct/correct", this::showCorrection, Need.HOMEROOM);
        at.post("/classes/{homeroom}/conduct/correct", this::correct, Need.HOMEROOM);
        at.post("/classes/{homeroom}/conduct/confirm", this::confirm, Need.HOMEROOM);
        at.get("/pupils/{pupil}/conduct", this::pupil, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK,
                30,
                "conduct.menu",
                "award",
                "/conduct",
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    static Author author(Context ctx) {
        var visitor = Web.visitor(ctx);
        return new Author(Web.actor(ctx), visitor.person(), visitor.may());
    }

    static String homeroom(Context ctx) {
        return ctx.pathParam("homeroom");
    }

    static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    /** What a page of a class says at its head. */
    static Map<String, @Nullable Object> frame(Conduct conduct, Context ctx, Homeroom homeroom, String here) {
        var author = author(ctx);
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("here", here);
        model.put("done", done(ctx));
        conduct.db().<@Nullable Void>read(handle -> {
            model.put(
                    "readsClass",
                    Circle.allows(handle, ConductPolicy.Deed.READ_CLASS, author, homeroom.id(), conduct.today()));
            return null;
        });
        return model;
    }

    private static String done(Context ctx) {
        var done = Web.text(ctx, "done");
        return List.of(
                                "kept",
                                "committed",
                                "corrected",
                                "confirmed",
                                "entered",
                                "withdrawn",
                                "granted",
                                "declined",
                                "posted",
                                "read",
                                "remarked",
                                "dropped")
                        .contains(done)
                ? done
                : "";
    }

    private void showGrades(Context ctx) {
        show(ctx, "G" + (Web.text(ctx, "semester").equals("2") ? 2 : 1));
    }

    private void showComments(Context ctx) {
        var asked = Web.text(ctx, "period");
        show(ctx, "C" + (asked.isEmpty() ? conduct.today().toString().substring(0, 7) : asked));
    }

    private void show(Context ctx, String code) {
        var view = conduct.find(author(ctx), homeroom(ctx), code);
        if (view.isEmpty() && code.startsWith("C") && Web.text(ctx, "period").isEmpty()) {
            // in the holidays no month of the year is running: the year's own comment is nearest
            view = conduct.find(author(ctx), homeroom(ctx), "CY");
        }
        if (view.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        render(ctx, view.get(), Map.of(), List.of(), null);
    }

    private void render(
            Context ctx,
            ClassView view,
            Map<String, Typed> typed,
            List<SaveResult.Question> questions,
            @Nullable Reason trouble) {
        var model = frame(conduct, ctx, view.homeroom(), view.slot().grades() ? "conduct" : "comments");
        conduct.db().<@Nullable Void>read(handle -> {
            var asked = new HashMap<String, String>();
            questions.forEach(each -> asked.put(each.typed().pupil(), question(handle, Web.language(ctx), each)));
            model.put("asked", asked.size());
            model.put(
                    "lines",
                    view.rows().stream().map(row -> line(row, typed, asked)).toList());
            model.put(
                    "phrases",
                    view.writes() && !view.slot().grades()
                            ? NoteTable.listPhrases(handle, author(ctx).staff()).stream()
                                    .filter(each -> each.topic().equals(Phrase.HOMEROOM))
                                    .filter(each ->
                                            fits(each.grade(), view.homeroom().grade()))
                                    .toList()
                            : List.of());
            var confirmation = view.confirmation();
            model.put("confirmer", confirmation == null ? "" : name(handle, confirmation.by()));
            bars(handle, Web.language(ctx), view, model);
            return null;
        });
        model.put("view", view);
        model.put("slot", view.slot().code());
        model.put("period", view.slot().period());
        model.put("title", title(Web.language(ctx), view.slot()));
        model.put("slots", choices(Web.language(ctx), view.year(), view.slot()));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("most", Conduct.LONGEST);
        model.put("long", LONG_COMMENT);
        model.put("today", conduct.today());
        model.put("opens", view.slot().opens(view.year()));
        ctx.render("conduct/class.peb", model);
    }

    /** What the book takes now: anything, corrections, or only requests; and which lock says so. */
    private void bars(Handle handle, Language language, ClassView view, Map<String, @Nullable Object> model) {
        var homeroom = view.homeroom().id();
        var semester = view.slot().semester();
        var all = conduct.findLock(handle, homeroom, semester, false);
        var filled = conduct.findLock(handle, homeroom, semester, true);
        var open = view.writes() && view.confirmation() == null;
        model.put("canWrite", open && all.isEmpty());
        model.put("canCorrect", open && filled.isEmpty());
        model.put(
                "mayAsk",
                view.writes()
                        && (!open || filled.isPresent())
                        && !conduct.today().isBefore(view.slot().opens(view.year())));
        model.put(
                "shut",
                filled.map(lock -> conduct.sentence(handle, lock, language)).orElse(""));
    }

    /**
     * Dòng của trang.
     *
     * @param ask the question about it; empty where there is none
     * @param level as typed, or of the draft
     */
    private record Line(ClassView.Row row, String ask, String level, String text) {}

    private static Line line(ClassView.Row row, Map<String, Typed> typed, Map<String, String> asked) {
        var draft = row.draft();
        var mine = typed.getOrDefault(
                row.pupil(),
                new Typed(row.pupil(), draft == null ? "" : code(draft), draft == null ? "" : draft.text(), ""));
        return new Line(row, asked.getOrDefault(row.pupil(), ""), mine.level(), mine.text());
    }

    private static boolean fits(@Nullable Integer grade, int here) {
        return grade == null || grade == here;
    }

    private static String code(Entry entry) {
        var level = entry.level();
        return level == null ? "" : level.code();
    }

    private static List<Object> choices(Language language, SchoolYear year, Slot here) {
        var all = here.grades() ? List.of(Slot.grade(1), Slot.grade(2)) : Slot.comments(year);
        return all.stream()
                .<Object>map(slot ->
                        Map.of("value", slot.period(), "name", title(language, slot), "chosen", slot.equals(here)))
                .toList();
    }

    static String title(Language language, Slot slot) {
        return switch (slot.period()) {
            case "1", "S1" -> WORDS.get(language, "conduct.period.S1");
            case "2", "S2" -> WORDS.get(language, "conduct.period.S2");
            case "Y" -> WORDS.get(language, "conduct.period.Y");
            default ->
                WORDS.get(
                        language,
                        "conduct.period.month",
                        slot.period().substring(5),
                        slot.period().substring(0, 4));
        };
    }

    /** Keeps what was typed; with scripts it is called after each pause, and answers in JSON. */
    private void save(Context ctx) {
        var code = Web.text(ctx, "slot");
        var typed = typed(ctx);
        var result = conduct.save(author(ctx), homeroom(ctx), code, List.copyOf(typed.values()));
        var json = String.valueOf(ctx.header("Accept")).startsWith("application/json");
        switch (result) {
            case SaveResult.Saved saved when json -> ctx.json(json(ctx, saved));
            case SaveResult.Refused(var reason)
            when json -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ctx.json(Map.of("say", WORDS.get(Web.language(ctx), reason.key())));
            }
            case SaveResult.Saved saved
            when saved.questions().isEmpty() -> {
                var to = Web.text(ctx, "deed").equals("commit")
                        ? "/classes/" + homeroom(ctx) + "/conduct/commit?slot=" + code
                        : address(homeroom(ctx), code) + "&done=kept";
                ctx.redirect(to, HttpStatus.SEE_OTHER);
            }
            case SaveResult.Saved saved -> {
                ctx.status(HttpStatus.CONFLICT);
                again(ctx, code, typed, saved.questions(), null);
            }
            case SaveResult.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                again(ctx, code, typed, List.of(), reason);
            }
        }
    }

    private void again(
            Context ctx,
            String code,
            Map<String, Typed> typed,
            List<SaveResult.Question> questions,
            @Nullable Reason trouble) {
        var view = conduct.find(author(ctx), homeroom(ctx), code);
        if (view.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_YOUR_CLASS : trouble);
            return;
        }
        render(ctx, view.get(), typed, questions, trouble);
    }

    private Map<String, Object> json(Context ctx, SaveResult.Saved saved) {
        var questions = conduct.db().read(handle -> {
            var told = new ArrayList<Map<String, String>>();
            for (var each : saved.questions()) {
                told.add(Map.of(
                        "pupil", each.typed().pupil(),
                        "say", question(handle, Web.language(ctx), each)));
            }
            return told;
        });
        return Map.of("count", saved.count(), "marks", saved.marks(), "questions", questions);
    }

    private static String question(Handle handle, Language language, SaveResult.Question each) {
        var level = code(each.there());
        var there = (level.isEmpty() ? "" : WORDS.get(language, "conduct.level." + level) + ". ")
                + each.there().text();
        if (each.committed()) {
            return WORDS.get(
                    language,
                    "conduct.question.committed",
                    name(handle, each.there().staff()),
                    each.typed().text());
        }
        return there.isEmpty()
                ? WORDS.get(language, "conduct.question.cleared")
                : WORDS.get(
                        language, "conduct.question", name(handle, each.there().staff()), there);
    }

    private static Map<String, Typed> typed(Context ctx) {
        var typed = new HashMap<String, Typed>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("mark.")) {
                var pupil = field.substring(5);
                typed.put(
                        pupil,
                        new Typed(
                                pupil,
                                Web.text(ctx, "level." + pupil),
                                Web.text(ctx, "text." + pupil),
                                Web.text(ctx, field)));
            }
        }
        return typed;
    }

    static String address(String homeroom, String code) {
        return "/classes/" + homeroom
                + (code.startsWith("G") ? "/conduct?semester=" : "/comments?period=")
                + (code.matches("[GC][0-9SY-]{1,7}") ? code.substring(1) : "1");
    }

    private void plan(Context ctx) {
        showPlan(ctx, Web.text(ctx, "slot"), null);
    }

    private void showPlan(Context ctx, String code, @Nullable Reason trouble) {
        var plan = conduct.plan(author(ctx), homeroom(ctx), code);
        if (plan.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_THE_HOMEROOM_TEACHER : trouble);
            return;
        }
        var view = plan.get().view();
        var model = frame(conduct, ctx, view.homeroom(), view.slot().grades() ? "conduct" : "comments");
        model.put("plan", plan.get());
        model.put("slot", code);
        model.put("title", title(Web.language(ctx), view.slot()));
        model.put("back", address(homeroom(ctx), code));
        model.put("trouble", trouble == null ? "" : trouble.key());
        ctx.render("conduct/commit.peb", model);
    }

    private void commit(Context ctx) {
        var code = Web.text(ctx, "slot");
        switch (conduct.commit(author(ctx), homeroom(ctx), code, Web.text(ctx, "seal"))) {
            case Outcome.Done _ -> ctx.redirect(address(homeroom(ctx), code) + "&done=committed", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                showPlan(ctx, code, reason);
            }
        }
    }

    private void showCorrection(Context ctx) {
        showCorrection(ctx, null);
    }

    private void showCorrection(Context ctx, @Nullable Reason trouble) {
        var code = Web.text(ctx, "slot");
        var view = conduct.find(author(ctx), homeroom(ctx), code);
        var row = view.filter(ClassView::writes)
                .flatMap(found -> found.rows().stream()
                        .filter(each -> each.pupil().equals(Web.text(ctx, "pupil")) && each.committed() != null)
                        .findFirst());
        if (row.isEmpty() || view.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_COMMITTED : trouble);
            return;
        }
        var slot = view.get().slot();
        var model = frame(conduct, ctx, view.get().homeroom(), slot.grades() ? "conduct" : "comments");
        model.put("view", view.get());
        model.put("row", row.get());
        model.put("slot", code);
        model.put("title", title(Web.language(ctx), slot));
        model.put("back", address(homeroom(ctx), code));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("why", Web.text(ctx, "why"));
        model.put("text", trouble == null ? text(row.get()) : Web.text(ctx, "text"));
        model.put("level", trouble == null ? level(row.get()) : Web.text(ctx, "level"));
        model.put("most", Conduct.LONGEST);
        var history = conduct.history(view.get().year().id(), slot, row.get().pupil());
        model.put(
                "traces",
                conduct.db()
                        .read(handle -> history.stream()
                                .<Object>map(line -> trace(handle, line))
                                .toList()));
        ctx.render("conduct/correct.peb", model);
    }

    private static String text(ClassView.Row row) {
        var committed = row.committed();
        return committed == null ? "" : committed.text();
    }

    private static String level(ClassView.Row row) {
        var committed = row.committed();
        return committed == null ? "" : code(committed);
    }

    private static Map<String, String> trace(Handle handle, ChangeLine line) {
        var row = line.row();
        var told = new HashMap<String, String>();
        told.put(
                "who",
                Accounts.findStaff(handle, line.act())
                        .map(staff -> name(handle, staff))
                        .orElse(name(handle, String.valueOf(row.get("entered_by")))));
        told.put("at", line.at());
        told.put("level", row.get("level") == null ? "" : String.valueOf(row.get("level")));
        told.put("text", String.valueOf(row.containsKey("reason") ? row.get("reason") : row.get("body")));
        var why = line.why();
        told.put("why", why == null ? "" : why);
        return told;
    }

    private void correct(Context ctx) {
        var code = Web.text(ctx, "slot");
        var seen = Web.text(ctx, "seen");
        var typed = new Typed(Web.text(ctx, "pupil"), Web.text(ctx, "level"), Web.text(ctx, "text"), "");
        var outcome = conduct.correct(
                author(ctx),
                homeroom(ctx),
                code,
                typed,
                Web.text(ctx, "why"),
                seen.matches("[0-9]{1,15}") ? Long.parseLong(seen) : 0);
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect(address(homeroom(ctx), code) + "&done=corrected", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                showCorrection(ctx, reason);
            }
        }
    }

    private void confirm(Context ctx) {
        var semester = Web.text(ctx, "semester").equals("2") ? 2 : 1;
        switch (conduct.confirm(author(ctx), homeroom(ctx), semester)) {
            case Outcome.Done _ ->
                ctx.redirect(address(homeroom(ctx), "G" + semester) + "&done=confirmed", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    /** The classes of this person, what is due in them, and what waits for the principal. */
    private void overview(Context ctx) {
        var author = author(ctx);
        var language = Web.language(ctx);
        ctx.render("conduct/overview.peb", conduct.db().read(handle -> {
            var model = new HashMap<String, Object>();
            var due = conduct.due(handle, author);
            model.put("due", due);
            model.put("titles", titles(handle, language));
            model.put(
                    "taught",
                    Roll.listAssignments(handle, author.staff(), conduct.today()).stream()
                            .map(each -> Roll.getHomeroom(handle, each.homeroom()))
                            .distinct()
                            .toList());
            model.put("proposed", author.may().contains(Need.PRINCIPAL) ? proposed(handle) : List.of());
            model.put(
                    "phrases",
                    author.may().contains(Need.HOMEROOM) || author.may().contains(Need.ENTER_MARKS));
            return model;
        }));
    }

    private static Map<String, String> titles(Handle handle, Language language) {
        var titles = new HashMap<String, String>();
        SchoolYears.findOpenYear(handle)
                .ifPresent(year ->
                        Slot.comments(year).forEach(slot -> titles.put(slot.period(), title(language, slot))));
        return titles;
    }

    private static List<Object> proposed(Handle handle) {
        return Records.proposed(handle).stream()
                .<Object>map(each -> Map.of(
                        "record", each,
                        "pupil", People.getPupil(handle, each.pupil()).name().full(),
                        "homeroom", Roll.getHomeroom(handle, each.homeroom()).name(),
                        "by", name(handle, each.enteredBy())))
                .toList();
    }

    private void pupil(Context ctx) {
        var view = conduct.findPupil(author(ctx), ctx.pathParam("pupil"));
        if (view.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        var language = Web.language(ctx);
        var model = new HashMap<String, @Nullable Object>();
        model.put("view", view.get());
        conduct.db().<@Nullable Void>read(handle -> {
            var names = new HashMap<String, String>();
            view.get().records().forEach(each -> names.put(each.enteredBy(), name(handle, each.enteredBy())));
            view.get()
                    .comments()
                    .forEach(each -> names.put(
                            each.entry().staff(), name(handle, each.entry().staff())));
            model.put("names", names);
            return null;
        });
        var titles = new HashMap<String, String>();
        view.get().comments().forEach(each -> titles.put(each.period(), title(language, Slot.comment(each.period()))));
        model.put("titles", titles);
        ctx.render("conduct/pupil.peb", model);
    }

    /** What waits for this person today: comments that are missing, notes to read, proposals to answer. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var author = new Author(visitor.actor(), visitor.person(), visitor.may());
        var told = new ArrayList<Notice>();
        var governs = visitor.holds(Need.PRINCIPAL);
        var due = governs || visitor.holds(Need.HOMEROOM) ? conduct.due(handle, author) : List.<DueList>of();
        if (visitor.holds(Need.HOMEROOM)) {
            var led = Roll.listLed(handle, author.staff(), conduct.today());
            due.stream()
                    .filter(each -> led.contains(each.homeroom()))
                    .forEach(each -> owed(each).ifPresent(told::add));
        }
        for (var note : visitor.holds(Need.ENTER_MARKS) ? notes.unread(handle, author) : List.<ClassNote>of()) {
            told.add(new Notice(
                    Notice.Tone.WAITS,
                    "conduct.today.note",
                    List.of(Roll.getHomeroom(handle, note.homeroom()).name(), name(handle, note.enteredBy())),
                    "/classes/" + note.homeroom() + "/notes"));
        }
        if (governs) {
            var late = due.stream().filter(each -> each.late() > 0).count();
            if (late > 0) {
                told.add(
                        new Notice(Notice.Tone.WRONG, "conduct.today.late", List.of(String.valueOf(late)), "/conduct"));
            }
            var waiting = Records.proposed(handle).size();
            if (waiting > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS, "conduct.today.proposed", List.of(String.valueOf(waiting)), "/conduct"));
            }
        }
        return told;
    }

    private static Optional<Notice> owed(DueList due) {
        if (due.missing() == 0) {
            return Optional.empty();
        }
        var given = List.of(due.homeroom().name(), String.valueOf(due.missing()), String.valueOf(due.late()));
        return Optional.of(
                due.late() > 0
                        ? new Notice(Notice.Tone.WRONG, "conduct.today.owed-late", given, "/conduct")
                        : new Notice(Notice.Tone.WAITS, "conduct.today.owed", given, "/conduct"));
    }
}
