package vn.sotruong.ground.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hiên nhà: one page over plain HTTP, for machines that do not trust the school's certificate yet. It tells how to trust
 * it, gives the authority's certificate, and leads to the front door. Nobody signs in here, no cookie is set or read, and
 * no address is built from what the browser says of itself. It is no captive portal: a phone that asks whether there is
 * internet gets the truth.
 */
final class Porch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Porch.class);
    private static final String PAGE = "/";

    /** What systems and browsers ask in order to learn whether there is internet. */
    private static final Set<String> PROBES = Set.of(
            "/generate_204",
            "/gen_204",
            "/hotspot-detect.html",
            "/library/test/success.html",
            "/ncsi.txt",
            "/connecttest.txt",
            "/success.txt",
            "/canonical.html",
            "/check_network_status.txt",
            "/nm-check.txt");

    private final Javalin javalin;

    private Porch(Javalin javalin) {
        this.javalin = javalin;
    }

    /** @throws PortTaken when another program listens there */
    static Porch open(Entrance entrance, Renderer renderer, Assets assets, TrustPages trust) {
        var port = entrance.porch().orElseThrow();
        var porch =
                new Porch(Javalin.create(config -> configure(config, entrance.host(), port, renderer, assets, trust)));
        try {
            porch.javalin.start();
        } catch (JavalinBindException taken) {
            throw new PortTaken(port, taken);
        }
        return porch;
    }

    private static void configure(
            JavalinConfig config, String host, int port, Renderer renderer, Assets assets, TrustPages trust) {
        Tls.harden(config);
        config.http.maxRequestSize = 0;
        config.jetty.addConnector((server, http) -> connector(server, http, host, port));
        config.fileRenderer(renderer);
        config.routes.before(ctx -> {
            Headers.lay(ctx);
            Web.speakHere(ctx, Language.of(ctx.queryParam("lang")));
        });
        config.routes.get(PAGE, ctx -> ctx.render("web/porch.peb", Map.of()));
        config.routes.get(TrustPages.PEM, trust::pem);
        config.routes.get(TrustPages.DER, trust::der);
        config.routes.get(Assets.PATH, assets::serve);
        config.routes.error(HttpStatus.NOT_FOUND, Porch::lead);
        config.routes.exception(Exception.class, (bug, ctx) -> {
            LOG.error("the porch could not answer {} {}", ctx.method(), ctx.path(), bug);
            ctx.status(HttpStatus.INTERNAL_SERVER_ERROR)
                    .contentType("text/plain")
                    .result("500");
        });
    }

    private static void lead(Context ctx) {
        if (PROBES.contains(ctx.path())) {
            ctx.contentType("text/plain").result("404");
            return;
        }
        ctx.status(HttpStatus.FOUND)
                .header("Location", PAGE)
                .contentType("text/plain")
                .result("");
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(20_000);
        return connector;
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
