package vn.sotruong.school.incidents;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;

/** Trang phản ánh và sổ khen, vi phạm trong sử dụng hệ thống. */
public final class FaultPages implements Pages {
    private static final List<String> DEEDS =
            List.of("filed", "answered", "closed", "reopened", "sent", "recorded", "withdrawn");

    private final Faults faults;

    public FaultPages(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void routes(Routes at) {
        at.get("/faults", this::show, Need.SIGNED_IN);
        at.upload("/faults", this::file, Need.SIGNED_IN);
        at.get("/faults/{report}", this::one, Need.SIGNED_IN);
        at.post("/faults/{report}/answer", this::answer, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.post("/faults/{report}/send", this::send, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.post("/faults/{report}/close", this::close, Need.SIGNED_IN);
        at.post("/faults/{report}/reopen", this::reopen, Need.SIGNED_IN);
        at.get("/usage-register", this::register, Need.PRINCIPAL, Need.DEPARTMENT_HEAD, Need.INSPECTOR);
        at.post("/usage-register", this::record, Need.PRINCIPAL, Need.DEPARTMENT_HEAD);
        at.post("/usage-register/{record}/withdraw", this::withdraw, Need.PRINCIPAL, Need.DEPARTMENT_HEAD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(
                        MenuEntry.Group.MINE,
                        40,
                        "incidents.faults.menu",
                        "message-square-text",
                        "/faults",
                        Need.SIGNED_IN),
                MenuEntry.of(
                        MenuEntry.Group.RECORDS,
                        70,
                        "incidents.usage.menu",
                        "file-text",
                        "/usage-register",
                        Need.PRINCIPAL,
                        Need.DEPARTMENT_HEAD,
                        Need.INSPECTOR));
    }

    private static Author author(Context ctx) {
        return Author.of(Web.visitor(ctx));
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        var author = author(ctx);
        var model = new HashMap<String, Object>();
        model.put("answers", author.answers());
        model.put(
                "rows",
                faults.db()
                        .<List<Map<String, Object>>>read(handle -> faults.list(handle, author).stream()
                                .map(each -> row(handle, author, each))
                                .toList()));
        model.put("page_from", trouble == null ? from(Web.text(ctx, "page")) : Web.text(ctx, "page"));
        model.put("kinds", FaultReport.Kind.values());
        model.put("typed_kind", trouble == null ? "FAULT" : Web.text(ctx, "kind"));
        model.put("typed_body", trouble == null ? "" : Web.text(ctx, "body"));
        model.put("done", done(ctx));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("most", Texts.LONGEST);
        ctx.render("incidents/faults.peb", model);
    }

    /** Only a page of this server is taken over from the address. */
    private static String from(String page) {
        return page.isEmpty() || Web.localPath(page).equals("/") ? "" : page;
    }

    private static String done(Context ctx) {
        return DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "";
    }

    private Map<String, Object> row(Handle handle, Author author, FaultReport report) {
        var row = new HashMap<String, Object>();
        row.put("report", report);
        row.put("by", IncidentPages.name(handle, report.filedBy()));
        row.put("own", report.filedBy().equals(author.staff()));
        row.put("late", faults.late(report));
        row.put(
                "steps",
                report.steps().stream()
                        .map(step -> Map.of("step", step, "by", IncidentPages.name(handle, step.by())))
                        .toList());
        return row;
    }

    private void file(Context ctx) {
        var kind = Arrays.stream(FaultReport.Kind.values())
                .filter(each -> each.name().equals(Web.text(ctx, "kind")))
                .findFirst()
                .orElse(FaultReport.Kind.FAULT);
        switch (faults.file(author(ctx), kind, Web.text(ctx, "body"), Web.text(ctx, "page"), photo(ctx))) {
            case Outcome.Done _ -> ctx.redirect("/faults?done=filed", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
        }
    }

    private static Faults.@Nullable Photo photo(Context ctx) {
        var file = ctx.uploadedFile("photo");
        if (file == null || file.size() == 0) {
            return null;
        }
        try (var content = file.content()) {
            return new Faults.Photo(file.filename(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void one(Context ctx) {
        one(ctx, null);
    }

    private void one(Context ctx, @Nullable Reason trouble) {
        var author = author(ctx);
        var found = faults.db()
                .read(handle -> faults.list(handle, author).stream()
                        .filter(each -> each.id().equals(ctx.pathParam("report")))
                        .findFirst()
                        .map(each -> row(handle, author, each)));
        if (found.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NO_SUCH_REPORT : trouble);
            return;
        }
        var model = found.get();
        model.put("answers", author.answers());
        model.put("done", done(ctx));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("typed_body", trouble == null ? "" : Web.text(ctx, "body"));
        model.put("most", Texts.LONGEST);
        ctx.render("incidents/fault.peb", model);
    }

    private void answer(Context ctx) {
        settle(ctx, faults.answer(author(ctx), ctx.pathParam("report"), Web.text(ctx, "body")), "answered");
    }

    private void send(Context ctx) {
        settle(ctx, faults.sendUp(author(ctx), ctx.pathParam("report"), Web.text(ctx, "body")), "sent");
    }

    private void close(Context ctx) {
        settle(ctx, faults.close(author(ctx), ctx.pathParam("report")), "closed");
    }

    private void reopen(Context ctx) {
        settle(ctx, faults.reopen(author(ctx), ctx.pathParam("report"), Web.text(ctx, "body")), "reopened");
    }

    private void settle(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done(var id) -> ctx.redirect("/faults/" + id + "?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                one(ctx, reason);
            }
        }
    }

    private void register(Context ctx) {
        register(ctx, null);
    }

    private void register(Context ctx, @Nullable Reason trouble) {
        var author = author(ctx);
        var model = new HashMap<String, Object>();
        faults.db().<@Nullable Void>read(handle -> {
            model.put(
                    "rows",
                    faults.listUsage(handle, author).stream()
                            .map(each -> Map.of(
                                    "record", each,
                                    "name", IncidentPages.name(handle, each.staff()),
                                    "by", IncidentPages.name(handle, each.recordedBy()),
                                    "takes", takesBack(author, each)))
                            .toList());
            model.put(
                    "staff",
                    People.listStaff(handle).stream()
                            .filter(each -> !each.id().equals(author.staff()))
                            .toList());
            return null;
        });
        model.put("keeps", Faults.keepsRegister(author));
        model.put("leads", author.leads());
        model.put("today", faults.today());
        model.put("done", done(ctx));
        model.put("trouble", trouble == null ? "" : trouble.key());
        for (var field : List.of("staff", "body", "decision")) {
            model.put("typed_" + field, trouble == null ? "" : Web.text(ctx, field));
        }
        model.put("most", Texts.LONG);
        ctx.render("incidents/usage.peb", model);
    }

    private static boolean takesBack(Author author, UsageRecord record) {
        return record.withdrawn() == null
                && !record.staff().equals(author.staff())
                && Faults.keepsRegister(author)
                && (author.leads() || record.recordedBy().equals(author.staff()));
    }

    private void record(Context ctx) {
        LocalDate on;
        try {
            on = LocalDate.parse(Web.text(ctx, "on"));
        } catch (DateTimeParseException none) {
            refused(ctx, Reason.BAD_TIME);
            return;
        }
        var authority = switch (Web.text(ctx, "authority")) {
            case "PRINCIPAL" -> UsageRecord.Authority.PRINCIPAL;
            case "SUPERIOR" -> UsageRecord.Authority.SUPERIOR;
            default -> UsageRecord.Authority.DEPARTMENT_HEAD;
        };
        var kind = Web.text(ctx, "kind").equals("COMMENDATION")
                ? UsageRecord.Kind.COMMENDATION
                : UsageRecord.Kind.VIOLATION;
        var outcome = faults.record(
                author(ctx),
                kind,
                Web.text(ctx, "staff"),
                on,
                Web.text(ctx, "body"),
                authority,
                Web.text(ctx, "decision"));
        listed(ctx, outcome, "recorded");
    }

    private void withdraw(Context ctx) {
        listed(ctx, faults.withdraw(author(ctx), ctx.pathParam("record"), Web.text(ctx, "why")), "withdrawn");
    }

    private void listed(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect("/usage-register?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        register(ctx, reason);
    }
}
