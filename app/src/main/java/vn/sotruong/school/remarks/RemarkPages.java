package vn.sotruong.school.remarks;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.Teacher;

/** Trang nhận xét môn: a class in one table, its words counted, phrases of the bank at hand. */
public final class RemarkPages implements Pages {
    private final Remarks remarks;
    private final Messages messages = Messages.of(RemarkPages.class);

    public RemarkPages(Remarks remarks) {
        this.remarks = remarks;
    }

    @Override
    public void routes(Routes at) {
        at.get(
                "/sheets/{sheet}/remarks",
                ctx -> show(ctx, Map.of(), Map.of(), ""),
                Need.ENTER_MARKS,
                Need.HOMEROOM,
                Need.PRINCIPAL,
                Need.INSPECTOR);
        at.post("/sheets/{sheet}/remarks", this::write, Need.ENTER_MARKS);
    }

    private static Teacher person(Context ctx) {
        return new Teacher(Web.actor(ctx), Web.visitor(ctx).person());
    }

    private String say(Context ctx, String key, Object... given) {
        return messages.get(Web.language(ctx), "remarks." + key, given);
    }

    /**
     * Một dòng, sẵn để in ra.
     *
     * @param text what stands in its field
     * @param ask what must be settled first; empty where nothing must
     */
    public record Line(Remarks.Row row, String text, String ask) {}

    private void show(Context ctx, Map<String, String> typed, Map<String, String> asked, String trouble) {
        var visitor = Web.visitor(ctx);
        var reads = visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR);
        var view = remarks.view(person(ctx), ctx.pathParam("sheet"), reads);
        if (view.isEmpty()) {
            refuse(ctx, Reason.NOT_YOURS);
            return;
        }
        var shut = view.get().shut();
        var done = String.valueOf(ctx.queryParam("done"));
        var model = new HashMap<String, Object>();
        model.put("view", view.get());
        model.put(
                "lines",
                view.get().rows().stream()
                        .map(row -> new Line(
                                row, typed.getOrDefault(row.pupil(), row.body()), asked.getOrDefault(row.pupil(), "")))
                        .toList());
        model.put("shut", shut == null ? "" : say(ctx, "reason." + shut));
        model.put("asks", shut == Reason.ENDED || shut == Reason.LOCKED);
        model.put("trouble", trouble);
        model.put("done", done.matches("[0-9]{1,3}") ? say(ctx, "done", done) : "");
        model.put("most", Remarks.MOST);
        model.put("teaches", visitor.holds(Need.ENTER_MARKS));
        ctx.render("remarks/remarks.peb", model);
    }

    private void write(Context ctx) {
        var typed = read(ctx.formParamMap());
        if (typed.isEmpty()) {
            refuse(ctx, Reason.MALFORMED);
            return;
        }
        var texts = new HashMap<String, String>();
        typed.get().forEach(each -> texts.put(each.pupil(), each.text()));
        switch (remarks.write(person(ctx), ctx.pathParam("sheet"), typed.get())) {
            case Outcome.Done(var written, var asked) -> {
                if (asked.isEmpty()) {
                    ctx.redirect(
                            "/sheets/" + ctx.pathParam("sheet") + "/remarks?done=" + written, HttpStatus.SEE_OTHER);
                    return;
                }
                var said = new HashMap<String, String>();
                asked.forEach((pupil, each) -> said.put(
                        pupil,
                        say(
                                ctx,
                                each.settled() ? "asked.settled" : "asked.changed",
                                each.held().body().isEmpty()
                                        ? say(ctx, "nothing")
                                        : each.held().body())));
                ctx.status(HttpStatus.CONFLICT);
                show(ctx, texts, said, say(ctx, "asked", asked.size(), written));
            }
            case Outcome.Refused(var reason) -> {
                if (reason == Reason.NOT_YOURS || reason == Reason.MALFORMED || reason == Reason.NOT_IN_FULL_STANDING) {
                    refuse(ctx, reason);
                } else {
                    ctx.status(status(reason));
                    show(ctx, texts, Map.of(), say(ctx, "reason." + reason));
                }
            }
        }
    }

    /** The form's fields; empty for a form that is none of ours. */
    private static Optional<List<Remarks.Typed>> read(Map<String, List<String>> fields) {
        var typed = new ArrayList<Remarks.Typed>();
        for (var field : fields.entrySet()) {
            if (!field.getKey().startsWith("text.")) {
                continue;
            }
            var pupil = field.getKey().substring("text.".length());
            var base = fields.getOrDefault("seq." + pupil, List.of("")).getFirst();
            if (!base.matches("[0-9]{1,15}")) {
                return Optional.empty();
            }
            var was = fields.getOrDefault("was." + pupil, List.of("")).getFirst();
            typed.add(new Remarks.Typed(pupil, field.getValue().getFirst(), Long.parseLong(base), was));
        }
        return Optional.of(typed);
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case NOT_YOURS, NOT_IN_FULL_STANDING -> HttpStatus.FORBIDDEN;
            case LOCKED, ENDED, CLOSED -> HttpStatus.CONFLICT;
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case TOO_LONG, EMPTY -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static void refuse(Context ctx, Reason reason) {
        Web.refuse(ctx, reason);
        ctx.status(status(reason));
    }
}
