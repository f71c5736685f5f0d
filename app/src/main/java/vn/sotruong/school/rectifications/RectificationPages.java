package vn.sotruong.school.rectifications;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.rectifications.Outcome.Done;
import vn.sotruong.school.rectifications.Outcome.Undone;
import vn.sotruong.school.rectifications.Rectification.State;
import vn.sotruong.school.roll.Roll;

/** Trang đính chính: asking, deciding, and being there together. */
public final class RectificationPages implements Pages {
    private static final String HERE = "/rectifications";
    private static final String ONE = HERE + "/{request}";
    private static final Need[] ASKING = {Need.ENTER_MARKS, Need.CLERK};
    private static final Need[] READING = {Need.ENTER_MARKS, Need.CLERK, Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR};

    private final Rectifications rectifications;
    private final Database db;

    public RectificationPages(Rectifications rectifications) {
        this.rectifications = rectifications;
        db = rectifications.db();
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, this::list, Need.HOMEROOM, READING);
        at.get(HERE + "/new", ctx -> ask(ctx, ""), Need.HOMEROOM, ASKING);
        at.post(HERE, this::request, Need.HOMEROOM, ASKING);
        at.get(ONE, ctx -> show(ctx, ""), Need.HOMEROOM, READING);
        at.post(
                ONE + "/consent",
                ctx -> done(
                        ctx,
                        rectifications.consent(who(ctx), id(ctx), Web.text(ctx, "seal"), Web.text(ctx, "superior"))),
                Need.PRINCIPAL,
                Need.BOARD);
        at.post(
                ONE + "/refuse",
                ctx -> done(ctx, rectifications.refuse(who(ctx), id(ctx), Web.text(ctx, "why"))),
                Need.PRINCIPAL,
                Need.BOARD);
        at.post(ONE + "/withdraw", ctx -> done(ctx, rectifications.withdraw(who(ctx), id(ctx))), Need.HOMEROOM, ASKING);
        at.post(ONE + "/attend", this::attend, Need.HOMEROOM, ASKING);
        at.post(
                ONE + "/execute",
                ctx -> done(ctx, rectifications.execute(who(ctx), id(ctx), Web.text(ctx, "seal"))),
                Need.HOMEROOM,
                ASKING);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                26,
                "rectifications.menu",
                "history",
                HERE,
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.BOARD,
                Need.PRINCIPAL));
    }

    private static Asker who(Context ctx) {
        var visitor = Web.visitor(ctx);
        return new Asker(Web.actor(ctx), visitor.person(), visitor.may(), ctx.ip());
    }

    private static String id(Context ctx) {
        return ctx.pathParam("request");
    }

    private static String name(Handle handle, @Nullable String staff) {
        return staff == null
                ? ""
                : People.findStaff(handle, staff)
                        .map(each -> each.name().full())
                        .orElse(staff);
    }

    /** The form, with what the book holds or what the last try had in it. */
    private void ask(Context ctx, String trouble) {
        var who = who(ctx);
        var language = Web.language(ctx);
        var model = db.<@Nullable Map<String, Object>>read(handle -> {
            var item = item(handle, ctx);
            var subject = rectifications.subject(item.kind());
            var refusal = subject.refusal(handle, who, item);
            if (refusal.isPresent()) {
                Web.refuse(ctx, refusal.get());
                return null;
            }
            var there = subject.find(handle, item);
            var made = new HashMap<String, Object>();
            made.put("item", item);
            made.put("name", People.getPupil(handle, item.pupil()).name().full());
            made.put("homeroom", Roll.getHomeroom(handle, item.homeroom()).name());
            made.put("title", subject.title(handle, language, item));
            made.put(
                    "holds",
                    there.map(each -> subject.words(handle, language, item, each))
                            .orElse(List.of()));
            made.put("mark", trouble.isEmpty() ? Content.mark(there) : Web.text(ctx, "mark"));
            made.put(
                    "fields",
                    subject.fields(handle, language, item, there).stream()
                            .map(each -> trouble.isEmpty() ? each : each.with(Web.text(ctx, "f." + each.name())))
                            .toList());
            made.put("needed", !subject.takes(handle, who, item));
            made.put("back", subject.page(item));
            return made;
        });
        if (model == null) {
            return;
        }
        model.put("why", Web.text(ctx, "why"));
        model.put("evidence", Web.text(ctx, "evidence"));
        model.put("most", Rectifications.LONGEST);
        model.put("trouble", trouble);
        ctx.render("rectifications/ask.peb", model);
    }

    private Item item(Handle handle, Context ctx) {
        return rectifications
                .item(
                        handle,
                        Web.text(ctx, "kind"),
                        Web.text(ctx, "homeroom"),
                        Web.text(ctx, "pupil"),
                        Web.text(ctx, "slot"),
                        Web.text(ctx, "detail"))
                .orElseThrow(NotFoundResponse::new);
    }

    private void request(Context ctx) {
        var typed = new HashMap<String, String>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("f.")) {
                typed.put(field.substring(2), Web.text(ctx, field));
            }
        }
        var wish = new Rectifications.Wish(
                db.read(handle -> item(handle, ctx)),
                Web.text(ctx, "mark"),
                typed,
                Web.text(ctx, "why"),
                Web.text(ctx, "evidence"));
        switch (rectifications.request(who(ctx), wish)) {
            case Done(var id) -> ctx.redirect(HERE + "/" + id, HttpStatus.SEE_OTHER);
            case Undone refused -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ask(ctx, refused.key());
            }
        }
    }

    /** Một đề nghị, in words. */
    public record Line(
            Rectification request,
            String title,
            String pupil,
            String homeroom,
            List<String> before,
            List<String> after,
            String requestedBy,
            String decidedBy,
            Set<String> offers) {
        public Line {
            before = List.copyOf(before);
            after = List.copyOf(after);
            offers = Set.copyOf(offers);
        }
    }

    private Line line(Handle handle, Language language, Asker who, Rectification each) {
        var item = each.item();
        var subject = rectifications.subject(item.kind());
        return new Line(
                each,
                subject.title(handle, language, item) + ", " + item.schoolYear(),
                People.getPupil(handle, item.pupil()).name().full(),
                Roll.getHomeroom(handle, item.homeroom()).name(),
                each.old()
                        .map(old -> subject.words(handle, language, item, old))
                        .orElse(List.of()),
                subject.words(handle, language, item, each.after()),
                name(handle, each.requestedBy()),
                name(handle, each.decidedBy()),
                rectifications.offers(handle, who, each));
    }

    private void list(Context ctx) {
        var who = who(ctx);
        ctx.render(
                "rectifications/list.peb",
                Map.of(
                        "lines",
                        db.read(handle -> rectifications.list(handle, who).stream()
                                .map(each -> line(handle, Web.language(ctx), who, each))
                                .toList())));
    }

    /**
     * Một chỗ.
     *
     * @param name of who is there; empty while nobody is
     */
    public record Place(Role role, String name, @Nullable Witness witness) {}

    private void show(Context ctx, String trouble) {
        var who = who(ctx);
        var model = new HashMap<String, @Nullable Object>();
        db.<@Nullable Void>read(handle -> {
            var found = rectifications.find(handle, who, id(ctx)).orElseThrow(NotFoundResponse::new);
            var sitting = rectifications.sitting(handle, who, found);
            var places = new ArrayList<Place>();
            for (var role : Role.values()) {
                var witness = sitting.find(role).orElse(null);
                places.add(new Place(role, witness == null ? "" : name(handle, witness.staff()), witness));
            }
            model.put("line", line(handle, Web.language(ctx), who, found));
            model.put("each", found);
            model.put("seal", found.digest());
            model.put("places", places);
            model.put("complete", sitting.complete());
            model.put("ends", sitting.ends());
            model.put(
                    "were",
                    Rectifications.witnesses(handle, found).stream()
                            .map(each -> new Place(each.role(), name(handle, each.staff()), each))
                            .toList());
            model.put("waits", found.state() == State.CONSENTED);
            model.put("executedBy", name(handle, found.executedBy()));
            model.put("page", rectifications.subject(found.item().kind()).page(found.item()));
            return null;
        });
        model.put("most", Rectifications.LONGEST);
        model.put("why", Web.text(ctx, "why"));
        model.put("superior", Web.text(ctx, "superior"));
        model.put("trouble", trouble);
        ctx.render("rectifications/one.peb", model);
    }

    private void attend(Context ctx) {
        var password = ctx.formParam("password");
        done(
                ctx,
                rectifications.attend(
                        who(ctx),
                        id(ctx),
                        Role.find(Web.text(ctx, "role")).orElse(Role.REQUESTER),
                        Web.text(ctx, "username"),
                        password == null ? "" : password));
    }

    private void done(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done(var id) -> ctx.redirect(HERE + "/" + id, HttpStatus.SEE_OTHER);
            case Undone refused -> {
                ctx.status(
                        refused.reason() == Reason.TOO_MANY
                                ? HttpStatus.TOO_MANY_REQUESTS
                                : HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, refused.key());
            }
        }
    }
}
