package vn.sotruong.school.governance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;

/** Trang uỷ quyền: what the principal has handed on, to whom, until when; and a proposal for one more. */
public final class DelegationPages implements Pages {
    private static final List<String> TYPED = List.of("delegate", "from", "until");

    private final Database db;
    private final Delegations delegations;
    private final Rights rights;

    public DelegationPages(Database db, Delegations delegations, Rights rights) {
        this.db = db;
        this.delegations = delegations;
        this.rights = rights;
    }

    /** Một uỷ quyền như trang hiện ra. */
    public record Line(Delegation delegation, String giver, String delegate, String scope, boolean inForce) {}

    @Override
    public void routes(Routes at) {
        at.get("/delegations", ctx -> page(ctx, null), Need.PRINCIPAL, Need.ADMIN, Need.CLERK, Need.INSPECTOR);
        at.post("/delegations", this::propose, Need.ADMIN, Need.CLERK);
        at.post("/delegations/{id}/end", this::end, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                13,
                "governance.delegations.menu",
                "user-plus",
                "/delegations",
                Need.PRINCIPAL,
                Need.ADMIN,
                Need.CLERK,
                Need.INSPECTOR));
    }

    private void page(Context ctx, @Nullable String error) {
        var visitor = Web.visitor(ctx);
        ctx.render("governance/delegations.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put("rows", lines(handle, Web.language(ctx)));
            model.put("vices", vices(handle));
            model.put("kinds", Delegations.delegable());
            model.put("proposes", delegations.proposes(handle, visitor));
            model.put("ends", visitor.holds(Need.PRINCIPAL));
            model.put("typed", RightPages.typed(ctx, TYPED));
            model.put("ticked", ctx.formParams("scope"));
            model.put("error", error);
            return model;
        }));
    }

    private List<Rights.Choice> vices(Handle handle) {
        return rights.members(handle, new Holder(Holder.Kind.POST, Role.VICE_PRINCIPAL.name()), rights.today()).stream()
                .map(staff -> new Rights.Choice(staff, Rights.names(handle, List.of(staff))))
                .toList();
    }

    private List<Line> lines(Handle handle, Language language) {
        return delegations.list(handle).stream()
                .map(each -> new Line(
                        each,
                        Rights.names(handle, List.of(each.principal())),
                        Rights.names(handle, List.of(each.delegate())),
                        Delegations.words(each.scope(), language),
                        delegations.inForce(handle, each)))
                .toList();
    }

    private void propose(Context ctx) {
        var from = Days.read(Web.text(ctx, "from"));
        var until = Days.read(Web.text(ctx, "until"));
        var scope = EnumSet.noneOf(Kind.class);
        for (var kind : Kind.values()) {
            if (ctx.formParams("scope").contains(kind.name())) {
                scope.add(kind);
            }
        }
        var refusal = from.isEmpty() || until.isEmpty() ? Optional.of(Reason.BAD_DATES) : Optional.<Reason>empty();
        if (refusal.isPresent()) {
            again(ctx, refusal.get());
            return;
        }
        switch (delegations.propose(
                Web.actor(ctx), Web.text(ctx, "delegate"), scope, from.orElseThrow(), until.orElseThrow())) {
            case Proposing.Waiting(var id) -> ctx.redirect("/proposals/" + id, HttpStatus.SEE_OTHER);
            case Proposing.Refused(var reason) -> again(ctx, reason);
        }
    }

    private void again(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        page(ctx, Proposals.key(reason));
    }

    private void end(Context ctx) {
        switch (delegations.end(Web.actor(ctx), ctx.pathParam("id"), Web.text(ctx, "reason"))) {
            case Deciding.Done _ -> ctx.redirect("/delegations", HttpStatus.SEE_OTHER);
            case Deciding.Refused(var reason) -> Web.refuse(ctx, reason);
            case Deciding.Failed(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
