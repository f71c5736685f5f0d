package vn.sotruong.school.gradebook;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.locks.Lock;

/** Các trang nhập điểm: the sheet, its commands and news, and "Ghi sổ". */
public final class GradebookPages implements Pages {
    private static final int POLL_MILLISECONDS = 8000;

    private final Gradebook gradebook;
    private final SheetViews views;
    private final Messages messages = Messages.of(GradebookPages.class);
    private final MarkReader reader = new MarkReader(true);

    public GradebookPages(Gradebook gradebook, SheetViews views) {
        this.gradebook = gradebook;
        this.views = views;
    }

    @Override
    public void routes(Routes at) {
        at.get("/sheets", this::list, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}", this::show, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}", this::save, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/ops", this::enter, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/changes", this::news, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/commit", this::ask, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/commit", this::commit, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/cells/{pupil}/{column}/history", this::history, Need.ENTER_MARKS);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.WORK, 20, "gradebook.menu", "table-2", "/sheets", Need.ENTER_MARKS));
    }

    private static Teacher teacher(Context ctx) {
        return new Teacher(Web.actor(ctx), Web.visitor(ctx).person());
    }

    private static String sheet(Context ctx) {
        return ctx.pathParam("sheet");
    }

    private String say(Context ctx, String key, Object... given) {
        return messages.get(Web.language(ctx), "gradebook." + key, given);
    }

    private void list(Context ctx) {
        ctx.render(
                "gradebook/sheets.peb",
                Map.of("subjects", views.list(teacher(ctx)), "windows", views.windows(teacher(ctx))));
    }

    private void show(Context ctx) {
        var view = views.find(teacher(ctx), sheet(ctx));
        if (view.isEmpty()) {
            refuse(ctx, Reason.NOT_YOUR_SHEET);
            return;
        }
        var done = small(ctx.queryParam("done"));
        var kept = small(ctx.queryParam("kept"));
        var said = done > 0 ? say(ctx, "done", done) : kept > 0 ? say(ctx, "kept", kept) : "";
        render(ctx, view.get(), Map.of(), said.isEmpty() ? List.of() : List.of(said), done > 0 ? "ok" : "");
    }

    private void render(Context ctx, SheetView view, Map<Cell, String> typed, List<String> said, String kind) {
        var locks = new HashMap<Column, String>();
        for (var head : view.columns()) {
            if (head.locked()) {
                locks.put(head.column(), sentence(ctx, head.locks().getFirst()));
            }
        }
        var page = SheetPage.of(view, locks, typed, String.valueOf(ctx.queryParam("col")));
        ctx.render(
                "gradebook/sheet.peb",
                Map.of("sheet", page, "said", said, "kind", kind, "poll", POLL_MILLISECONDS, "view", view));
    }

    /** The form of a page without scripts: all of it is taken, or what is wrong is shown and nothing is written. */
    private void save(Context ctx) {
        var teacher = teacher(ctx);
        var view = views.find(teacher, sheet(ctx));
        if (view.isEmpty()) {
            refuse(ctx, Reason.NOT_YOUR_SHEET);
            return;
        }
        var form = SheetForm.parse(ctx.formParamMap(), view.get().sheet().columns());
        if (form.isEmpty()) {
            refuse(ctx, Reason.MALFORMED);
            return;
        }
        var values = views.valuesAt(teacher, sheet(ctx), form.get().revisions());
        if (values.size() != form.get().revisions().size()) {
            refuse(ctx, Reason.MALFORMED);
            return;
        }
        var ops = form.get().ops(reader, teacher.actor().account(), values);
        var wrong = ops.stream()
                .filter(op -> reader.read(op.typed()) instanceof Reading.Wrong)
                .map(op -> say(
                        ctx,
                        "said.wrong",
                        name(view.get(), op.cell()),
                        say(ctx, "col." + op.cell().column().code()),
                        op.typed()))
                .toList();
        if (!wrong.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            render(ctx, view.get(), form.get().typed(), wrong, "bad");
            return;
        }
        switch (gradebook.enter(teacher, sheet(ctx), ops)) {
            case OpsResult.Denied(var reason, var op) -> refuse(ctx, reason);
            case OpsResult.Answered answered -> saved(ctx, teacher, form.get(), ops, answered);
        }
    }

    private void saved(Context ctx, Teacher teacher, SheetForm form, List<Op> ops, OpsResult.Answered answered) {
        var here = "/sheets/" + sheet(ctx);
        if (answered.answers().stream().allMatch(Answer::accepted)) {
            var commit = "commit".equals(ctx.formParam("then"));
            ctx.redirect(commit ? here + "/commit" : here + "?kept=" + ops.size(), HttpStatus.SEE_OTHER);
            return;
        }
        var view = views.find(teacher, sheet(ctx)).orElseThrow();
        var cells = ops.stream().collect(Collectors.toMap(Op::id, Op::cell));
        var typed = new HashMap<Cell, String>();
        var said = new ArrayList<String>();
        for (var answer : answered.answers()) {
            var cell = cells.get(answer.op());
            if (cell != null && !answer.accepted()) {
                var text = form.typed().getOrDefault(cell, "");
                typed.put(cell, text);
                said.add(say(
                        ctx,
                        "said.not",
                        name(view, cell),
                        say(ctx, "col." + cell.column().code()),
                        text,
                        words(ctx, answer)));
            }
        }
        ctx.status(answered.anyHeard() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
        render(ctx, view, typed, said, "bad");
    }

    private static String name(SheetView view, Cell cell) {
        return view.rows().stream()
                .filter(row -> row.pupil().equals(cell.pupil()))
                .findFirst()
                .map(SheetView.Row::name)
                .orElse("");
    }

    private void enter(Context ctx) {
        switch (OpsJson.parse(ctx.body())) {
            case OpsJson.Parsed.Bad(var reason, var op) -> deny(ctx, reason, op);
            case OpsJson.Parsed.Ops(var ops) -> {
                switch (gradebook.enter(teacher(ctx), sheet(ctx), ops)) {
                    case OpsResult.Denied(var reason, var op) -> deny(ctx, reason, op);
                    case OpsResult.Answered answered -> {
                        ctx.status(answered.anyHeard() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
                        ctx.json(Map.of(
                                "answers",
                                answered.answers().stream()
                                        .map(answer -> json(ctx, answer))
                                        .toList()));
                    }
                }
            }
        }
    }

    private Map<String, @Nullable Object> json(Context ctx, Answer answer) {
        var told = new HashMap<String, @Nullable Object>();
        told.put("op", answer.op());
        switch (answer) {
            case Answer.Kept(var op, var rev, var value) -> accepted(told, rev, value);
            case Answer.Again(var op, var rev, var value) -> accepted(told, rev, value);
            case Answer.Conflict(var op, var rev, var value, var staff, var at) -> {
                accepted(told, rev, value);
                told.put("is", "conflict");
                told.put("who", staff.equals(teacher(ctx).staff()) ? null : views.name(staff));
                told.put("at", at);
            }
            case Answer.Invalid invalid -> told.put("is", "invalid");
            case Answer.Locked locked -> told.put("is", "locked");
            case Answer.Committed(var op, var value, var staff, var at) -> {
                told.put("is", "committed");
                told.put("value", value.map(Score::text).orElse(""));
            }
            case Answer.Refused refused -> told.put("is", "refused");
        }
        if (!answer.accepted()) {
            told.put("say", words(ctx, answer));
        }
        return told;
    }

    private static void accepted(Map<String, @Nullable Object> told, long rev, Optional<Score> value) {
        told.put("is", "kept");
        told.put("rev", rev);
        told.put("value", value.map(Score::text).orElse(""));
    }

    /** Why a command was not carried out, and what can be done. */
    private String words(Context ctx, Answer answer) {
        return switch (answer) {
            case Answer.Kept kept -> "";
            case Answer.Again again -> "";
            case Answer.Conflict(var op, var rev, var value, var staff, var at) ->
                say(
                        ctx,
                        "said.conflict",
                        staff.equals(teacher(ctx).staff()) ? say(ctx, "you") : views.name(staff),
                        value.map(Score::text).orElseGet(() -> say(ctx, "blank")),
                        Formats.clock(at));
            case Answer.Invalid(var op, var wrong) -> say(ctx, "fault." + wrong.fault());
            case Answer.Locked(var op, var locks) -> sentence(ctx, locks.getFirst());
            case Answer.Committed committed -> say(ctx, "committed");
            case Answer.Refused(var op, var reason) -> say(ctx, "reason." + reason);
        };
    }

    private String sentence(Context ctx, Lock lock) {
        return say(
                ctx,
                "locked",
                lock.decision(),
                views.name(lock.decidedBy()),
                Formats.day(lock.decidedAt()),
                lock.reason());
    }

    private void news(Context ctx) {
        var since = ctx.queryParam("since");
        if (since == null || !since.matches("[0-9]{1,15}")) {
            deny(ctx, Reason.MALFORMED, Optional.empty());
            return;
        }
        var news = views.news(teacher(ctx), sheet(ctx), Long.parseLong(since));
        if (news.isEmpty()) {
            deny(ctx, Reason.NOT_YOUR_SHEET, Optional.empty());
            return;
        }
        ctx.json(Map.of(
                "next",
                news.get().next(),
                "more",
                news.get().more(),
                "changes",
                news.get().changes().stream().map(GradebookPages::json).toList()));
    }

    private static Map<String, @Nullable Object> json(SheetViews.Change change) {
        var told = new HashMap<String, @Nullable Object>();
        told.put("pupil", change.cell().pupil());
        told.put("col", change.cell().column().code());
        told.put("value", change.value().map(Score::text).orElse(""));
        told.put("rev", change.rev());
        told.put("committed", change.committed());
        told.put("who", change.who());
        return told;
    }

    private void history(Context ctx) {
        var column = Column.find(ctx.pathParam("column"));
        if (column.isEmpty()) {
            deny(ctx, Reason.UNKNOWN_COLUMN, Optional.empty());
            return;
        }
        var past = views.history(teacher(ctx), sheet(ctx), new Cell(ctx.pathParam("pupil"), column.get()));
        if (past.isEmpty()) {
            deny(ctx, Reason.NOT_YOUR_SHEET, Optional.empty());
            return;
        }
        ctx.json(Map.of("past", past.get().stream().map(GradebookPages::json).toList()));
    }

    private static Map<String, @Nullable Object> json(SheetViews.Past past) {
        var told = new HashMap<String, @Nullable Object>();
        told.put("value", past.value().map(Score::text).orElse(""));
        told.put("committed", past.committed());
        told.put("who", past.who());
        told.put("at", Formats.moment(past.at()));
        return told;
    }

    private void ask(Context ctx) {
        showPlan(ctx, "");
    }

    private void showPlan(Context ctx, String trouble) {
        var teacher = teacher(ctx);
        var plan = gradebook.plan(teacher, sheet(ctx));
        var view = views.find(teacher, sheet(ctx));
        if (plan.isEmpty() || view.isEmpty()) {
            refuse(ctx, Reason.NOT_YOUR_SHEET);
            return;
        }
        var locks = new HashMap<String, String>();
        for (var column : plan.get().columns()) {
            if (column.locked()) {
                locks.put(column.column().code(), sentence(ctx, column.locks().getFirst()));
            }
        }
        var part = ctx.queryParam("part") != null;
        ctx.render(
                part ? "gradebook/commit-part.peb" : "gradebook/commit.peb",
                Map.of("plan", plan.get(), "view", view.get(), "locks", locks, "trouble", trouble));
    }

    private void commit(Context ctx) {
        var seen = chosen(ctx.formParamMap());
        if (seen.isEmpty()) {
            refuse(ctx, Reason.MALFORMED);
            return;
        }
        switch (gradebook.commit(teacher(ctx), sheet(ctx), seen.get())) {
            case CommitResult.Done(var count, var at) ->
                ctx.redirect("/sheets/" + sheet(ctx) + "?done=" + count, HttpStatus.SEE_OTHER);
            case CommitResult.NotCommitted(var reason) -> {
                if (reason == Reason.NO_SHEET || reason == Reason.NOT_YOUR_SHEET) {
                    refuse(ctx, reason);
                } else {
                    ctx.status(status(reason));
                    showPlan(ctx, say(ctx, "reason." + reason));
                }
            }
        }
    }

    /** The chosen columns with the seals that were shown; empty for a form that is none of ours. */
    private static Optional<Map<Column, String>> chosen(Map<String, List<String>> fields) {
        var known = Set.of("csrf", "col");
        if (!fields.keySet().stream().allMatch(name -> known.contains(name) || name.startsWith("seal."))) {
            return Optional.empty();
        }
        var seen = new HashMap<Column, String>();
        for (var code : fields.getOrDefault("col", List.of())) {
            var column = Column.find(code);
            var seal = fields.get("seal." + code);
            if (column.isEmpty() || seal == null) {
                return Optional.empty();
            }
            seen.put(column.get(), seal.getFirst());
        }
        return Optional.of(seen);
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case NOT_YOUR_SHEET, NOT_IN_FULL_STANDING -> HttpStatus.FORBIDDEN;
            case NO_SHEET -> HttpStatus.NOT_FOUND;
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case TOO_MANY -> HttpStatus.CONTENT_TOO_LARGE;
            case CHANGED, LOCKED, OP_REUSED -> HttpStatus.CONFLICT;
            case UNKNOWN_PUPIL, UNKNOWN_COLUMN, PUPIL_LEFT, PUPIL_PAUSED, PUPIL_EXEMPT, NOTHING_TO_COMMIT ->
                HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static void refuse(Context ctx, Reason reason) {
        Web.refuse(ctx, reason);
        ctx.status(status(reason));
    }

    private void deny(Context ctx, Reason reason, Optional<String> op) {
        ctx.status(status(reason));
        var told = new HashMap<String, Object>();
        told.put("problem", reason.name());
        told.put("say", say(ctx, "reason." + reason));
        op.ifPresent(id -> told.put("op", id));
        ctx.json(told);
    }

    /** A small number of our own redirects; anything else is 0. */
    private static int small(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }
}
