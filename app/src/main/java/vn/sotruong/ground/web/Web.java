package vn.sotruong.ground.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;

/** Cửa trước: the server, opened once by a House, and what every {@link Pages} may ask of a request. */
public final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    static final String DOORKEEPER = "sotruong.doorkeeper";
    private static final String VISITOR = "sotruong.visitor";
    private static final String TOKEN = "sotruong.token";
    private static final String LANGUAGE = "sotruong.language";
    private static final String RENDERER = "sotruong.renderer";
    private static final String PLACE = "sotruong.place";
    private static final String POLL = "X-Poll";
    private static final String SESSION_COOKIE = "__Host-sotruong";
    private static final String LANGUAGE_COOKIE = "__Host-lang";
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/_.~%?=&;:@,+-]*");

    private final SecureRandom random;
    private final Doorkeeper doorkeeper;
    private final Supplier<Masthead> masthead;
    private final List<MenuEntry> menu = new ArrayList<>();
    private final List<Gate.Route> routes = new ArrayList<>();
    private final List<Pages> rooms;
    private final WebSettings settings;
    private final Tls tls;
    private final Assets assets;
    private final Renderer renderer;
    private final Messages messages;
    private final TrustPages trust;
    private final Javalin javalin;
    private final Knock knock;
    private @Nullable Porch porch;

    private Web(
            WebSettings settings,
            Doorkeeper doorkeeper,
            Supplier<Masthead> masthead,
            SecureRandom random,
            List<Pages> pages) {
        this.settings = settings;
        this.doorkeeper = doorkeeper;
        this.masthead = masthead;
        this.random = random;
        this.rooms = pages;
        this.tls = new Tls(settings);
        this.trust = new TrustPages(tls::authority);
        var folders = rooms(pages);
        this.messages = new Messages(folders.values());
        this.assets = new Assets(folders);
        this.renderer = new Renderer(folders, new Words(messages, assets, new Icons()), this::frame);
        this.knock = new Knock(random);
        this.javalin = Javalin.create(config -> configure(config, pages));
    }

    /**
     * Opens the door: answers as soon as this returns.
     *
     * @throws PortTaken when another program listens there
     */
    public static Web open(
            WebSettings settings,
            Doorkeeper doorkeeper,
            Supplier<Masthead> masthead,
            SecureRandom random,
            List<? extends Pages> pages) {
        var web = new Web(settings, doorkeeper, masthead, random, List.copyOf(pages));
        try {
            web.javalin.start();
        } catch (JavalinBindException taken) {
            throw new PortTaken(settings.entrance().port(), taken);
        }
        if (settings.entrance().porch().isPresent()) {
            web.openPorch();
        }
        return web;
    }

    private void openPorch() {
        try {
            porch = Porch.open(settings.entrance(), renderer, assets, trust);
        } catch (PortTaken taken) {
            close();
            throw taken;
        }
    }

    private void configure(JavalinConfig config, List<Pages> pages) {
        config.http.prefer405over404 = true;
        // For bodies that hide their length; uploads are bounded by the multipart settings.
        config.http.maxRequestSize = Routes.FORM;
        config.jetty.multipartConfig.maxTotalRequestSize(Routes.UPLOAD, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxFileSize(Routes.UPLOAD, SizeUnit.BYTES);
        // Uploads hold pupils' records: they stay in memory and never touch a temporary folder.
        config.jetty.multipartConfig.maxInMemoryFileSize((int) Routes.UPLOAD, SizeUnit.BYTES);
        tls.install(config);
        config.fileRenderer(renderer);
        config.routes.before(ctx -> {
            ctx.attribute(RENDERER, renderer);
            ctx.attribute(PLACE, (Supplier<Place>) this::place);
            receive(ctx);
        });
        new ErrorPages(random, messages).install(config);
        var gate = new Gate(config.routes, doorkeeper, new Uploads(settings.longestUpload()));
        new FramePages(assets).routes(gate);
        trust.routes(gate);
        pages.forEach(room -> room.routes(gate));
        pages.forEach(room -> menu.addAll(room.menu()));
        menu.sort(Comparator.comparing(MenuEntry::group).thenComparingInt(MenuEntry::order));
        routes.addAll(gate.declared());
    }

    private static Map<String, Room> rooms(List<Pages> pages) {
        var rooms = new HashMap<String, Room>();
        rooms.put("web", Room.of(Web.class));
        for (var page : pages) {
            var room = Room.of(page.getClass());
            rooms.put(room.name(), room);
        }
        return Map.copyOf(rooms);
    }

    private static void receive(Context ctx) {
        Headers.lay(ctx);
        ctx.attribute(LANGUAGE, Language.of(ctx.cookie(LANGUAGE_COOKIE)));
        SessionToken.parse(ctx.cookie(SESSION_COOKIE)).ifPresent(token -> ctx.attribute(TOKEN, token));
    }

    private Frame frame(Context ctx) {
        var visitor = find(ctx).orElse(null);
        return Frame.of(
                language(ctx),
                visitor,
                masthead.get(),
                place(),
                ctx.path(),
                menu,
                waits(ctx, visitor),
                () -> csrf(ctx));
    }

    private int waits(Context ctx, @Nullable Visitor visitor) {
        if (visitor == null || visitor.capacities().size() < 2) {
            return 0;
        }
        try {
            return token(ctx)
                    .flatMap(doorkeeper::elsewhere)
                    .map(other ->
                            rooms.stream().mapToInt(room -> room.waits(other)).sum())
                    .orElse(0);
        } catch (RuntimeException e) {
            // the page itself, which may tell of that very fault, does without the number
            LOG.warn("what waits in the other capacity could not be counted", e);
            return 0;
        }
    }

    private String csrf(Context ctx) {
        var token = token(ctx).orElseGet(() -> {
            // A visitor before sign-in: the secret is known to the browser alone and stored nowhere.
            var fresh = SessionToken.fresh(random);
            admit(ctx, fresh);
            return fresh;
        });
        return Csrf.issue(token, random);
    }

    /** Where it listens, for the line that says so. */
    public URI address() {
        return settings.entrance().near(port());
    }

    /** Where people find it. */
    private Place place() {
        var entrance = settings.entrance();
        var hosts = entrance.said(LanCertificate.names(tls.leaf()));
        var doors = hosts.stream().map(each -> entrance.secure(each, port())).toList();
        var open = porch;
        return new Place(
                doors.getFirst(),
                doors.subList(1, doors.size()),
                open == null
                        ? List.of()
                        : hosts.stream()
                                .map(each -> entrance.plain(each, open.port()))
                                .toList(),
                tls.authority());
    }

    /** Takes a new certificate, where the old one ends or the network gave another address; to be called often. */
    public void renew() {
        if (tls.renew()) {
            LOG.info("a new certificate is in use for {}", LanCertificate.names(tls.leaf()));
        }
    }

    /** The port of the plain porch, where it is open. */
    Optional<Integer> porchPort() {
        return Optional.ofNullable(porch).map(Porch::port);
    }

    /** The port it got. */
    public int port() {
        return javalin.port();
    }

    /** Whether our own front door answers within {@code patience} that all is well. */
    public boolean answers(Duration patience) {
        var at = port() > 0 ? address() : null;
        return at != null && knock.answered(at.getHost(), at.getPort(), patience);
    }

    List<Gate.Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void close() {
        if (porch != null) {
            porch.close();
        }
        javalin.stop();
    }

    /** Who is asking; only on a route that needs more than {@link Need#ANYONE}. */
    public static Visitor visitor(Context ctx) {
        return find(ctx).orElseThrow(() -> new IllegalStateException("this route admits anyone"));
    }

    /** Whose act a write on this request is. */
    public static Actor actor(Context ctx) {
        return visitor(ctx).actor();
    }

    /** Who is asking, on a route that admits anyone. */
    public static Optional<Visitor> find(Context ctx) {
        var doorkeeper = ctx.<@Nullable Doorkeeper>attribute(DOORKEEPER);
        if (doorkeeper != null) {
            // Asked for once, and only where somebody wants to know: not for each style sheet.
            ctx.attribute(DOORKEEPER, null);
            token(ctx)
                    .flatMap(token -> polled(ctx) ? doorkeeper.glance(token) : doorkeeper.find(token))
                    .ifPresent(visitor -> ctx.attribute(VISITOR, visitor));
        }
        return Optional.ofNullable(ctx.<@Nullable Visitor>attribute(VISITOR));
    }

    /** Whether a script asks by itself, while perhaps nobody is there: so it says, and only where nothing is written. */
    private static boolean polled(Context ctx) {
        return ctx.method().equals(HandlerType.GET) && ctx.header(POLL) != null;
    }

    /** The language this visitor reads. */
    public static Language language(Context ctx) {
        var language = ctx.<@Nullable Language>attribute(LANGUAGE);
        return language == null ? Language.VI : language;
    }

    /** The session's secret, whether or not anybody is signed in with it. */
    public static Optional<SessionToken> token(Context ctx) {
        return Optional.ofNullable(ctx.<@Nullable SessionToken>attribute(TOKEN));
    }

    /** Gives the browser a session secret; signing in always gives a new one. */
    public static void admit(Context ctx, SessionToken token) {
        ctx.attribute(TOKEN, token);
        ctx.res().addHeader("Set-Cookie", Headers.cookie(SESSION_COOKIE, token.cookie(), ""));
    }

    /** Takes the session secret out of the browser. */
    public static void dismiss(Context ctx) {
        ctx.res().addHeader("Set-Cookie", Headers.cookie(SESSION_COOKIE, "", "; Max-Age=0"));
    }

    /** Answers this one request in a language, whatever the browser remembers. */
    static void speakHere(Context ctx, Language language) {
        ctx.attribute(LANGUAGE, language);
    }

    static void speak(Context ctx, Language language) {
        ctx.res().addHeader("Set-Cookie", Headers.cookie(LANGUAGE_COOKIE, language.code(), "; Max-Age=31536000"));
    }

    /**
     * Answers 422 with the reason in words: the message {@code <room>.reason.<NAME>} of the room that the constant
     * belongs to.
     */
    public static void refuse(Context ctx, Enum<?> reason, Object... arguments) {
        var room = Room.of(reason.getDeclaringClass()).name();
        var key = room + ".reason." + reason.name();
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        ctx.render("web/refused.peb", Map.of("key", key, "given", List.of(arguments)));
    }

    /** A template as a document of its own, for a printed paper: always in Vietnamese. */
    public static String paper(Context ctx, String template, Map<String, ? extends @Nullable Object> model) {
        return Objects.requireNonNull(ctx.<@Nullable Renderer>attribute(RENDERER))
                .paper(template, model);
    }

    /** Where this house answers. */
    public static Place place(Context ctx) {
        return Objects.requireNonNull(ctx.<@Nullable Supplier<Place>>attribute(PLACE))
                .get();
    }

    /** The words of a key of whichever room, in this visitor's language. */
    public static String say(Context ctx, String key, Object... given) {
        return Objects.requireNonNull(ctx.<@Nullable Renderer>attribute(RENDERER))
                .say(language(ctx), key, given);
    }

    /** Whether there are words for a key: what was written long ago may name one that is gone. */
    public static boolean knows(Context ctx, String key) {
        return Objects.requireNonNull(ctx.<@Nullable Renderer>attribute(RENDERER))
                .knows(key);
    }

    /** A form field or query parameter as people mean it: composed letters, no stray spaces; absent is empty. */
    public static String text(Context ctx, String field) {
        var form = ctx.method().equals(HandlerType.GET) ? null : ctx.formParam(field);
        var raw = form != null ? form : ctx.queryParam(field);
        if (raw == null) {
            return "";
        }
        return Normalizer.normalize(raw, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cc}\\p{Cf}\\s\\u00a0]+", " ")
                .strip();
    }

    /** {@code path} when it leads to a page of this server, else the front page. */
    public static String localPath(@Nullable String path) {
        return path != null && path.length() <= 500 && LOCAL.matcher(path).matches() ? path : "/";
    }

    /** The page that is asked for, as an address within the house. */
    static String here(Context ctx) {
        var query = ctx.queryString();
        return localPath(query == null ? ctx.path() : ctx.path() + "?" + query);
    }

    static String signInFor(Context ctx) {
        var visitor = find(ctx);
        if (visitor.isPresent() && !visitor.get().locked()) {
            return Doorkeeper.PASSWORD;
        }
        var door = visitor.isPresent() ? Doorkeeper.LOCK : Doorkeeper.SIGN_IN;
        var here = here(ctx);
        return here.equals("/") ? door : door + "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
    }

    static boolean wantsJson(Context ctx) {
        var accept = ctx.header("Accept");
        return accept != null && accept.startsWith("application/json");
    }

    static boolean wantsPage(Context ctx) {
        return ctx.method().equals(HandlerType.GET) && !wantsJson(ctx);
    }
}
