package vn.sotruong.school.primary;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular27.Moment;

/** Các trang phẩm chất, năng lực: the class as a grid, "Ghi sổ", and corrections. */
public final class PrimaryPages implements Pages {
    private static final Messages WORDS = Messages.of(PrimaryPages.class);
    private static final String HERE = "/classes/{homeroom}/traits";

    private final Traits traits;

    public PrimaryPages(Traits traits) {
        this.traits = traits;
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, this::show, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HERE, this::save, Need.HOMEROOM);
        at.get(HERE + "/commit", this::plan, Need.HOMEROOM);
        at.post(HERE + "/commit", this::commit, Need.HOMEROOM);
        at.get(HERE + "/correct", this::askCorrection, Need.HOMEROOM);
        at.post(HERE + "/correct", this::correct, Need.HOMEROOM);
    }

    private static Author author(Context ctx) {
        var visitor = Web.visitor(ctx);
        return new Author(Web.actor(ctx), visitor.person(), visitor.may());
    }

    private static String homeroom(Context ctx) {
        return ctx.pathParam("homeroom");
    }

    private Moment moment(Context ctx) {
        var asked = Web.text(ctx, "at");
        return Arrays.stream(Moment.values())
                .filter(each -> each.name().equals(asked))
                .findFirst()
                .orElseGet(() -> traits.current(homeroom(ctx)));
    }

    /** Thời điểm để chọn. */
    public record Choice(String moment, boolean chosen) {}

    /**
     * Ô.
     *
     * @param name of the field, or the word that lets nobody type
     */
    public record Field(String trait, String name, String text, String look, String labels) {}

    /** Dòng. */
    public record Line(ClassView.Row row, String seen, List<Field> fields) {
        public Line {
            fields = List.copyOf(fields);
        }

        /** Whether something of it can be corrected. */
        public boolean committed() {
            return row.committed().seq() > 0;
        }
    }

    /** Nhóm cột. */
    public record Group(String id, int width) {}

    private void show(Context ctx) {
        render(ctx, moment(ctx), Map.of(), List.of(), null);
    }

    private void render(
            Context ctx, Moment moment, Map<String, Typed> typed, List<String> said, @Nullable Reason trouble) {
        switch (traits.find(author(ctx), homeroom(ctx), moment)) {
            case Traits.Page.Refused(var reason) -> Web.refuse(ctx, trouble == null ? reason : trouble);
            case Traits.Page.Shown(var view) -> {
                var model = frame(ctx, view);
                var groups = new LinkedHashMap<String, Integer>();
                view.heads().forEach(head -> groups.merge(head.group(), 1, Integer::sum));
                model.put(
                        "groups",
                        groups.entrySet().stream()
                                .map(each -> new Group(each.getKey(), each.getValue()))
                                .toList());
                model.put(
                        "lines",
                        view.rows().stream()
                                .map(row -> line(view, row, typed.get(row.pupil())))
                                .toList());
                model.put("said", said);
                model.put("trouble", trouble == null ? "" : trouble.key());
                ctx.render("primary/class.peb", model);
            }
        }
    }

    private static Map<String, @Nullable Object> frame(Context ctx, ClassView view) {
        var model = new HashMap<String, @Nullable Object>();
        var at = view.gate().at();
        model.put("view", view);
        model.put("homeroom", view.homeroom());
        model.put("gate", view.gate().state().name());
        model.put("moment", view.moment().name());
        model.put(
                "moments",
                Stream.of(Moment.values())
                        .map(each -> new Choice(each.name(), each == view.moment()))
                        .toList());
        model.put("heads", view.heads());
        model.put("writes", view.writes());
        model.put(
                "asks",
                view.leads()
                        && (view.gate().state() == Gate.State.ENDED
                                || view.gate().state() == Gate.State.LOCKED));
        model.put("slot", TraitSubject.slot(view.moment()));
        model.put("until", at == null ? "" : Formats.moment(at));
        var done = Web.text(ctx, "done");
        model.put("done", List.of("kept", "committed", "corrected").contains(done) ? done : "");
        return model;
    }

    private static Line line(ClassView view, ClassView.Row row, @Nullable Typed typed) {
        var held = row.held();
        var fields = new ArrayList<Field>();
        for (var head : view.heads()) {
            var committed = row.committed().levels().containsKey(head.id());
            var open = view.writes() && row.studies() && !committed;
            var stands = Levels.shown(held.getOrDefault(head.id(), ""));
            var text = typed == null || !open ? stands : typed.levels().getOrDefault(head.id(), stands);
            var wrong = open && Levels.read(head, text).isEmpty();
            var draft = row.draft().levels().containsKey(head.id());
            fields.add(new Field(
                    head.id(),
                    open ? "t." + row.pupil() + "." + head.id() : "",
                    text,
                    (committed ? "done" : draft ? "draft" : "")
                            + (wrong ? " err" : "")
                            + (text.equals("C") ? " low" : ""),
                    "p" + row.number() + " h-" + head.id()));
        }
        return new Line(row, Levels.seen(view.heads(), held), fields);
    }

    private static Map<String, Typed> typed(Context ctx) {
        var seen = new HashMap<String, String>();
        var levels = new HashMap<String, Map<String, String>>();
        for (var field : ctx.formParamMap().keySet()) {
            var parts = field.split("\\.", -1);
            if (parts.length == 2 && parts[0].equals("seen")) {
                seen.put(parts[1], Web.text(ctx, field));
            } else if (parts.length == 3 && parts[0].equals("t")) {
                levels.computeIfAbsent(parts[1], _ -> new HashMap<>()).put(parts[2], Web.text(ctx, field));
            }
        }
        var typed = new HashMap<String, Typed>();
        levels.forEach((pupil, given) -> typed.put(pupil, new Typed(pupil, seen.getOrDefault(pupil, ""), given)));
        return typed;
    }

    /** Keeps what was typed; with scripts it is called after each pause, and answers in JSON. */
    private void save(Context ctx) {
        var moment = moment(ctx);
        var typed = typed(ctx);
        var result = traits.save(author(ctx), homeroom(ctx), moment, List.copyOf(typed.values()));
        var json = String.valueOf(ctx.header("Accept")).startsWith("application/json");
        switch (result) {
            case SaveResult.Saved saved
            when json ->
                ctx.json(Map.of(
                        "count", saved.count(), "seen", saved.seen(), "questions", told(ctx, saved.questions())));
            case SaveResult.Wrong(var cells)
            when json -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ctx.json(Map.of("say", WORDS.get(Web.language(ctx), "primary.wrong.some", cells.size())));
            }
            case SaveResult.Refused(var reason)
            when json -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ctx.json(Map.of("say", WORDS.get(Web.language(ctx), reason.key())));
            }
            case SaveResult.Saved saved
            when saved.questions().isEmpty() ->
                ctx.redirect(
                        Web.text(ctx, "deed").equals("commit")
                                ? address(ctx, "/commit", moment)
                                : address(ctx, "", moment) + "&done=kept",
                        HttpStatus.SEE_OTHER);
            case SaveResult.Saved saved -> {
                ctx.status(HttpStatus.CONFLICT);
                render(ctx, moment, Map.of(), sentences(ctx, saved.questions()), null);
            }
            case SaveResult.Wrong(var cells) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                render(ctx, moment, typed, wrong(ctx, cells), null);
            }
            case SaveResult.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                render(ctx, moment, typed, List.of(), reason);
            }
        }
    }

    private static String address(Context ctx, String part, Moment moment) {
        return "/classes/" + homeroom(ctx) + "/traits" + part + "?at=" + moment;
    }

    private List<Map<String, String>> told(Context ctx, List<SaveResult.Question> questions) {
        var sentences = sentences(ctx, questions);
        var told = new ArrayList<Map<String, String>>();
        for (var i = 0; i < questions.size(); i++) {
            var each = questions.get(i);
            told.add(Map.of(
                    "pupil", each.pupil(),
                    "trait", each.trait(),
                    "there", each.there(),
                    "committed", String.valueOf(each.committed()),
                    "say", sentences.get(i)));
        }
        return told;
    }

    private List<String> sentences(Context ctx, List<SaveResult.Question> questions) {
        var language = Web.language(ctx);
        return traits.db()
                .read(handle -> questions.stream()
                        .map(each -> WORDS.get(
                                language,
                                each.committed() ? "primary.question.committed" : "primary.question",
                                People.getPupil(handle, each.pupil()).name().full(),
                                each.typed().isEmpty() ? WORDS.get(language, "primary.blank") : each.typed(),
                                each.there().isEmpty() ? WORDS.get(language, "primary.blank") : each.there(),
                                name(handle, each.by())))
                        .toList());
    }

    private List<String> wrong(Context ctx, List<SaveResult.Question> cells) {
        return traits.db()
                .read(handle -> cells.stream()
                        .map(each -> WORDS.get(
                                Web.language(ctx),
                                each.trait().startsWith("kt-") ? "primary.wrong.yes" : "primary.wrong",
                                People.getPupil(handle, each.pupil()).name().full(),
                                each.typed()))
                        .toList());
    }

    private static String name(org.jdbi.v3.core.Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private void plan(Context ctx) {
        showPlan(ctx, null);
    }

    private void showPlan(Context ctx, @Nullable Reason trouble) {
        var plan = traits.plan(author(ctx), homeroom(ctx), moment(ctx));
        if (plan.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_THE_HOMEROOM_TEACHER : trouble);
            return;
        }
        var model = frame(ctx, plan.get().view());
        model.put("plan", plan.get());
        model.put(
                "totals",
                plan.get().totals().entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList());
        model.put("lacking", plan.get().view().lacking());
        model.put("trouble", trouble == null ? "" : trouble.key());
        ctx.render("primary/commit.peb", model);
    }

    private void commit(Context ctx) {
        var moment = moment(ctx);
        switch (traits.commit(author(ctx), homeroom(ctx), moment, Web.text(ctx, "seal"))) {
            case Outcome.Done _ -> ctx.redirect(address(ctx, "", moment) + "&done=committed", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                showPlan(ctx, reason);
            }
        }
    }

    /** Một mức trên trang sửa. */
    public record Choosing(String id, String name, boolean yes, String level, List<String> levels) {
        public Choosing {
            levels = List.copyOf(levels);
        }
    }

    private void askCorrection(Context ctx) {
        showCorrection(ctx, null);
    }

    private void showCorrection(Context ctx, @Nullable Reason trouble) {
        var moment = moment(ctx);
        var view =
                traits.find(author(ctx), homeroom(ctx), moment) instanceof Traits.Page.Shown(var shown) ? shown : null;
        var row = view == null
                ? null
                : view.rows().stream()
                        .filter(each -> each.pupil().equals(Web.text(ctx, "pupil"))
                                && each.committed().seq() > 0)
                        .findFirst()
                        .orElse(null);
        if (view == null || row == null || !view.leads()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_COMMITTED : trouble);
            return;
        }
        var model = frame(ctx, view);
        model.put("row", row);
        model.put(
                "choosing",
                view.heads().stream()
                        .filter(head -> head.yes() || row.committed().levels().containsKey(head.id()))
                        .map(head -> choosing(ctx, head, row, trouble != null))
                        .toList());
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("why", Web.text(ctx, "why"));
        model.put("most", Traits.LONGEST);
        var names = new HashMap<String, String>();
        view.heads().forEach(head -> names.put(head.id(), headName(Web.language(ctx), head)));
        var lines = traits.history(view.homeroom().schoolYear(), row.pupil(), moment);
        model.put(
                "traces",
                traits.db()
                        .read(handle -> lines.stream()
                                .map(line -> Map.of(
                                        "who",
                                        Accounts.findStaff(handle, line.act())
                                                .map(staff -> name(handle, staff))
                                                .orElse(""),
                                        "at",
                                        line.at(),
                                        "text",
                                        Levels.map(String.valueOf(line.row().get("levels"))).entrySet().stream()
                                                .map(each -> names.getOrDefault(each.getKey(), each.getKey()) + ": "
                                                        + Levels.shown(each.getValue()))
                                                .toList(),
                                        "why",
                                        line.why() == null ? "" : line.why()))
                                .toList()));
        ctx.render("primary/correct.peb", model);
    }

    static String headName(Language language, Levels.Head head) {
        return head.yes() ? WORDS.get(language, "primary.head." + head.id()) : head.name();
    }

    private static Choosing choosing(Context ctx, Levels.Head head, ClassView.Row row, boolean again) {
        var stands = Levels.given(row.committed().levels(), head.id())
                ? row.committed().levels().getOrDefault(head.id(), "")
                : "";
        var asked = Web.text(ctx, "t." + head.id());
        return new Choosing(
                head.id(),
                headName(Web.language(ctx), head),
                head.yes(),
                again ? asked : stands,
                head.yes() ? List.of("", "X") : stands.isEmpty() ? List.of("", "T", "D", "C") : List.of("T", "D", "C"));
    }

    private void correct(Context ctx) {
        var moment = moment(ctx);
        var next = new HashMap<String, String>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("t.")) {
                next.put(field.substring(2), Web.text(ctx, field));
            }
        }
        var seen = Web.text(ctx, "seen");
        var outcome = traits.correct(
                author(ctx),
                homeroom(ctx),
                moment,
                Web.text(ctx, "pupil"),
                next,
                Web.text(ctx, "why"),
                seen.matches("[0-9]{1,15}") ? Long.parseLong(seen) : 0);
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect(address(ctx, "", moment) + "&done=corrected", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                showCorrection(ctx, reason);
            }
        }
    }
}
