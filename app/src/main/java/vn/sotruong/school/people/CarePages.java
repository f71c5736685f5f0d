package vn.sotruong.school.people;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.ExtraField.Owner;
import vn.sotruong.school.people.ExtraField.Shape;

/** Trang chăm sóc hồ sơ: the yearly review, records that look double, and the school's own fields. */
public final class CarePages implements Pages {
    private final Database db;
    private final Review review;
    private final Duplicates duplicates;
    private final ExtraFields fields;
    private final Classrooms rooms;

    public CarePages(Database db, Review review, Duplicates duplicates, ExtraFields fields, Classrooms rooms) {
        this.db = db;
        this.review = review;
        this.duplicates = duplicates;
        this.fields = fields;
        this.rooms = rooms;
    }

    @Override
    public void routes(Routes at) {
        at.get("/pupils/review", this::review, Need.PRINCIPAL, Need.CLERK, Need.HOMEROOM, Need.INSPECTOR);
        at.post("/pupils/review", this::sign, Need.HOMEROOM);
        at.get("/pupils/duplicates", this::duplicates, Need.CLERK, Need.PRINCIPAL);
        at.get("/pupils/compare", this::compare, Need.CLERK, Need.PRINCIPAL);
        at.post("/pupils/compare", this::part, Need.CLERK);
        at.get("/extra-fields", this::fields, Need.ADMIN, Need.CLERK, Need.PRINCIPAL);
        at.post("/extra-fields", this::add, Need.ADMIN);
        at.post("/extra-fields/{field}/retire", ctx -> retire(ctx, true), Need.ADMIN);
        at.post("/extra-fields/{field}/restore", ctx -> retire(ctx, false), Need.ADMIN);
        at.get("/extra-fields/{owner}/{id}", this::answers, Need.CLERK);
        at.post("/extra-fields/{owner}/{id}", this::save, Need.CLERK);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                40,
                "people.extra.menu",
                "plus",
                "/extra-fields",
                Need.ADMIN,
                Need.CLERK,
                Need.PRINCIPAL));
    }

    private void review(Context ctx) {
        var lines = review.lines(Viewer.of(Web.visitor(ctx)));
        ctx.render(
                "people/review.peb",
                Map.of("lines", lines, "done", Web.text(ctx, "done").equals("1")));
    }

    private void sign(Context ctx) {
        var refusal = review.sign(Web.actor(ctx), Viewer.of(Web.visitor(ctx)), Web.text(ctx, "class"));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/pupils/review?done=1", HttpStatus.SEE_OTHER);
        }
    }

    private void duplicates(Context ctx) {
        ctx.render("people/duplicates.peb", Map.of("pairs", db.read(Duplicates::list)));
    }

    private void compare(Context ctx) {
        var model = db.read(handle -> {
            var one = People.findPupil(handle, Web.text(ctx, "one"));
            var two = People.findPupil(handle, Web.text(ctx, "two"));
            if (one.isEmpty() || two.isEmpty()) {
                return Map.<String, Object>of();
            }
            return Map.<String, Object>of(
                    "one", one.get(), "two", two.get(), "rows", Duplicates.compare(handle, one.get(), two.get()));
        });
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_FOUND);
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        var all = new HashMap<String, @Nullable Object>(model);
        all.put("clerk", Web.visitor(ctx).holds(Need.CLERK));
        ctx.render("people/compare.peb", all);
    }

    private void part(Context ctx) {
        var refusal = duplicates.part(
                Web.actor(ctx),
                Web.visitor(ctx).person(),
                Web.text(ctx, "one"),
                Web.text(ctx, "two"),
                Web.text(ctx, "why"));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/pupils/duplicates", HttpStatus.SEE_OTHER);
        }
    }

    private void fields(Context ctx) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("fields", fields.all());
        model.put("owners", Owner.values());
        model.put("shapes", Shape.values());
        model.put("admin", Web.visitor(ctx).holds(Need.ADMIN));
        model.put("clerk", Web.visitor(ctx).holds(Need.CLERK));
        model.put("rooms", db.read(rooms::list));
        ctx.render("people/extra.peb", model);
    }

    private void add(Context ctx) {
        var owner = List.of(Owner.values()).stream()
                .filter(each -> each.name().equals(Web.text(ctx, "owner")))
                .findFirst();
        var shape = List.of(Shape.values()).stream()
                .filter(each -> each.name().equals(Web.text(ctx, "shape")))
                .findFirst();
        if (owner.isEmpty() || shape.isEmpty()) {
            Web.refuse(ctx, Reason.UNREADABLE);
            return;
        }
        var raw = ctx.formParam("choices");
        var choices = (raw == null ? "" : raw)
                .lines()
                .map(VietnameseName::tidy)
                .filter(line -> !line.isEmpty())
                .toList();
        var refusal = fields.add(
                Web.actor(ctx),
                owner.get(),
                VietnameseName.tidy(Web.text(ctx, "name")),
                shape.get(),
                choices,
                Web.text(ctx, "required").equals("1"));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/extra-fields", HttpStatus.SEE_OTHER);
        }
    }

    private void retire(Context ctx, boolean retired) {
        var refusal = fields.retire(Web.actor(ctx), ctx.pathParam("field"), retired);
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/extra-fields", HttpStatus.SEE_OTHER);
        }
    }

    /** Fields of a class or of the school; those of people stand in their records. */
    private void answers(Context ctx) {
        var place = place(ctx);
        if (place.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_FOUND);
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        answers(ctx, place.get(), Map.of(), fields.answers(place.get()), Map.of(), "");
    }

    private Optional<ExtraFields.Place> place(Context ctx) {
        var id = ctx.pathParam("id");
        return switch (ctx.pathParam("owner")) {
            case "school" -> Optional.of(new ExtraFields.Place(Owner.SCHOOL, "school"));
            case "class" ->
                db.read(rooms::list).stream()
                        .filter(each -> each.id().equals(id))
                        .map(each -> new ExtraFields.Place(Owner.HOMEROOM, each.id()))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private void answers(
            Context ctx,
            ExtraFields.Place place,
            Map<String, String> typed,
            Map<String, String> was,
            Map<String, Reply.Fault> faults,
            String trouble) {
        var name = place.owner() == Owner.SCHOOL
                ? ""
                : db.read(rooms::list).stream()
                        .filter(each -> each.id().equals(place.id()))
                        .map(Classrooms.Classroom::name)
                        .findFirst()
                        .orElse("");
        var model = new HashMap<String, @Nullable Object>();
        model.put("name", name);
        model.put("action", ctx.path());
        model.put("back", "/extra-fields");
        model.put(
                "groups",
                FormField.groups(
                        List.of(new Questions.Part("extra", fields.questions(place.owner()))), typed, was, faults));
        model.put("why", "");
        model.put("asksWhy", false);
        model.put("trouble", trouble);
        ctx.render("people/edit.peb", model);
    }

    private void save(Context ctx) {
        var place = place(ctx);
        if (place.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_FOUND);
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        var sent = PupilPages.Sent.of(ctx);
        switch (fields.save(Web.actor(ctx), place.get(), sent.was(), sent.typed())) {
            case Saving.Saved done -> ctx.redirect(ctx.path(), HttpStatus.SEE_OTHER);
            case Saving.Faulty(var faults) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                answers(ctx, place.get(), sent.typed(), sent.was(), faults, "FAULTS");
            }
            case Saving.Refused(var reason) -> Web.refuse(ctx, reason);
            case Saving.Asked asked -> {
                ctx.status(HttpStatus.CONFLICT);
                ctx.render("people/clash.peb", sent.question(asked, "", ctx.path(), ctx.path()));
            }
        }
    }
}
