package vn.sotruong.school.merging;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Roll;

/** Trang gộp hồ sơ: what waits, what was decided, and the form that asks. */
public final class MergingPages implements Pages {
    static final String HOME = "/merges";

    private final Database db;
    private final Merging merging;
    private final Clock clock;

    public MergingPages(Database db, Merging merging, Clock clock) {
        this.db = db;
        this.merging = merging;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::list, Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HOME, this::ask, Need.CLERK);
        at.get(HOME + "/new", this::form, Need.CLERK);
        at.post(HOME + "/{merge}/approve", this::approve, Need.PRINCIPAL);
        at.post(HOME + "/{merge}/refuse", this::refuse, Need.PRINCIPAL);
        at.post(HOME + "/{merge}/take-back", this::takeBack, Need.CLERK);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of();
    }

    /** Một hồ sơ, với các lớp của nó. */
    public record Side(String id, String name, LocalDate birth, String code, String number, String stays) {}

    /** Một đề nghị. */
    public record Line(
            String id,
            Side gone,
            Side kept,
            String why,
            String document,
            String state,
            String asker,
            Instant askedAt,
            String decider,
            @Nullable Instant decidedAt,
            String answer,
            boolean mine) {}

    private static Side side(Handle handle, Pupil pupil) {
        var stays = Roll.listPlaces(handle, pupil.id()).stream()
                .map(each -> Roll.getHomeroom(handle, each.homeroom()))
                .map(each -> each.name() + " " + each.schoolYear().replace('-', '–'))
                .distinct()
                .toList();
        return new Side(
                pupil.id(),
                pupil.name().full(),
                pupil.birthDate(),
                Objects.requireNonNullElse(pupil.code(), ""),
                Objects.requireNonNullElse(pupil.citizenNumber(), ""),
                String.join("; ", stays));
    }

    private static String name(Handle handle, @Nullable String staff) {
        return staff == null
                ? ""
                : People.findStaff(handle, staff)
                        .map(each -> each.name().full())
                        .orElse(staff);
    }

    private void list(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render("merging/merges.peb", db.read(handle -> {
            var lines = MergeTable.list(handle).stream()
                    .map(each -> new Line(
                            each.id(),
                            side(handle, People.getPupil(handle, each.gone())),
                            side(handle, People.getPupil(handle, each.kept())),
                            each.why(),
                            each.document(),
                            each.state().name(),
                            name(handle, each.askedBy()),
                            each.askedAt(),
                            name(handle, each.decidedBy()),
                            each.decidedAt(),
                            Objects.requireNonNullElse(each.answer(), ""),
                            each.askedBy().equals(visitor.person())))
                    .toList();
            var model = new HashMap<String, @Nullable Object>();
            model.put(
                    "waiting",
                    lines.stream()
                            .filter(each -> each.state().equals("WAITING"))
                            .toList());
            model.put(
                    "decided",
                    lines.stream()
                            .filter(each -> !each.state().equals("WAITING"))
                            .toList());
            model.put("decides", merging.decides(handle, visitor, clock.instant()));
            model.put("clerk", visitor.holds(Need.CLERK));
            model.put("done", Web.text(ctx, "done").equals("1"));
            return model;
        }));
    }

    private void form(Context ctx) {
        form(ctx, Web.text(ctx, "one"), Web.text(ctx, "two"), "", Map.of("kept", "", "why", "", "document", ""));
    }

    private void form(Context ctx, String one, String two, String trouble, Map<String, String> typed) {
        var model = db.read(handle -> {
            var shown = new HashMap<String, @Nullable Object>();
            var first = People.findPupil(handle, one);
            var second = People.findPupil(handle, two);
            if (first.isPresent() && second.isPresent()) {
                shown.put("one", side(handle, first.get()));
                shown.put("two", side(handle, second.get()));
                shown.put("first", word(merging.obstacle(handle, two, one)));
                shown.put("second", word(merging.obstacle(handle, one, two)));
            }
            return shown;
        });
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_FOUND);
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        model.put("trouble", trouble);
        model.put("typed", typed);
        ctx.render("merging/new.peb", model);
    }

    private static String word(Optional<Reason> reason) {
        return reason.map(Enum::name).orElse("");
    }

    private void ask(Context ctx) {
        var one = Web.text(ctx, "one");
        var two = Web.text(ctx, "two");
        var kept = Web.text(ctx, "kept");
        var gone = kept.equals(one) ? two : one;
        var why = Web.text(ctx, "why");
        var document = Web.text(ctx, "document");
        var refusal = kept.equals(one) || kept.equals(two)
                ? merging.ask(Web.visitor(ctx), gone, kept, why, document)
                : Optional.of(Reason.NOT_FOUND);
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, one, two, refusal.get().name(), Map.of("kept", kept, "why", why, "document", document));
        } else {
            ctx.redirect(HOME + "?done=1", HttpStatus.SEE_OTHER);
        }
    }

    private void approve(Context ctx) {
        answer(ctx, merging.approve(Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("merge")));
    }

    private void refuse(Context ctx) {
        answer(
                ctx,
                merging.refuse(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("merge"), Web.text(ctx, "reason")));
    }

    private void takeBack(Context ctx) {
        answer(
                ctx,
                merging.takeBack(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("merge"), Web.text(ctx, "reason")));
    }

    private static void answer(Context ctx, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect(HOME + "?done=1", HttpStatus.SEE_OTHER);
        }
    }
}
