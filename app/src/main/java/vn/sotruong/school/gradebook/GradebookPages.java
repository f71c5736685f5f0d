package vn.sotruong.school.gradebook;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.locks.Lock;

/** Các trang nhập điểm: the sheet, its commands and news, and "Ghi sổ". */
public final class GradebookPages implements Pages {
    /** Where a teacher's drafts of all sheets are listed; asked for before they leave, too. */
    public static final String DRAFTS = "/drafts";

    private static final String RULE = "/gradebook/rules";
    private static final int POLL_MILLISECONDS = 8000;

    private final Gradebook gradebook;
    private final SheetViews views;
    private final Messages messages = Messages.of(GradebookPages.class);

    public GradebookPages(Gradebook gradebook, SheetViews views) {
        this.gradebook = gradebook;
        this.views = views;
    }

    @Override
    public void routes(Routes at) {
        at.get("/sheets", this::list, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}", this::show, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}", this::save, Need.ENTER_MARKS);
        // these hear everybody who is signed in: an attempt without the right to it is refused, and kept
        at.post("/sheets/{sheet}/ops", this::enter, Need.SIGNED_IN);
        at.get("/sheets/{sheet}/changes", this::news, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/commit", this::ask, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/commit", this::commit, Need.SIGNED_IN);
        at.get("/sheets/{sheet}/cells/{pupil}/{column}/history", this::history, Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/cells/{pupil}/{column}/correction", this::askCorrection, Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/cells/{pupil}/{column}/correction", this::correct, Need.SIGNED_IN);
        at.get(DRAFTS, ctx -> drafts(ctx, ""), Need.ENTER_MARKS);
        at.post(DRAFTS + "/discard", this::discard, Need.ENTER_MARKS);
        at.get(RULE, ctx -> rule(ctx, ""), Need.PRINCIPAL, Need.INSPECTOR);
        at.post(RULE, this::decideRule, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.WORK, 20, "gradebook.menu", "table-2", "/sheets", Need.ENTER_MARKS),
                MenuEntry.of(MenuEntry.Group.SETTINGS, 46, "gradebook.rule", "book-open", RULE, Need.PRINCIPAL));
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
        var late = small(ctx.queryParam("late"));
        var said = new ArrayList<String>();
        if (done > 0) {
            said.add(say(ctx, "done", done));
        }
        if (small(ctx.queryParam("corrected")) > 0) {
            said.add(say(ctx, "corrected"));
        }
        if (kept > 0) {
            said.add(say(ctx, "kept", kept));
        }
        if (late > 0) {
            said.add(say(ctx, "kept.late", late));
        }
        render(ctx, view.get(), Map.of(), said, kept == 0 && late == 0 ? "ok" : "");
    }

    private void render(Context ctx, SheetView view, Map<Cell, String> typed, List<String> said, String kind) {
        var shut = new HashMap<Column, SheetPage.Shut>();
        for (var head : view.columns()) {
            var frozen =
                    head.frozen().isEmpty() ? "" : sentence(ctx, head.frozen().getFirst());
            if (head.locked()) {
                shut.put(
                        head.column(),
                        new SheetPage.Shut(sentence(ctx, head.locks().getFirst()), say(ctx, "shut"), frozen));
            } else if (!head.hours().open()) {
                shut.put(
                        head.column(),
                        new SheetPage.Shut(
                                sentence(ctx, head.hours()),
                                say(ctx, "shut." + head.hours().state()),
                                frozen));
            } else {
                shut.put(head.column(), new SheetPage.Shut("", "", frozen));
            }
        }
        var page = SheetPage.of(view, shut, typed, String.valueOf(ctx.queryParam("col")));
        ctx.render(
                "gradebook/sheet.peb",
                Map.of(
                        "sheet",
                        page,
                        "said",
                        said,
                        "kind",
                        kind,
                        "poll",
                        POLL_MILLISECONDS,
                        "view",
                        view,
                        "bar",
                        bar(ctx, view.drafts(), view.late(), left(view.closes(), view.now()))));
    }

    private static Optional<Left> left(Optional<Instant> closes, Instant now) {
        return closes.map(moment -> Left.between(now, moment));
    }

    /** What waits for "Ghi sổ", and how long it may: never a word that it is saved. */
    private String bar(Context ctx, int drafts, int late, Optional<Left> left) {
        var told = new ArrayList<String>();
        if (drafts > 0) {
            told.add(
                    left.isPresent()
                            ? say(
                                    ctx,
                                    "drafts.left",
                                    drafts,
                                    say(
                                            ctx,
                                            "left." + left.get().unit(),
                                            left.get().number()))
                            : say(ctx, "drafts", drafts));
        }
        if (late > 0) {
            told.add(say(ctx, "drafts.late", late));
        }
        return told.isEmpty() ? say(ctx, "drafts.none") : String.join(". ", told);
    }

    private String sentence(Context ctx, Hours hours) {
        var at = hours.at();
        return say(ctx, "hours." + hours.state(), at == null ? "" : Formats.moment(at));
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
        var ops = form.get().ops(view.get().sheet(), teacher.actor().account(), values);
        var wrong = new ArrayList<String>();
        for (var op : ops) {
            if (read(view.get().sheet(), op.cell(), op.typed()) instanceof Reading.Wrong(var fault, var hint)) {
                wrong.add(say(
                        ctx,
                        "said.wrong",
                        name(view.get(), op.cell()),
                        say(ctx, "col." + op.cell().column().code()),
                        op.typed(),
                        say(ctx, "fault." + fault)));
            }
        }
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

    private static Reading read(Sheet sheet, Cell cell, String typed) {
        return Gradebook.reader(sheet.scale(cell.column())).read(typed);
    }

    private void saved(Context ctx, Teacher teacher, SheetForm form, List<Op> ops, OpsResult.Answered answered) {
        var here = "/sheets/" + sheet(ctx);
        if (answered.answers().stream().allMatch(Answer::accepted)) {
            var commit = "commit".equals(ctx.formParam("then"));
            var late = answered.answers().stream()
                    .filter(Answer.Late.class::isInstance)
                    .count();
            ctx.redirect(
                    commit ? here + "/commit" : here + "?kept=" + (ops.size() - late) + "&late=" + late,
                    HttpStatus.SEE_OTHER);
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
                        words(ctx, answer, cell)));
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
                        var cells = new HashMap<String, Cell>();
                        ops.forEach(op -> cells.put(op.id(), op.cell()));
                        ctx.json(Map.of(
                                "answers",
                                answered.answers().stream()
                                        .map(answer -> json(ctx, answer, cells.get(answer.op())))
                                        .toList()));
                    }
                }
            }
        }
    }

    private Map<String, @Nullable Object> json(Context ctx, Answer answer, @Nullable Cell cell) {
        var told = new HashMap<String, @Nullable Object>();
        told.put("op", answer.op());
        switch (answer) {
            case Answer.Kept(var op, var rev, var value, var doubtful) -> accepted(told, rev, value, doubtful);
            case Answer.Again(var op, var rev, var value, var doubtful) -> accepted(told, rev, value, doubtful);
            case Answer.Late(var op, var rev, var value, var ended) -> {
                accepted(told, rev, value, false);
                told.put("is", "late");
                told.put("say", words(ctx, answer, cell));
            }
            case Answer.Conflict(var op, var rev, var value, var staff, var at) -> {
                accepted(told, rev, value, false);
                told.put("is", "conflict");
                told.put("who", staff.equals(teacher(ctx).staff()) ? null : views.name(staff));
                told.put("at", at);
            }
            case Answer.Invalid invalid -> told.put("is", "invalid");
            case Answer.Locked locked -> told.put("is", "locked");
            case Answer.Closed closed -> told.put("is", "closed");
            case Answer.Committed(var op, var value, var staff, var at, var lane) -> {
                told.put("is", "committed");
                told.put("value", value.map(Entry::text).orElse(""));
            }
            case Answer.Refused refused -> told.put("is", "refused");
        }
        if (!answer.accepted()) {
            told.put("say", words(ctx, answer, cell));
        }
        return told;
    }

    private static void accepted(
            Map<String, @Nullable Object> told, long rev, Optional<Entry> value, boolean doubtful) {
        told.put("is", "kept");
        told.put("doubt", doubtful);
        told.put("rev", rev);
        told.put("value", value.map(Entry::text).orElse(""));
    }

    /** Why a command was not carried out, and what can be done. */
    private String words(Context ctx, Answer answer, @Nullable Cell cell) {
        return switch (answer) {
            case Answer.Kept kept -> "";
            case Answer.Again again -> "";
            case Answer.Late(var op, var rev, var value, var ended) -> say(ctx, "hours.ENDED", Formats.moment(ended));
            case Answer.Closed(var op, var opens) ->
                sentence(ctx, new Hours(opens == null ? Hours.State.NONE : Hours.State.AHEAD, opens));
            case Answer.Conflict(var op, var rev, var value, var staff, var at) ->
                say(
                        ctx,
                        "said.conflict",
                        staff.equals(teacher(ctx).staff()) ? say(ctx, "you") : views.name(staff),
                        value.map(Entry::text).orElseGet(() -> say(ctx, "blank")),
                        Formats.clock(at));
            case Answer.Invalid(var op, var wrong) -> say(ctx, "fault." + wrong.fault());
            case Answer.Locked(var op, var locks) -> sentence(ctx, locks.getFirst());
            case Answer.Committed(var op, var value, var staff, var at, var lane) ->
                Optional.ofNullable(cell)
                        .flatMap(each -> views.way(teacher(ctx), sheet(ctx), each))
                        .map(way -> sentence(ctx, way))
                        .orElseGet(() -> say(ctx, "lane." + lane));
            case Answer.Refused(var op, var reason) -> say(ctx, "reason." + reason);
        };
    }

    private String sentence(Context ctx, Lock lock) {
        return say(
                ctx,
                switch (lock.kind()) {
                    case CLOSE -> "locked.closed";
                    case VALUES -> "locked.values";
                    case ENTRY, FUNCTION -> "locked";
                },
                lock.decision(),
                views.name(lock.decidedBy()),
                Formats.day(lock.decidedAt()),
                lock.reason());
    }

    /** By which way a committed cell may change, and which of a lock and the end of its time says so. */
    private String sentence(Context ctx, SheetViews.Way way) {
        var lock = way.lock();
        if (way.moved()) {
            return say(ctx, "lane.moved");
        }
        if (lock == null || way.lane() != Lane.WITNESSED) {
            return lock == null || way.lane() != Lane.CLOSED ? say(ctx, "lane." + way.lane()) : sentence(ctx, lock);
        }
        return say(
                ctx,
                lock.inForce(views.now()) ? "lane.locked" : "lane.once",
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
        told.put("value", change.value().map(Entry::text).orElse(""));
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
        var way = views.way(teacher(ctx), sheet(ctx), new Cell(ctx.pathParam("pupil"), column.get()));
        ctx.json(Map.of(
                "past",
                past.get().stream().map(each -> json(ctx, each)).toList(),
                "own",
                way.filter(each -> each.lane() == Lane.OWN && !each.moved()).isPresent(),
                "all",
                "/trace/cells/" + sheet(ctx) + "/" + ctx.pathParam("pupil") + "/"
                        + column.get().code(),
                "lane",
                way.map(each -> sentence(ctx, each)).orElse("")));
    }

    private Map<String, @Nullable Object> json(Context ctx, SheetViews.Past past) {
        var told = new HashMap<String, @Nullable Object>();
        told.put("value", past.value().map(Entry::text).orElse(""));
        told.put("committed", past.committed());
        told.put("who", past.who());
        told.put("at", Formats.moment(past.at()));
        told.put("why", past.why());
        told.put("way", past.lane() == null ? "" : say(ctx, "way." + past.lane()));
        told.put("request", past.request() == null ? "" : "/amendments/" + past.request());
        return told;
    }

    private void askCorrection(Context ctx) {
        showCorrection(ctx, "", "");
    }

    /** The form of a teacher's own correction; with {@code part} alone, for the dialog. */
    private void showCorrection(Context ctx, String typed, String trouble) {
        var teacher = teacher(ctx);
        var column = Column.find(ctx.pathParam("column"));
        var view = views.find(teacher, sheet(ctx));
        if (view.isEmpty() || column.isEmpty()) {
            refuse(ctx, view.isEmpty() ? Reason.NOT_YOUR_SHEET : Reason.UNKNOWN_COLUMN);
            return;
        }
        var cell = new Cell(ctx.pathParam("pupil"), column.get());
        var way = views.way(teacher, sheet(ctx), cell);
        if (way.isEmpty() || way.get().lane() != Lane.OWN) {
            refuse(
                    ctx,
                    Gradebook.barred(way.map(SheetViews.Way::lane).orElse(Lane.DRAFT))
                            .orElseThrow());
            return;
        }
        var held = view.get().rows().stream()
                .filter(row -> row.pupil().equals(cell.pupil()))
                .flatMap(row -> row.cells().stream())
                .filter(each -> each.column() == column.get())
                .findFirst()
                .flatMap(SheetView.SheetCell::value)
                .map(Entry::text)
                .orElse("");
        ctx.render(
                ctx.queryParam("part") != null ? "gradebook/correction-part.peb" : "gradebook/correction.peb",
                Map.of(
                        "view",
                        view.get(),
                        "name",
                        name(view.get(), cell),
                        "pupil",
                        cell.pupil(),
                        "code",
                        column.get().code(),
                        "keys",
                        SheetPage.keys(view.get().sheet().scale(column.get())),
                        "held",
                        held,
                        "typed",
                        typed,
                        "slips",
                        Slip.values(),
                        "trouble",
                        trouble));
    }

    private void correct(Context ctx) {
        var column = Column.find(ctx.pathParam("column"));
        var teacher = teacher(ctx);
        var view = views.find(teacher, sheet(ctx));
        if (column.isEmpty()) {
            refuse(ctx, Reason.UNKNOWN_COLUMN);
            return;
        }
        var cell = new Cell(ctx.pathParam("pupil"), column.get());
        var typed = Web.text(ctx, "value");
        if (view.isEmpty()) {
            refuse(
                    ctx,
                    gradebook
                            .correct(teacher, sheet(ctx), cell, Optional.empty(), Optional.empty(), "")
                            .orElse(Reason.NOT_YOUR_SHEET));
            return;
        }
        var sheet = view.get().sheet();
        var slip = Slip.find(Web.text(ctx, "reason"));
        var next = read(sheet, cell, typed);
        // a nought may stand there from before the school settled that its tests know none
        var was = GradebookPolicy.value(read(sheet.with(true), cell, Web.text(ctx, "was")));
        var fault = fault(ctx, next, typed, slip, Web.text(ctx, "delete").equals("1"));
        if (fault.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            showCorrection(ctx, typed, fault.get());
            return;
        }
        var why = messages.get(Language.VI, "gradebook.slip." + slip.orElseThrow());
        var refusal = gradebook.correct(teacher, sheet(ctx), cell, was, GradebookPolicy.value(next), why);
        if (refusal.isEmpty()) {
            ctx.redirect(
                    "/sheets/" + sheet(ctx) + "?corrected=1&col=" + column.get().code(), HttpStatus.SEE_OTHER);
        } else if (refusal.get() == Reason.CHANGED || refusal.get() == Reason.SAME_VALUE) {
            ctx.status(status(refusal.get()));
            showCorrection(ctx, typed, say(ctx, "correct." + refusal.get()));
        } else {
            refuse(ctx, refusal.get());
        }
    }

    /** What is wrong with a correction as it was typed, in words. */
    private Optional<String> fault(Context ctx, Reading next, String typed, Optional<Slip> slip, boolean deletes) {
        if (next instanceof Reading.Wrong(var kind, var hint)) {
            return Optional.of(
                    say(ctx, kind.ofWords() ? "not-a-word" : "not-a-mark", typed) + ". " + say(ctx, "fault." + kind));
        }
        if (next instanceof Reading.Mark(var entry, var rounded, var doubtful) && doubtful) {
            return Optional.of(say(ctx, "correct.doubtful", typed, entry.text()));
        }
        if (next instanceof Reading.Empty && !deletes) {
            return Optional.of(say(ctx, "reason.NO_VALUE"));
        }
        return slip.isEmpty() ? Optional.of(say(ctx, "reason.NO_REASON")) : Optional.empty();
    }

    /** What waits for "Ghi sổ" on all sheets; before leaving, with the choice to keep it as it is. */
    private void drafts(Context ctx, String trouble) {
        var lines = views.waiting(teacher(ctx)).stream()
                .map(each -> new DraftLine(each, bar(ctx, each.count(), each.late(), each.left())))
                .toList();
        ctx.render(
                "gradebook/drafts.peb",
                Map.of(
                        "lines",
                        lines,
                        "gone",
                        views.gone(teacher(ctx)),
                        "trouble",
                        trouble,
                        "leaving",
                        ctx.queryParam("leave") != null));
    }

    private void discard(Context ctx) {
        var column = Column.find(Web.text(ctx, "col"));
        var refusal = column.isEmpty()
                ? Optional.of(Reason.UNKNOWN_COLUMN)
                : gradebook.discard(
                        teacher(ctx), Web.text(ctx, "sheet"), new Cell(Web.text(ctx, "pupil"), column.get()));
        if (refusal.isEmpty()) {
            ctx.redirect(DRAFTS, HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(status(refusal.get()));
        drafts(ctx, say(ctx, "reason." + refusal.get()));
    }

    /** Where the principal says whether teachers correct alone what they have just committed. */
    private void rule(Context ctx, String trouble) {
        var model = new HashMap<String, Object>();
        var decided = views.ownCorrection();
        model.put("allowed", views.correctsAlone());
        model.put("decided", decided);
        model.put("by", decided.map(each -> views.name(each.decidedBy())).orElse(""));
        model.put("on", decided.map(each -> Formats.day(each.decidedAt())).orElse(""));
        model.put("decides", views.decides(teacher(ctx)) && !Web.visitor(ctx).readsOnly());
        model.put("trouble", trouble);
        ctx.render("gradebook/rule.peb", model);
    }

    private void decideRule(Context ctx) {
        var allow = Web.text(ctx, "allow").equals("1");
        var refusal = gradebook.decideOwnCorrection(teacher(ctx), allow, Web.text(ctx, "decision"));
        if (refusal.isEmpty()) {
            ctx.redirect(RULE, HttpStatus.SEE_OTHER);
        } else if (refusal.get() == Reason.NO_DECISION) {
            ctx.status(status(refusal.get()));
            rule(ctx, say(ctx, "reason." + refusal.get()));
        } else {
            refuse(ctx, refusal.get());
        }
    }

    /** Một dòng trong danh sách nháp. */
    public record DraftLine(SheetViews.Waiting of, String bar) {}

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
            } else if (!column.open()) {
                locks.put(column.column().code(), sentence(ctx, column.hours()));
            }
        }
        var part = ctx.queryParam("part") != null;
        ctx.render(
                part ? "gradebook/commit-part.peb" : "gradebook/commit.peb",
                Map.of(
                        "plan",
                        plan.get(),
                        "view",
                        view.get(),
                        "locks",
                        locks,
                        "trouble",
                        trouble,
                        "leave",
                        Web.text(ctx, "leave").equals("1")));
    }

    private void commit(Context ctx) {
        var seen = chosen(ctx.formParamMap());
        if (seen.isEmpty()) {
            refuse(ctx, Reason.MALFORMED);
            return;
        }
        var looked = looked(ctx.formParamMap());
        switch (gradebook.commit(teacher(ctx), sheet(ctx), seen.get(), looked)) {
            case CommitResult.Done(var count, var at) ->
                ctx.redirect(
                        Web.text(ctx, "leave").equals("1")
                                ? DRAFTS + "?leave=1&done=" + count
                                : "/sheets/" + sheet(ctx) + "?done=" + count,
                        HttpStatus.SEE_OTHER);
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
        var known = Set.of("csrf", "col", "looked", "leave");
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

    private static Set<Column> looked(Map<String, List<String>> fields) {
        return fields.getOrDefault("looked", List.of()).stream()
                .flatMap(code -> Column.find(code).stream())
                .collect(Collectors.toSet());
    }

    static HttpStatus status(Reason reason) {
        return switch (reason) {
            case NOT_YOUR_SHEET, NOT_IN_FULL_STANDING, NOT_PRINCIPAL, NOT_LEADER, OWN_PROPOSAL -> HttpStatus.FORBIDDEN;
            case NO_SHEET -> HttpStatus.NOT_FOUND;
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case TOO_MANY -> HttpStatus.CONTENT_TOO_LARGE;
            case CHANGED,
                    LOCKED,
                    OP_REUSED,
                    ALREADY_OWED,
                    NOT_OWED,
                    HAS_VALUE,
                    PROPOSED_ALREADY,
                    NOT_PROPOSED,
                    WINDOW_ENDED,
                    WINDOW_CLOSED,
                    NEEDS_DIRECTION,
                    NEEDS_WITNESSES,
                    BOOK_CLOSED,
                    COMMITTED,
                    NOT_COMMITTED -> HttpStatus.CONFLICT;
            case UNKNOWN_PUPIL,
                    UNKNOWN_COLUMN,
                    PUPIL_LEFT,
                    PUPIL_PAUSED,
                    PUPIL_EXEMPT,
                    DRAFT_STANDS,
                    NOTHING_TO_COMMIT,
                    DOUBTFUL,
                    NO_REASON,
                    NO_WORDS,
                    BAD_TIME,
                    OUTSIDE_TERM,
                    NO_VALUE,
                    BAD_VALUE,
                    FROM_ONE,
                    SAME_VALUE,
                    NO_DECISION -> HttpStatus.UNPROCESSABLE_CONTENT;
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
