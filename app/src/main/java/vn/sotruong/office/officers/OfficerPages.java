package vn.sotruong.office.officers;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Web;

/** Trang đăng nhập và đổi mật khẩu của cán bộ. */
public final class OfficerPages implements Pages {
    private final Officers officers;
    private final SecureRandom random;

    public OfficerPages(Officers officers, SecureRandom random) {
        this.officers = officers;
        this.random = random;
    }

    @Override
    public void routes(Routes at) {
        at.get(Doorkeeper.SIGN_IN, ctx -> show(ctx, "", ""), Need.ANYONE);
        at.post(Doorkeeper.SIGN_IN, this::signIn, Need.ANYONE);
        at.post(Doorkeeper.SIGN_OUT, this::signOut, Need.CHANGE_PASSWORD);
        at.get(Doorkeeper.PASSWORD, ctx -> showPassword(ctx, ""), Need.CHANGE_PASSWORD);
        at.post(Doorkeeper.PASSWORD, this::changePassword, Need.CHANGE_PASSWORD);
    }

    private void show(Context ctx, String username, String problem) {
        ctx.render(
                "officers/sign-in.peb",
                Map.of(
                        "username", username,
                        "problem", problem,
                        "next", Web.localPath(ctx.queryParam("next"))));
    }

    private void signIn(Context ctx) {
        var username = Web.text(ctx, "username").toLowerCase(Locale.ROOT);
        var password = ctx.formParam("password");
        var token = SessionToken.fresh(random);
        switch (officers.signIn(username, password == null ? "" : password, token)) {
            case Officers.Outcome.Done done -> {
                Web.admit(ctx, token);
                ctx.redirect(Web.localPath(ctx.formParam("next")), HttpStatus.SEE_OTHER);
            }
            case Officers.Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, username, reason.name());
            }
        }
    }

    private void signOut(Context ctx) {
        Web.token(ctx).ifPresent(officers::signOut);
        Web.dismiss(ctx);
        ctx.redirect(Doorkeeper.SIGN_IN, HttpStatus.SEE_OTHER);
    }

    private static void showPassword(Context ctx, String problem) {
        ctx.render("officers/password.peb", Map.of("problem", problem));
    }

    private void changePassword(Context ctx) {
        var old = ctx.formParam("old");
        var fresh = ctx.formParam("new");
        var repeated = ctx.formParam("again");
        var outcome = officers.changePassword(
                Web.visitor(ctx), old == null ? "" : old, fresh == null ? "" : fresh, repeated == null ? "" : repeated);
        switch (outcome) {
            case Officers.Outcome.Done done -> ctx.redirect("/", HttpStatus.SEE_OTHER);
            case Officers.Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                showPassword(ctx, reason.name());
            }
        }
    }
}
