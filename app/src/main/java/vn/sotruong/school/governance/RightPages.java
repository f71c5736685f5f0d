package vn.sotruong.school.governance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang giao quyền: who holds which function and why, a proposal for one more, and the groups. */
public final class RightPages implements Pages {
    private static final List<String> TYPED = List.of("right", "holder", "task", "from", "until");

    private final Database db;
    private final Rights rights;
    private final Clock clock;

    public RightPages(Database db, Rights rights, Clock clock) {
        this.db = db;
        this.rights = rights;
        this.clock = clock;
    }

    /**
     * Một quyền như trang hiện ra.
     *
     * @param look NOW, LATER, OVER or ENDED
     */
    public record Line(Grant grant, String holder, String members, String look, String endedBy) {}

    @Override
    public void routes(Routes at) {
        at.get("/rights", ctx -> page(ctx, null), Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.post("/rights", this::propose, Need.PRINCIPAL, Need.ADMIN);
        at.post("/rights/{grant}/end", this::end, Need.PRINCIPAL, Need.ADMIN);
        at.get("/rights/groups", ctx -> groups(ctx, null), Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.post("/rights/groups", this::proposeGroup, Need.PRINCIPAL, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                12,
                "governance.rights.menu",
                "shield-check",
                "/rights",
                Need.PRINCIPAL,
                Need.ADMIN,
                Need.INSPECTOR));
    }

    private void page(Context ctx, @Nullable String error) {
        var visitor = Web.visitor(ctx);
        ctx.render("governance/rights.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put("rows", lines(handle, Web.language(ctx)));
            model.put("choices", rights.choices(handle, Web.language(ctx)));
            model.put("rights", Right.values());
            model.put("acts", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.ADMIN));
            model.put("proposes", rights.proposes(handle, visitor));
            model.put("typed", typed(ctx, TYPED));
            model.put("error", error);
            model.put("done", Web.text(ctx, "done").equals("1"));
            return model;
        }));
    }

    static Map<String, String> typed(Context ctx, List<String> fields) {
        var typed = new HashMap<String, String>();
        fields.forEach(field -> typed.put(field, Web.text(ctx, field)));
        return typed;
    }

    private List<Line> lines(Handle handle, Language language) {
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return rights.list(handle).stream()
                .map(grant -> new Line(
                        grant,
                        rights.name(handle, grant.holder(), language).orElse(""),
                        grant.holder().kind() == Holder.Kind.PERSON
                                ? ""
                                : Rights.names(handle, rights.members(handle, grant.holder(), today)),
                        look(grant, today),
                        Optional.ofNullable(grant.endedBy())
                                .map(by -> Rights.names(handle, List.of(by)))
                                .orElse("")))
                .toList();
    }

    private static String look(Grant grant, LocalDate today) {
        if (grant.endedAt() != null) {
            return "ENDED";
        }
        if (grant.holds(today)) {
            return "NOW";
        }
        return today.isBefore(grant.from()) ? "LATER" : "OVER";
    }

    private void propose(Context ctx) {
        var right = Arrays.stream(Right.values())
                .filter(each -> each.name().equals(Web.text(ctx, "right")))
                .findFirst();
        var holder = Holder.parse(Web.text(ctx, "holder"));
        var from = Days.read(Web.text(ctx, "from"));
        var until = Days.read(Web.text(ctx, "until"));
        if (right.isEmpty() || holder.isEmpty() || from.isEmpty() || until.isEmpty()) {
            var reason = right.isEmpty()
                    ? Reason.UNKNOWN_RIGHT
                    : holder.isEmpty() ? Reason.UNKNOWN_HOLDER : Reason.BAD_DATES;
            again(ctx, reason);
            return;
        }
        var wish = new Rights.Wish(right.get(), holder.get(), Web.text(ctx, "task"), from.get(), until.get());
        switch (rights.propose(Web.actor(ctx), wish)) {
            case Proposing.Waiting(var id) -> ctx.redirect("/proposals/" + id, HttpStatus.SEE_OTHER);
            case Proposing.Refused(var reason) -> again(ctx, reason);
        }
    }

    private void again(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        page(ctx, Proposals.key(reason));
    }

    private void end(Context ctx) {
        switch (rights.end(Web.actor(ctx), ctx.pathParam("grant"), Web.text(ctx, "reason"))) {
            case Deciding.Done _ -> ctx.redirect("/rights?done=1", HttpStatus.SEE_OTHER);
            case Deciding.Refused(var reason) -> Web.refuse(ctx, reason);
            case Deciding.Failed(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void groups(Context ctx, @Nullable String error) {
        var visitor = Web.visitor(ctx);
        ctx.render("governance/groups.peb", db.read(handle -> {
            var groups = rights.listGroups(handle);
            var chosen = Web.text(ctx, "group");
            var edited =
                    groups.stream().filter(each -> each.id().equals(chosen)).findFirst();
            var model = new HashMap<String, @Nullable Object>();
            model.put("groups", groups);
            model.put("edited", edited.orElse(null));
            model.put("staff", rights.choices(handle, Web.language(ctx)).get(Holder.Kind.PERSON));
            model.put(
                    "ticked",
                    error == null
                            ? edited.map(group -> group.staff().stream()
                                            .map(id -> "PERSON:" + id)
                                            .toList())
                                    .orElse(List.of())
                            : ctx.formParams("member"));
            model.put("name", error == null ? edited.map(Rights.GroupLine::name).orElse("") : Web.text(ctx, "name"));
            model.put("proposes", rights.proposes(handle, visitor));
            model.put("error", error);
            return model;
        }));
    }

    private void proposeGroup(Context ctx) {
        var group = Optional.of(Web.text(ctx, "group")).filter(id -> !id.isEmpty());
        var members = ctx.formParams("member").stream()
                .flatMap(value -> Holder.parse(value).stream())
                .filter(holder -> holder.kind() == Holder.Kind.PERSON)
                .map(Holder::id)
                .distinct()
                .toList();
        switch (rights.proposeGroup(Web.actor(ctx), group, Web.text(ctx, "name"), members)) {
            case Proposing.Waiting(var id) -> ctx.redirect("/proposals/" + id, HttpStatus.SEE_OTHER);
            case Proposing.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                groups(ctx, Proposals.key(reason));
            }
        }
    }
}
