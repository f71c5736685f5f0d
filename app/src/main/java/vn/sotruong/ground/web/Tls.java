package vn.sotruong.ground.web;

import io.javalin.config.JavalinConfig;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
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

/** Kênh mã hóa: TLS 1.3 and 1.2 alone, HTTP/2 and HTTP/1.1. A new certificate is taken without a pause. */
final class Tls {
    /** More wait for their turn: whoever never ends what they send, holds up themselves. */
    private static final int REQUESTS_OF_ONE_ADDRESS = 32;

    private final WebSettings settings;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private volatile KeyStore held;

    Tls(WebSettings settings) {
        this.settings = settings;
        this.held = settings.tls().get();
        context.setKeyStore(held);
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
    }

    void install(JavalinConfig config) {
        harden(config);
        // Addresses on a school's network come and go; the certificate's names are the browser's to check.
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new SecureRequestCustomizer(false)));
        config.jetty.addConnector(this::connector);
    }

    /** What every door of ours has in common. */
    static void harden(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            http.setRequestHeaderSize(16 * 1024);
            http.setRelativeRedirectAllowed(true);
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
    }

    /** Looks whether there is a newer certificate; connections that stand keep the old one. @return whether there was */
    boolean renew() {
        var fresh = settings.tls().get();
        if (leaf(fresh).equals(leaf(held))) {
            return false;
        }
        try {
            context.reload(_ -> context.setKeyStore(fresh));
        } catch (Exception e) {
            throw new IllegalStateException("the new certificate could not be taken", e);
        }
        held = fresh;
        return true;
    }

    /** The server's own certificate. */
    X509Certificate leaf() {
        return leaf(held);
    }

    /** The last certificate of the chain: what browsers are taught to trust. */
    X509Certificate authority() {
        return chain(held).getLast();
    }

    private static X509Certificate leaf(KeyStore store) {
        return chain(store).getFirst();
    }

    private static List<X509Certificate> chain(KeyStore store) {
        try {
            return Arrays.stream(store.getCertificateChain(store.aliases().nextElement()))
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the server's certificate cannot be read", e);
        }
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        var http11 = new HttpConnectionFactory(http);
        var http2 = new HTTP2ServerConnectionFactory(http);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        var connector =
                new ServerConnector(server, new SslConnectionFactory(context, alpn.getProtocol()), alpn, http2, http11);
        connector.setHost(settings.entrance().host());
        connector.setPort(settings.entrance().port());
        connector.setIdleTimeout(60_000);
        return connector;
    }
}
