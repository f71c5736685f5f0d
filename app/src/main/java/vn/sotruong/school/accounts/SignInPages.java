package vn.sotruong.school.accounts;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang đăng nhập, đăng xuất và đổi mật khẩu. */
public final class SignInPages implements Pages {
    private final SignIns signIns;
    private final Sessions sessions;
    private final Leaving leaving;
    private final Clock clock;

    public SignInPages(SignIns signIns, Sessions sessions, Clock clock) {
        this(signIns, sessions, visitor -> Optional.empty(), clock);
    }

    /** @param leaving what is asked before somebody signs out */
    public SignInPages(SignIns signIns, Sessions sessions, Leaving leaving, Clock clock) {
        this.leaving = leaving;
        this.signIns = signIns;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get(Doorkeeper.SIGN_IN, this::door, Need.ANYONE);
        at.post(Doorkeeper.SIGN_IN, this::signIn, Need.ANYONE);
        at.post(Doorkeeper.SIGN_OUT, this::signOut, Need.ANYONE);
        at.get(Doorkeeper.LOCK, ctx -> locked(ctx, ""), Need.LOCKED_SCREEN);
        at.post(Doorkeeper.LOCK, this::lock, Need.LOCKED_SCREEN);
        at.post("/unlock", this::unlock, Need.LOCKED_SCREEN);
        at.post(Doorkeeper.CAPACITY, this::switchCapacity, Need.SIGNED_IN);
        at.get(Doorkeeper.PASSWORD, ctx -> password(ctx, ""), Need.CHANGE_PASSWORD);
        at.post(Doorkeeper.PASSWORD, this::changePassword, Need.CHANGE_PASSWORD);
    }

    private void door(Context ctx) {
        if (Web.find(ctx).isPresent()) {
            ctx.redirect(Web.localPath(ctx.queryParam("next")), HttpStatus.SEE_OTHER);
            return;
        }
        show(ctx, "", "");
    }

    private void show(Context ctx, String username, String problem) {
        ctx.render(
                "accounts/sign-in.peb",
                Map.of(
                        "next",
                        Web.localPath(Web.text(ctx, "next")),
                        "username",
                        username,
                        "problem",
                        problem,
                        "now",
                        clock.instant()));
    }

    private void signIn(Context ctx) {
        var username = Web.text(ctx, "username");
        switch (tried(ctx, username)) {
            case Admitted in -> {
                Web.token(ctx).ifPresent(old -> leave(ctx, old));
                Web.admit(ctx, in.token());
                var next = in.mustChange() ? Doorkeeper.PASSWORD : Web.localPath(Web.text(ctx, "next"));
                ctx.redirect(next, HttpStatus.SEE_OTHER);
            }
            case Refused no -> {
                ctx.status(
                        no.reason() == Reason.TOO_MANY
                                ? HttpStatus.TOO_MANY_REQUESTS
                                : HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, username, key(no.reason()));
            }
            default -> throw new IllegalStateException("signing in admits or refuses");
        }
    }

    private Outcome tried(Context ctx, String username) {
        var password = ctx.formParam("password");
        try {
            return signIns.signIn(
                    username,
                    password == null ? "" : password,
                    ctx.ip(),
                    Web.text(ctx, "shared").equals("1"));
        } catch (PasswordHash.Busy flood) {
            return new Refused(Reason.TOO_MANY);
        }
    }

    /** Whoever was signed in on this browser is not any more. */
    private void leave(Context ctx, SessionToken old) {
        Web.find(ctx).ifPresent(visitor -> signIns.signOut(Web.actor(ctx), old));
    }

    private void signOut(Context ctx) {
        var asks = Web.text(ctx, "keep").equals("1")
                ? Optional.<String>empty()
                : Web.find(ctx).filter(visitor -> !visitor.locked()).flatMap(leaving::before);
        if (asks.isPresent()) {
            ctx.redirect(asks.get(), HttpStatus.SEE_OTHER);
            return;
        }
        Web.token(ctx).ifPresent(token -> leave(ctx, token));
        Web.dismiss(ctx);
        ctx.redirect(Doorkeeper.SIGN_IN, HttpStatus.SEE_OTHER);
    }

    private void lock(Context ctx) {
        sessions.lock(Web.actor(ctx), Web.token(ctx).orElseThrow());
        var next = Web.localPath(Web.text(ctx, "next"));
        ctx.redirect(
                Doorkeeper.LOCK + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
    }

    private void locked(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var next = Web.localPath(Web.text(ctx, "next"));
        if (!visitor.locked()) {
            ctx.redirect(next, HttpStatus.SEE_OTHER);
            return;
        }
        ctx.render(
                "accounts/lock.peb",
                Map.of(
                        "name",
                        visitor.name(),
                        "pin",
                        sessions.hasPin(visitor.account()),
                        "next",
                        next,
                        "problem",
                        problem));
    }

    private void unlock(Context ctx) {
        var typed = ctx.formParam("key");
        switch (unlocked(ctx, typed == null ? "" : typed)) {
            case Outcome.Done done -> ctx.redirect(Web.localPath(Web.text(ctx, "next")), HttpStatus.SEE_OTHER);
            case Refused no
            when no.reason() == Reason.SIGNED_OUT -> {
                Web.dismiss(ctx);
                ctx.redirect(Doorkeeper.SIGN_IN, HttpStatus.SEE_OTHER);
            }
            case Refused no -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                locked(ctx, key(no.reason()));
            }
            default -> throw new IllegalStateException("a screen opens or stays locked");
        }
    }

    private Outcome unlocked(Context ctx, String typed) {
        if (!Web.visitor(ctx).locked()) {
            return new Outcome.Done();
        }
        try {
            return sessions.unlock(Web.actor(ctx), Web.token(ctx).orElseThrow(), typed);
        } catch (PasswordHash.Busy flood) {
            return new Refused(Reason.TOO_MANY);
        }
    }

    private void switchCapacity(Context ctx) {
        var to = Web.text(ctx, "to").equals(Capacity.ADMINISTRATION.name()) ? Capacity.ADMINISTRATION : Capacity.USE;
        var old = Web.token(ctx).orElseThrow();
        switch (signIns.switchTo(Web.visitor(ctx), old, to)) {
            case Admitted in -> {
                Web.admit(ctx, in.token());
                ctx.redirect(Web.localPath(Web.text(ctx, "next")), HttpStatus.SEE_OTHER);
            }
            case Refused no -> Web.refuse(ctx, no.reason());
            default -> throw new IllegalStateException("a capacity is taken or refused");
        }
    }

    private void password(Context ctx, String problem) {
        var why = signIns.whyNow(Web.actor(ctx));
        ctx.render(
                "accounts/password.peb",
                Map.of(
                        "why",
                        why.name(),
                        "met",
                        signIns.listMet(Web.actor(ctx)),
                        "problem",
                        problem,
                        "shortest",
                        PasswordRule.SHORTEST));
    }

    private void changePassword(Context ctx) {
        var fields = List.of("old", "new", "again").stream()
                .map(name -> ctx.formParam(name) == null ? "" : ctx.formParam(name))
                .toList();
        switch (changed(ctx, fields)) {
            case Admitted in -> {
                Web.admit(ctx, in.token());
                ctx.redirect("/", HttpStatus.SEE_OTHER);
            }
            case Refused no -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                var wrongOld = no.reason() == Reason.WRONG;
                password(ctx, wrongOld ? "accounts.password.wrong" : key(no.reason()));
            }
            default -> throw new IllegalStateException("a password is changed or refused");
        }
    }

    private Outcome changed(Context ctx, List<String> fields) {
        try {
            return signIns.changePassword(Web.actor(ctx), fields.get(0), fields.get(1), fields.get(2), ctx.ip());
        } catch (PasswordHash.Busy flood) {
            return new Refused(Reason.TOO_MANY);
        }
    }

    private static String key(Reason reason) {
        return "accounts.reason." + reason;
    }
}
