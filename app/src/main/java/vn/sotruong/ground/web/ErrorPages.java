package vn.sotruong.ground.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.ClockDoubtful;

/** Trang báo lỗi: what happened, what to do, and an incident number that the log repeats. Nothing internal is shown. */
final class ErrorPages {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private final SecureRandom random;
    private final Messages messages;

    ErrorPages(SecureRandom random, Messages messages) {
        this.random = random;
        this.messages = messages;
    }

    void install(JavalinConfig config) {
        config.routes.exception(Stop.class, (stop, ctx) -> stop(ctx, stop.trouble()));
        config.routes.exception(
                HttpResponseException.class, (answer, ctx) -> show(ctx, Trouble.of(answer.getStatus()), ""));
        config.routes.exception(ClockDoubtful.class, (doubtful, ctx) -> {
            LOG.warn("a write was refused: {}", doubtful.getMessage());
            show(ctx, Trouble.CLOCK, "");
        });
        config.routes.exception(Exception.class, (bug, ctx) -> broken(ctx, bug));
    }

    private void stop(Context ctx, Trouble trouble) {
        if ((trouble == Trouble.SIGNED_OUT || trouble == Trouble.LOCKED) && Web.wantsPage(ctx)) {
            ctx.redirect(Web.signInFor(ctx), io.javalin.http.HttpStatus.SEE_OTHER);
            return;
        }
        show(ctx, trouble, "");
    }

    private void broken(Context ctx, Exception bug) {
        var bytes = new byte[4];
        random.nextBytes(bytes);
        var incident = HexFormat.of().formatHex(bytes);
        LOG.error("incident {} at {} {}", incident, ctx.method(), ctx.endpoint().path, bug);
        show(ctx, Trouble.BROKEN, incident);
    }

    /** The capacity to change to; empty where that would not help. */
    private static String to(Context ctx, Trouble trouble) {
        return trouble == Trouble.OTHER_CAPACITY
                ? Web.find(ctx).map(visitor -> visitor.other().name()).orElse("")
                : "";
    }

    /** The page that was asked for; the first one where something was sent. */
    private static String next(Context ctx) {
        return Web.wantsPage(ctx) ? Web.here(ctx) : "/";
    }

    private void show(Context ctx, Trouble trouble, String incident) {
        var language = Web.language(ctx);
        var key = "web.trouble." + trouble;
        ctx.status(trouble.status());
        if (Web.wantsJson(ctx)) {
            ctx.json(Map.of(
                    "problem", trouble.name(),
                    "message", messages.get(language, key + ".what"),
                    "incident", incident));
            return;
        }
        try {
            ctx.render(
                    "web/trouble.peb",
                    Map.of("key", key, "incident", incident, "to", to(ctx, trouble), "next", next(ctx)));
        } catch (RuntimeException frameBroken) {
            // The frame itself may be what is broken (no database, no masthead); words alone always work.
            LOG.error("incident {}: no page to show it on", incident, frameBroken);
            ctx.contentType("text/plain; charset=utf-8");
            ctx.result(
                    messages.get(language, key + ".what") + " " + messages.get(language, key + ".do") + " " + incident);
        }
    }
}
