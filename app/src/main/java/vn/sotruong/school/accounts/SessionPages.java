package vn.sotruong.school.accounts;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang phiên làm việc của chính mình: where one is signed in, and the PIN of one's screen. */
public final class SessionPages implements Pages {
    private static final String HERE = "/sessions";

    private final Sessions sessions;

    public SessionPages(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, this::show, Need.SIGNED_IN);
        at.post(
                "/sessions/{session}/end",
                ctx -> answer(ctx, sessions.end(Web.actor(ctx), ctx.pathParam("session"))),
                Need.CHANGE_PASSWORD);
        at.post("/sessions/end", this::endAll, Need.CHANGE_PASSWORD);
        at.post("/sessions/pin", this::setPin, Need.SIGNED_IN);
        at.post("/sessions/pin/remove", ctx -> answer(ctx, sessions.removePin(Web.actor(ctx))), Need.SIGNED_IN);
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render(
                "accounts/sessions.peb",
                Map.of(
                        "open", sessions.list(visitor),
                        "pin", sessions.hasPin(visitor.account()),
                        "writes", !visitor.readsOnly()));
    }

    private void endAll(Context ctx) {
        sessions.endAll(Web.actor(ctx));
        Web.dismiss(ctx);
        ctx.redirect(Doorkeeper.SIGN_IN, HttpStatus.SEE_OTHER);
    }

    private void setPin(Context ctx) {
        try {
            answer(
                    ctx,
                    sessions.setPin(
                            Web.actor(ctx), ctx.ip(), field(ctx, "password"), field(ctx, "pin"), field(ctx, "again")));
        } catch (PasswordHash.Busy flood) {
            Web.refuse(ctx, Reason.TOO_MANY);
        }
    }

    private static String field(Context ctx, String name) {
        var value = ctx.formParam(name);
        return value == null ? "" : value;
    }

    private static void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done done -> ctx.redirect(HERE, HttpStatus.SEE_OTHER);
            case Refused no -> Web.refuse(ctx, no.reason());
            default -> throw new IllegalStateException("nothing else comes of a session's page");
        }
    }
}
