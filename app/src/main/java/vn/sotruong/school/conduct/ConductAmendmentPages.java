package vn.sotruong.school.conduct;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang sửa kết quả rèn luyện, nhận xét đã xác nhận: asking for it, and the list in which it is decided. */
public final class ConductAmendmentPages implements Pages {
    private final Conduct conduct;
    private final ConductAmendments amendments;

    public ConductAmendmentPages(ConductAmendments amendments) {
        this.amendments = amendments;
        conduct = amendments.conduct();
    }

    @Override
    public void routes(Routes at) {
        at.get("/classes/{homeroom}/conduct/request", ctx -> ask(ctx, null), Need.HOMEROOM);
        at.post("/classes/{homeroom}/conduct/request", this::request, Need.HOMEROOM);
        at.get(
                "/conduct/requests",
                ctx -> requests(ctx, null),
                Need.HOMEROOM,
                Need.PRINCIPAL,
                Need.BOARD,
                Need.INSPECTOR);
        at.post(
                "/conduct/requests/{request}/consent",
                ctx -> done(ctx, amendments.consent(ConductPages.author(ctx), id(ctx))),
                Need.PRINCIPAL);
        at.post(
                "/conduct/requests/{request}/refuse",
                ctx -> done(ctx, amendments.refuse(ConductPages.author(ctx), id(ctx), Web.text(ctx, "why"))),
                Need.PRINCIPAL);
        at.post(
                "/conduct/requests/{request}/withdraw",
                ctx -> done(ctx, amendments.withdraw(ConductPages.author(ctx), id(ctx))),
                Need.HOMEROOM);
        at.post(
                "/conduct/requests/{request}/execute",
                ctx -> done(ctx, amendments.execute(ConductPages.author(ctx), id(ctx))),
                Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                26,
                "conduct.requests.menu",
                "history",
                "/conduct/requests",
                Need.BOARD,
                Need.PRINCIPAL,
                Need.HOMEROOM));
    }

    private static String id(Context ctx) {
        return ctx.pathParam("request");
    }

    /** The form, with what the book holds or what the last try had in it. */
    private void ask(Context ctx, @Nullable Reason trouble) {
        var author = ConductPages.author(ctx);
        var homeroom = ConductPages.homeroom(ctx);
        var code = Web.text(ctx, "slot");
        var pupil = Web.text(ctx, "pupil");
        var view = conduct.find(author, homeroom, code).filter(ClassView::writes);
        if (view.isEmpty() || conduct.db().read(handle -> !Conduct.belongs(handle, pupil, homeroom))) {
            Web.refuse(ctx, view.isEmpty() ? Reason.NOT_THE_HOMEROOM_TEACHER : Reason.NO_SUCH_PUPIL);
            return;
        }
        var slot = view.get().slot();
        var model = ConductPages.frame(conduct, ctx, view.get().homeroom(), slot.grades() ? "conduct" : "comments");
        conduct.db().<@Nullable Void>read(handle -> {
            var there =
                    GradeTable.find(handle, view.get().year().id(), slot, pupil).orElse(null);
            model.put("name", People.getPupil(handle, pupil).name().full());
            model.put("there", there);
            model.put("mark", trouble == null ? Entry.mark(there) : Web.text(ctx, "mark"));
            model.put("level", trouble == null ? level(there) : Web.text(ctx, "level"));
            model.put("text", trouble == null ? there == null ? "" : there.text() : Web.text(ctx, "text"));
            return null;
        });
        model.put("view", view.get());
        model.put("pupil", pupil);
        model.put("slot", code);
        model.put("title", ConductPages.title(Web.language(ctx), slot));
        model.put("back", ConductPages.address(homeroom, code));
        model.put("why", Web.text(ctx, "why"));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("most", Conduct.LONGEST);
        ctx.render("conduct/request.peb", model);
    }

    private static String level(@Nullable Entry entry) {
        var level = entry == null ? null : entry.level();
        return level == null ? "" : level.code();
    }

    private void request(Context ctx) {
        var typed =
                new Typed(Web.text(ctx, "pupil"), Web.text(ctx, "level"), Web.text(ctx, "text"), Web.text(ctx, "mark"));
        switch (amendments.request(
                ConductPages.author(ctx),
                ConductPages.homeroom(ctx),
                Web.text(ctx, "slot"),
                typed,
                Web.text(ctx, "why"))) {
            case Outcome.Done _ -> ctx.redirect("/conduct/requests", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ask(ctx, reason);
            }
        }
    }

    /** Một đề nghị, in words, and what this person may do with it. */
    public record Line(
            ConductAmendment amendment,
            String title,
            String pupil,
            String homeroom,
            String before,
            String after,
            String requestedBy,
            String decidedBy,
            String executedBy,
            Set<String> offers) {}

    private void requests(Context ctx, @Nullable Reason trouble) {
        var author = ConductPages.author(ctx);
        var language = Web.language(ctx);
        var model = new HashMap<String, Object>();
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("most", Conduct.LONGEST);
        model.put(
                "lines",
                conduct.db()
                        .read(handle -> amendments.list(handle, author).stream()
                                .map(each -> line(handle, language, author, each))
                                .toList()));
        ctx.render("conduct/requests.peb", model);
    }

    private Line line(Handle handle, Language language, Author author, ConductAmendment each) {
        var year = SchoolYears.findYear(handle, each.schoolYear()).orElseThrow();
        return new Line(
                each,
                ConductPages.title(language, each.place()) + ", " + year.id(),
                People.getPupil(handle, each.pupil()).name().full(),
                Roll.getHomeroom(handle, each.homeroom()).name(),
                each.oldLevel() == null ? "" : each.oldLevel().code(),
                each.newLevel() == null ? "" : each.newLevel().code(),
                ConductPages.name(handle, each.requestedBy()),
                name(handle, each.decidedBy()),
                name(handle, each.executedBy()),
                amendments.offers(handle, author, each));
    }

    private static String name(Handle handle, @Nullable String staff) {
        return Optional.ofNullable(staff)
                .map(each -> ConductPages.name(handle, each))
                .orElse("");
    }

    private void done(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect("/conduct/requests", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                requests(ctx, reason);
            }
        }
    }
}
