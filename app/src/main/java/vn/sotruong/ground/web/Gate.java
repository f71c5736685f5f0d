package vn.sotruong.ground.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.sotruong.ground.store.Admission;
import vn.sotruong.ground.store.Occasion;

/** Cổng: stands before every route and asks for size, session, need and forgery token, in this order. */
final class Gate implements Routes {
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    /** What somebody who only reads may still do to their own session and password. */
    private static final Set<Need> OF_ONES_OWN =
            Collections.unmodifiableSet(EnumSet.of(Need.CHANGE_PASSWORD, Need.LOCKED_SCREEN));

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final long PATIENCE = 48 * 1024 * 1024;
    private final RoutesConfig routes;
    private final Doorkeeper doorkeeper;
    private final Uploads uploads;
    private final List<Route> declared = new ArrayList<>();

    Gate(RoutesConfig routes, Doorkeeper doorkeeper, Uploads uploads) {
        this.routes = routes;
        this.doorkeeper = doorkeeper;
        this.uploads = uploads;
    }

    List<Route> declared() {
        return List.copyOf(declared);
    }

    @Override
    public void on(HandlerType method, String path, long largestBody, Handler handler, Need need, Need... or) {
        var needs = EnumSet.of(need, or);
        declared.add(new Route(method.name(), path, needs));
        routes.addEndpoint(new Endpoint(method, path, ctx -> {
            if (SAFE.contains(method) || needs.contains(Need.MACHINE)) {
                answer(ctx, method, largestBody, handler, needs);
            } else {
                Occasion.during(occasion(ctx, method, path), () -> answer(ctx, method, largestBody, handler, needs));
            }
        }));
    }

    private void answer(Context ctx, HandlerType method, long largestBody, Handler handler, Set<Need> needs)
            throws Exception {
        refuseTooLarge(ctx, needs, largestBody);
        try {
            admit(ctx, method, needs);
        } catch (Stop refused) {
            leaveNothingUnread(ctx);
            throw refused;
        }
        if (!ctx.isMultipart() || needs.contains(Need.MACHINE)) {
            refuseForged(ctx, method, needs);
            serve(ctx, method, needs, handler);
            return;
        }
        refuseStrangeFile(ctx, largestBody);
        uploads.take(ctx, Web.visitor(ctx).account(), () -> {
            refuseForged(ctx, method, needs);
            serve(ctx, method, needs, handler);
        });
    }

    private static Occasion occasion(Context ctx, HandlerType method, String path) {
        var record = PLACE.matcher(path)
                .results()
                .map(each -> ctx.pathParam(each.group(1)))
                .collect(Collectors.joining("/"));
        return new Occasion(method + " " + path, record);
    }

    /** Whatever takes files has declared it, and asks for somebody who is signed in; a browser says how long a file is. */
    private static void refuseStrangeFile(Context ctx, long largestBody) {
        if (largestBody <= FORM || Web.find(ctx).isEmpty()) {
            leaveNothingUnread(ctx);
            throw new Stop(Trouble.WRONG_KIND);
        }
        if (ctx.req().getContentLengthLong() < 0) {
            leaveNothingUnread(ctx);
            throw new Stop(Trouble.NO_LENGTH);
        }
    }

    private static void refuseTooLarge(Context ctx, Set<Need> needs, long largestBody) {
        if (!needs.contains(Need.MACHINE) && ctx.req().getContentLengthLong() > largestBody) {
            drain(ctx);
            throw new Stop(Trouble.TOO_LARGE);
        }
    }

    /** A browser shows our answer only if it could finish sending; past {@link #PATIENCE} it is cut off. */
    private static void drain(Context ctx) {
        try (var body = ctx.req().getInputStream()) {
            body.skipNBytes(Math.min(PATIENCE, ctx.req().getContentLengthLong()));
        } catch (IOException gone) {
            throw new Stop(Trouble.TOO_LARGE);
        }
    }

    /**
     * HTTP/2 resets a stream whose body was left unread, and the browser may then never show our answer. Nobody has a
     * body longer than {@link #PATIENCE} read.
     */
    private static void leaveNothingUnread(Context ctx) {
        try {
            ctx.req().getInputStream().skipNBytes(PATIENCE);
        } catch (IOException ended) {
            // all of it was read; or whoever sent it has left and will read no answer either
        }
    }

    private void admit(Context ctx, HandlerType method, Set<Need> needs) {
        if (needs.contains(Need.MACHINE)) {
            return;
        }
        ctx.attribute(Web.DOORKEEPER, doorkeeper);
        if (!needs.contains(Need.ANYONE)) {
            var found = Web.find(ctx);
            refusal(found, method, needs).ifPresent(trouble -> {
                if (found.isPresent() && !SAFE.contains(method)) {
                    doorkeeper.turnedAway(found.get(), trouble);
                }
                stop(elsewhere(ctx, trouble, needs));
            });
        }
    }

    /** Whoever may come here in their other capacity is told so. */
    private Trouble elsewhere(Context ctx, Trouble trouble, Set<Need> needs) {
        var opens = trouble == Trouble.NOT_YOURS
                && Web.token(ctx)
                        .flatMap(doorkeeper::elsewhere)
                        .filter(other -> needs.stream().anyMatch(other::holds))
                        .isPresent();
        return opens ? Trouble.OTHER_CAPACITY : trouble;
    }

    /**
     * The body was on its way for as long as its sender liked, so what the gate saw may be over: each write asks again.
     * Rooms may have looked at any right of the visitor, so all of them must still be there.
     */
    private void serve(Context ctx, HandlerType method, Set<Need> needs, Handler handler) throws Exception {
        if (needs.contains(Need.MACHINE) || needs.contains(Need.ANYONE)) {
            handler.handle(ctx);
            return;
        }
        var token = Web.token(ctx).orElseThrow();
        var before = Web.visitor(ctx);
        Admission.during(
                handle -> {
                    var now = doorkeeper.findAgain(handle, token);
                    refusal(now, method, needs).ifPresent(Gate::stop);
                    if (!before.stands(now.orElseThrow())) {
                        stop(Trouble.NOT_YOURS);
                    }
                },
                () -> handler.handle(ctx));
    }

    private static void stop(Trouble trouble) {
        throw new Stop(trouble);
    }

    private static Optional<Trouble> refusal(Optional<Visitor> found, HandlerType method, Set<Need> needs) {
        if (found.isEmpty()) {
            return Optional.of(Trouble.SIGNED_OUT);
        }
        var visitor = found.get();
        if (visitor.locked() && !needs.contains(Need.LOCKED_SCREEN)) {
            return Optional.of(Trouble.LOCKED);
        }
        if (visitor.readsOnly() && !SAFE.contains(method) && Collections.disjoint(needs, OF_ONES_OWN)) {
            return Optional.of(Trouble.READS_ONLY);
        }
        if (needs.stream().anyMatch(visitor::holds)) {
            return Optional.empty();
        }
        // Somebody with only the first password meets the password page, not a refusal.
        return Optional.of(
                visitor.holds(Need.CHANGE_PASSWORD) && !visitor.holds(Need.SIGNED_IN)
                        ? Trouble.SIGNED_OUT
                        : Trouble.NOT_YOURS);
    }

    private static void refuseForged(Context ctx, HandlerType method, Set<Need> needs) {
        if (SAFE.contains(method) || needs.contains(Need.MACHINE)) {
            return;
        }
        var header = ctx.header(Csrf.HEADER);
        var given = header != null ? header : ctx.formParam(Csrf.FIELD);
        var token = Web.token(ctx);
        if (token.isEmpty() || !Csrf.holds(token.get(), given) || fromElsewhere(ctx)) {
            if (header != null) {
                leaveNothingUnread(ctx);
            }
            throw new Stop(Trouble.FORGED);
        }
    }

    /**
     * A second lock beside the token. Our own forms say {@code Origin: null}, because our pages give no referrer; what
     * the browser itself says of the sender counts first, where it says anything.
     */
    private static boolean fromElsewhere(Context ctx) {
        var site = ctx.header("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        var origin = ctx.header("Origin");
        if (origin == null || origin.equals("null")) {
            return false;
        }
        try {
            var from = URI.create(origin);
            int port = from.getPort() < 0 ? 443 : from.getPort();
            return !("https".equals(from.getScheme())
                    && ctx.req().getServerName().equals(from.getHost())
                    && ctx.req().getServerPort() == port);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Một đường đã khai: for the tests that walk all of them. */
    record Route(String method, String path, Set<Need> needs) {}
}
