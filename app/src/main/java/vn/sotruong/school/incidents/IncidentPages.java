package vn.sotruong.school.incidents;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang sự cố: what pauses the work, and the report to print for the superior. */
public final class IncidentPages implements Pages {
    private static final List<String> DEEDS = List.of("declared", "expected", "resumed", "closed");

    private final Incidents incidents;
    private final Upward upward;

    public IncidentPages(Incidents incidents, Upward upward) {
        this.incidents = incidents;
        this.upward = upward;
    }

    @Override
    public void routes(Routes at) {
        at.get("/incidents", this::show, Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR);
        at.post("/incidents", this::declare, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.get("/incidents/{incident}", this::report, Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR);
        at.post("/incidents/{incident}/expect", this::expect, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.post("/incidents/{incident}/resume", this::resume, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.post("/incidents/{incident}/close", this::close, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                60,
                "incidents.menu",
                "triangle-alert",
                "/incidents",
                Need.PRINCIPAL,
                Need.BOARD,
                Need.ADMIN,
                Need.INSPECTOR));
    }

    static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        var author = Author.of(Web.visitor(ctx));
        var model = new HashMap<String, Object>();
        model.put("answers", author.answers());
        model.put(
                "rows",
                incidents
                        .db()
                        .<List<Map<String, Object>>>read(handle -> Incidents.list(handle).stream()
                                .map(each -> row(handle, each))
                                .toList()));
        model.put("now", inputTime(incidents.now()));
        model.put("alone", upward.state(0) == Upward.State.ALONE);
        model.put("outbox", Web.visitor(ctx).holds(Need.PRINCIPAL) || author.answers());
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("trouble", trouble == null ? "" : trouble.key());
        for (var field : List.of("body", "start", "expected")) {
            model.put("typed_" + field, Web.text(ctx, field));
        }
        model.put("most", Texts.LONG);
        ctx.render("incidents/incidents.peb", model);
    }

    private Map<String, Object> row(Handle handle, Incident incident) {
        var ending = incident.ending();
        var closing = incident.closing();
        var row = new HashMap<String, Object>();
        row.put("incident", incident);
        row.put("by", name(handle, incident.declaredBy()));
        row.put("endedBy", ending == null ? "" : name(handle, ending.by()));
        row.put("closedBy", closing == null ? "" : name(handle, closing.by()));
        row.put("sent", upward.state(incident.seq()).name());
        return row;
    }

    private void declare(Context ctx) {
        if (Web.text(ctx, "back").equals("yes")) {
            show(ctx);
            return;
        }
        var start = moment(Web.text(ctx, "start"));
        var expected = moment(Web.text(ctx, "expected"));
        if (start.isEmpty() || (expected.isEmpty() && !Web.text(ctx, "expected").isEmpty())) {
            refused(ctx, Reason.BAD_TIME);
            return;
        }
        var author = Author.of(Web.visitor(ctx));
        var body = Web.text(ctx, "body");
        if (Web.text(ctx, "sure").equals("yes")) {
            answer(ctx, incidents.declare(author, body, start.get(), expected.orElse(null)), "declared");
            return;
        }
        var refusal = incidents.refusal(author, body, start.get(), expected.orElse(null));
        if (refusal.isPresent()) {
            refused(ctx, refusal.get());
            return;
        }
        ask(ctx, start.get(), expected.orElse(null));
    }

    /** The page between writing and telling: everybody will read it, so it is read once more first. */
    private void ask(Context ctx, Instant start, @Nullable Instant expected) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("body", Web.text(ctx, "body"));
        model.put("start", start);
        model.put("expected", expected);
        model.put("typed_start", Web.text(ctx, "start"));
        model.put("typed_expected", Web.text(ctx, "expected"));
        model.put("alone", upward.state(0) == Upward.State.ALONE);
        ctx.render("incidents/sure.peb", model);
    }

    private void expect(Context ctx) {
        moment(Web.text(ctx, "expected"))
                .ifPresentOrElse(
                        at -> answer(
                                ctx,
                                incidents.expect(Author.of(Web.visitor(ctx)), ctx.pathParam("incident"), at),
                                "expected"),
                        () -> refused(ctx, Reason.BAD_TIME));
    }

    private void resume(Context ctx) {
        moment(Web.text(ctx, "at"))
                .ifPresentOrElse(
                        at -> answer(
                                ctx,
                                incidents.resume(Author.of(Web.visitor(ctx)), ctx.pathParam("incident"), at),
                                "resumed"),
                        () -> refused(ctx, Reason.BAD_TIME));
    }

    private void close(Context ctx) {
        answer(
                ctx,
                incidents.close(
                        Author.of(Web.visitor(ctx)),
                        ctx.pathParam("incident"),
                        Web.text(ctx, "cause"),
                        Web.text(ctx, "remedy")),
                "closed");
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect("/incidents?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }

    /** The written report: to print, sign and send by whatever way still works. */
    private void report(Context ctx) {
        var model = incidents
                .db()
                .read(handle -> Incidents.find(handle, ctx.pathParam("incident"))
                        .map(incident -> {
                            var all = row(handle, incident);
                            all.put("school", SchoolYears.getSchool(handle).name());
                            return all;
                        }));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_INCIDENT);
            return;
        }
        model.get().put("today", incidents.now());
        ctx.render("incidents/report.peb", model.get());
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).atZone(Formats.ZONE).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static String inputTime(Instant moment) {
        return LocalDateTime.ofInstant(moment, Formats.ZONE).toString().substring(0, 16);
    }
}
