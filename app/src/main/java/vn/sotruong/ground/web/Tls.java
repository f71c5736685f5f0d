package vn.sotruong.ground.web;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Kênh mã hóa: TLS 1.3 and 1.2 alone, HTTP/2 and HTTP/1.1; no plain port is ever opened. */
final class Tls {
    /** More wait for their turn: whoever never ends what they send, holds up themselves. */
    private static final int REQUESTS_OF_ONE_ADDRESS = 32;

    private Tls() {}

    static void install(JavalinConfig config, WebSettings settings) {
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(16 * 1024);
            http.setRelativeRedirectAllowed(true);
            // Addresses on a school's network come and go; the certificate's names are the browser's to check.
            http.addCustomizer(new SecureRequestCustomizer(false));
        });
        config.jetty.modifyServer(server -> {
            var quiet = new ErrorHandler();
            quiet.setShowStacks(false);
            quiet.setShowMessageInTitle(false);
            server.setErrorHandler(quiet);
            var turns = new ThreadLimitHandler();
            turns.setThreadLimit(REQUESTS_OF_ONE_ADDRESS);
            server.setHandler(turns);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, WebSettings settings) {
        var context = new SslContextFactory.Server();
        context.setKeyStore(settings.tls());
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
        var http11 = new HttpConnectionFactory(http);
        var http2 = new HTTP2ServerConnectionFactory(http);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        var connector =
                new ServerConnector(server, new SslConnectionFactory(context, alpn.getProtocol()), alpn, http2, http11);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(60_000);
        return connector;
    }
}
