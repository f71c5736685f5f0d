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
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang người dùng: the register of accounts, locking and closing them. Accounts and posts are given by proposal. */
public final class AccountPages implements Pages {
    private final Accounts accounts;
    private final Register register;

    public AccountPages(Accounts accounts, Register register) {
        this.accounts = accounts;
        this.register = register;
    }

    @Override
    public void routes(Routes at) {
        at.get("/accounts", this::register, Need.ADMIN, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/accounts/{account}", this::one, Need.ADMIN);
        at.post(
                "/accounts/{account}/lock",
                ctx -> answer(ctx, accounts.lock(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post(
                "/accounts/{account}/unlock",
                ctx -> answer(ctx, accounts.unlock(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post(
                "/accounts/{account}/retire",
                ctx -> answer(ctx, accounts.retire(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post("/access-rule", this::setRule, Need.PRINCIPAL);
        at.get("/posts/{post}/end", ctx -> ending(ctx, ""), Need.PRINCIPAL);
        at.post("/posts/{post}/end", this::endPost, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                10,
                "accounts.menu",
                "users",
                "/accounts",
                Need.ADMIN,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private void register(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render(
                "accounts/register.peb",
                Map.of(
                        "entries", register.list(),
                        "rule", register.rule(),
                        "admin", visitor.holds(Need.ADMIN),
                        "principal", visitor.holds(Need.PRINCIPAL),
                        "own", visitor.account()));
    }

    private void one(Context ctx) {
        var entry = register.find(id(ctx));
        if (entry.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_ACCOUNT);
            return;
        }
        ctx.render(
                "accounts/account.peb",
                Map.of("entry", entry.get(), "own", Web.visitor(ctx).account()));
    }

    private void ending(Context ctx, String problem) {
        var id = ctx.pathParam("post");
        for (var entry : register.list()) {
            for (var post : entry.posts()) {
                if (post.id().equals(id)) {
                    var model = Map.of("entry", entry, "post", post, "problem", problem);
                    ctx.render("accounts/end-post.peb", model);
                    return;
                }
            }
        }
        Web.refuse(ctx, Reason.NO_SUCH_POST);
    }

    private void endPost(Context ctx) {
        var outcome = accounts.endPost(Web.actor(ctx), ctx.pathParam("post"), why(ctx));
        if (outcome.equals(new Refused(Reason.NO_WHY))) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            ending(ctx, "accounts.reason.NO_WHY");
        } else {
            answer(ctx, outcome);
        }
    }

    private void setRule(Context ctx) {
        answer(ctx, accounts.setRule(Web.actor(ctx), new AccessRule(number(ctx, "days"), number(ctx, "minutes"))));
    }

    /** A whole number of at most four digits; what is none counts as zero, which no rule allows. */
    private static int number(Context ctx, String field) {
        var text = Web.text(ctx, field);
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done done -> ctx.redirect("/accounts", HttpStatus.SEE_OTHER);
            case Refused no -> Web.refuse(ctx, no.reason());
            default -> throw new IllegalStateException("no code comes of these");
        }
    }

    private static String id(Context ctx) {
        return ctx.pathParam("account");
    }

    private static String why(Context ctx) {
        var why = Web.text(ctx, "why");
        return why.substring(0, Math.min(200, why.length()));
    }
}
