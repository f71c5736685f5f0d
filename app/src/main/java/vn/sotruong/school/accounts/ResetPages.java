package vn.sotruong.school.accounts;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang đặt lại mật khẩu: what waits for a second person, what has been done, and one's own. */
public final class ResetPages implements Pages {
    private final Resets resets;
    private final Register register;

    public ResetPages(Resets resets, Register register) {
        this.resets = resets;
        this.register = register;
    }

    @Override
    public void routes(Routes at) {
        at.get("/resets", this::list, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/resets/new", this::ask, Need.ADMIN, Need.BOARD);
        at.post("/resets", this::request, Need.ADMIN, Need.BOARD);
        at.post(
                "/resets/{reset}/confirm",
                ctx -> answer(ctx, resets.confirm(Web.actor(ctx), ctx.pathParam("reset"))),
                Need.BOARD,
                Need.PRINCIPAL);
        at.post(
                "/resets/{reset}/withdraw",
                ctx -> answer(ctx, resets.withdraw(Web.actor(ctx), ctx.pathParam("reset"))),
                Need.ADMIN,
                Need.BOARD);
        at.post(
                "/resets/{reset}/attest",
                ctx -> answer(ctx, resets.attest(Web.actor(ctx), ctx.pathParam("reset"))),
                Need.PRINCIPAL);
        at.get("/resets/own", this::own, Need.SIGNED_IN);
        at.post("/resets/own/seen", this::seen, Need.SIGNED_IN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                12,
                "accounts.resets",
                "key-round",
                "/resets",
                Need.ADMIN,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private void list(Context ctx) {
        ctx.render("accounts/resets.peb", Map.of("lines", resets.list(Web.actor(ctx)), "own", false));
    }

    private void own(Context ctx) {
        ctx.render("accounts/resets.peb", Map.of("lines", resets.listOwn(Web.actor(ctx)), "own", true));
    }

    private void ask(Context ctx) {
        var account = Web.text(ctx, "account");
        var entry = register.find(account);
        if (entry.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_ACCOUNT);
            return;
        }
        ctx.render("accounts/reset.peb", Map.of("account", account, "entry", entry.get()));
    }

    private void request(Context ctx) {
        answer(ctx, resets.request(Web.actor(ctx), Web.text(ctx, "account"), Web.text(ctx, "why")));
    }

    private void seen(Context ctx) {
        resets.seen(Web.actor(ctx));
        ctx.redirect("/resets/own", HttpStatus.SEE_OTHER);
    }

    private void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Issued issued ->
                ctx.render(
                        "accounts/slip.peb",
                        Map.of(
                                "name", resets.nameOf(issued.account()),
                                "username", issued.account().username(),
                                "code", issued.code(),
                                "back", "/resets"));
            case Done done -> ctx.redirect("/resets", HttpStatus.SEE_OTHER);
            case Refused no -> Web.refuse(ctx, no.reason());
            case Outcome.Admitted in -> throw new IllegalStateException("nobody signs in here");
        }
    }
}
