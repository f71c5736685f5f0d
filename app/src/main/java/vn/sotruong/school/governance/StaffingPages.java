package vn.sotruong.school.governance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.governance.Proposal.Role;

/** Trang đề nghị cấp tài khoản, giao chức vụ; and the slips of approved accounts, printed in one answer, once. */
public final class StaffingPages implements Pages {
    private static final List<String> TYPED = List.of("staff", "post", "from", "until");

    private final Database db;
    private final Staffing staffing;
    private final Rights rights;

    public StaffingPages(Database db, Staffing staffing, Rights rights) {
        this.db = db;
        this.staffing = staffing;
        this.rights = rights;
    }

    @Override
    public void routes(Routes at) {
        at.get("/staffing/accounts", this::accounts, Need.ADMIN);
        at.post("/staffing/accounts", this::proposeAccounts, Need.ADMIN);
        at.get("/staffing/posts", ctx -> posts(ctx, null), Need.ADMIN, Need.PRINCIPAL);
        at.post("/staffing/posts", this::proposePost, Need.ADMIN, Need.PRINCIPAL);
        at.get("/slips", this::slips, Need.ADMIN);
        at.post("/slips", this::print, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.SETTINGS, 11, "governance.slips.menu", "printer", "/slips", Need.ADMIN)
                        .counting(visitor -> db.read(staffing::unprinted)));
    }

    private void accounts(Context ctx) {
        ctx.render("governance/accounts.peb", Map.of("staff", db.read(staffing::listWithout)));
    }

    private void proposeAccounts(Context ctx) {
        switch (staffing.proposeAccounts(Web.actor(ctx), ctx.formParams("staff"))) {
            case Staffing.Asked.Waiting _ -> ctx.redirect("/proposals?tab=mine", HttpStatus.SEE_OTHER);
            case Staffing.Asked.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void posts(Context ctx, @Nullable String error) {
        ctx.render("governance/posts.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put("staff", rights.choices(handle, Web.language(ctx)).get(Holder.Kind.PERSON));
            model.put("proposes", staffing.proposesPosts(handle, Web.visitor(ctx)));
            model.put("posts", Staffing.POSTS);
            model.put("typed", RightPages.typed(ctx, TYPED));
            model.put("error", error);
            return model;
        }));
    }

    private void proposePost(Context ctx) {
        var post = Staffing.POSTS.stream()
                .filter(each -> each.name().equals(Web.text(ctx, "post")))
                .findFirst();
        var holder = Holder.parse(Web.text(ctx, "staff"));
        var from = Days.read(Web.text(ctx, "from"));
        var typed = Web.text(ctx, "until");
        var until = Days.read(typed);
        if (post.isEmpty() || holder.isEmpty() || from.isEmpty() || (until.isEmpty() && !typed.isEmpty())) {
            again(
                    ctx,
                    post.isEmpty() ? Reason.UNKNOWN_POST : holder.isEmpty() ? Reason.NO_SUCH_PERSON : Reason.BAD_DATES);
            return;
        }
        Role role = post.get();
        switch (staffing.proposePost(Web.actor(ctx), holder.get().id(), role, from.get(), until.orElse(null))) {
            case Proposing.Waiting(var id) -> ctx.redirect("/proposals/" + id, HttpStatus.SEE_OTHER);
            case Proposing.Refused(var reason) -> again(ctx, reason);
        }
    }

    private void again(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        posts(ctx, Proposals.key(reason));
    }

    private void slips(Context ctx) {
        ctx.render("governance/slips.peb", Map.of("waiting", db.read(staffing::unprinted), "slips", List.of()));
    }

    private void print(Context ctx) {
        var slips = staffing.print(Web.actor(ctx));
        if (slips.isEmpty() || slips.get().isEmpty()) {
            Web.refuse(ctx, Reason.NO_SLIP);
            return;
        }
        ctx.header("Cache-Control", "no-store");
        ctx.render("governance/slips.peb", Map.of("waiting", 0, "slips", slips.get()));
    }
}
