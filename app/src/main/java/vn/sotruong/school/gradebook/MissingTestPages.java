package vn.sotruong.school.gradebook;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Các trang nợ bài: of a sheet, for its teacher; and all that wait, for the principal and the deputies. */
public final class MissingTestPages implements Pages {
    private static final String ALL = "/missing-tests";

    private final MissingTests tests;
    private final SheetViews views;
    private final Messages messages = Messages.of(MissingTestPages.class);

    public MissingTestPages(MissingTests tests, SheetViews views) {
        this.tests = tests;
        this.views = views;
    }

    @Override
    public void routes(Routes at) {
        at.get("/sheets/{sheet}/missing", ctx -> show(ctx, ""), Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/missing", this::set, Need.ENTER_MARKS);
        at.post(ALL + "/{id}/withdraw", this::withdraw, Need.ENTER_MARKS);
        at.post(ALL + "/{id}/propose", this::propose, Need.ENTER_MARKS);
        at.get(ALL, ctx -> showAll(ctx, ""), Need.PRINCIPAL, Need.INSPECTOR);
        at.post(ALL + "/{id}/grant", this::grant, Need.PRINCIPAL);
        at.post(ALL + "/{id}/decide", this::decide, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.WORK, 27, "gradebook.owed.menu", "clock", ALL, Need.PRINCIPAL));
    }

    private static Teacher person(Context ctx) {
        return new Teacher(Web.actor(ctx), Web.visitor(ctx).person());
    }

    private String say(Context ctx, String key, Object... given) {
        return messages.get(Web.language(ctx), "gradebook." + key, given);
    }

    /** Một dòng, sẵn để in ra. */
    public record Shown(MissingTests.Line of, boolean waits, String look, List<String> said) {}

    private Shown shown(Context ctx, MissingTests.Line line) {
        var test = line.test();
        var said = new ArrayList<String>();
        said.add(say(ctx, "owed.by", views.name(test.setBy()), Formats.moment(test.setAt())));
        var grant = test.grant();
        if (grant != null) {
            said.add(say(
                    ctx,
                    "owed.granted",
                    Formats.moment(grant.opens()),
                    Formats.moment(grant.closes()),
                    views.name(grant.by())));
        }
        var proposal = test.proposal();
        if (proposal != null) {
            said.add(say(ctx, "owed.proposed", line.value().text(), views.name(proposal.by()), proposal.words()));
        }
        var decision = test.decision();
        if (decision != null) {
            var key = test.state() == MissingTest.State.ZERO ? "owed.decided" : "owed.refused";
            said.add(say(ctx, key, line.value().text(), views.name(decision.by()), decision.words()));
        }
        return new Shown(line, test.open(), test.open() ? "warn" : "off", said);
    }

    private void show(Context ctx, String trouble) {
        var sheet = ctx.pathParam("sheet");
        var view = views.find(person(ctx), sheet);
        var lines = tests.list(person(ctx), sheet);
        if (view.isEmpty() || lines.isEmpty()) {
            refuse(ctx, Reason.NOT_YOUR_SHEET);
            return;
        }
        var column = Column.find(Web.text(ctx, "col")).orElse(Column.GK);
        var model = new HashMap<String, Object>();
        model.put("view", view.get());
        model.put("lines", lines.get().stream().map(each -> shown(ctx, each)).toList());
        model.put("pupil", Web.text(ctx, "pupil"));
        model.put("col", Web.text(ctx, "col"));
        model.put("words", Web.text(ctx, "words"));
        model.put("value", MissingTests.lowest(view.get().sheet(), column).text());
        model.put("trouble", trouble);
        model.put("done", done(ctx));
        ctx.render("gradebook/missing.peb", model);
    }

    private String done(Context ctx) {
        var done = ctx.queryParam("done");
        return done != null && done.matches("set|withdrawn|proposed|granted|decided")
                ? say(ctx, "owed.done." + done)
                : "";
    }

    private void set(Context ctx) {
        var sheet = ctx.pathParam("sheet");
        var column = Column.find(Web.text(ctx, "col"));
        var reason = column.isEmpty()
                ? Optional.of(Reason.UNKNOWN_COLUMN)
                : tests.set(person(ctx), sheet, new Cell(Web.text(ctx, "pupil"), column.get()), Web.text(ctx, "words"));
        if (reason.isEmpty()) {
            ctx.redirect("/sheets/" + sheet + "/missing?done=set", HttpStatus.SEE_OTHER);
        } else if (refusesPage(reason.get())) {
            refuse(ctx, reason.get());
        } else {
            ctx.status(GradebookPages.status(reason.get()));
            show(ctx, say(ctx, "reason." + reason.get()));
        }
    }

    private void withdraw(Context ctx) {
        ofTeacher(ctx, tests.withdraw(person(ctx), ctx.pathParam("id"), Web.text(ctx, "words")), "withdrawn");
    }

    private void propose(Context ctx) {
        ofTeacher(ctx, tests.propose(person(ctx), ctx.pathParam("id"), Web.text(ctx, "words")), "proposed");
    }

    private void ofTeacher(Context ctx, Optional<Reason> reason, String done) {
        if (reason.isPresent()) {
            refuse(ctx, reason.get());
            return;
        }
        ctx.redirect("/sheets/" + tests.sheetOf(ctx.pathParam("id")) + "/missing?done=" + done, HttpStatus.SEE_OTHER);
    }

    private void showAll(Context ctx, String trouble) {
        var model = new HashMap<String, Object>();
        model.put("lines", tests.list().stream().map(each -> shown(ctx, each)).toList());
        model.put("offers", tests.offers(person(ctx)));
        model.put("trouble", trouble);
        model.put("done", done(ctx));
        ctx.render("gradebook/missing-tests.peb", model);
    }

    private void grant(Context ctx) {
        var opens = moment(Web.text(ctx, "opens"));
        var closes = moment(Web.text(ctx, "closes"));
        answer(
                ctx,
                opens.isEmpty() || closes.isEmpty()
                        ? Optional.of(Reason.BAD_TIME)
                        : tests.grant(person(ctx), ctx.pathParam("id"), opens.get(), closes.get()),
                "granted");
    }

    private void decide(Context ctx) {
        var yes = Web.text(ctx, "yes").equals("1");
        answer(ctx, tests.decide(person(ctx), ctx.pathParam("id"), yes, Web.text(ctx, "words")), "decided");
    }

    private void answer(Context ctx, Optional<Reason> reason, String done) {
        if (reason.isEmpty()) {
            ctx.redirect(ALL + "?done=" + done, HttpStatus.SEE_OTHER);
        } else if (refusesPage(reason.get())) {
            refuse(ctx, reason.get());
        } else {
            ctx.status(GradebookPages.status(reason.get()));
            showAll(ctx, say(ctx, "reason." + reason.get()));
        }
    }

    private static boolean refusesPage(Reason reason) {
        return GradebookPages.status(reason) == HttpStatus.FORBIDDEN || reason == Reason.NO_SHEET;
    }

    private static void refuse(Context ctx, Reason reason) {
        Web.refuse(ctx, reason);
        ctx.status(GradebookPages.status(reason));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).atZone(Formats.ZONE).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
