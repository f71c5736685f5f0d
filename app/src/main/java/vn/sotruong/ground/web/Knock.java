package vn.sotruong.ground.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Gõ cửa: asks our own front door how it is, from outside, as a browser would. */
final class Knock {
    private static final String OPENED = "HTTP/1.1 200 ";

    private final SSLContext context;

    Knock(SecureRandom random) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Whoever()}, random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java speaks no TLS", e);
        }
    }

    /** Whether it answered in time that all is well. */
    boolean answered(String host, int port, Duration patience) {
        var milliseconds = Math.toIntExact(patience.toMillis());
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), milliseconds);
            plain.setSoTimeout(milliseconds);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                var request = "GET " + HealthPages.PATH + " HTTP/1.1\r\nHost: " + host + ":" + port
                        + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                var head = socket.getInputStream().readNBytes(OPENED.length());
                return new String(head, StandardCharsets.US_ASCII).equals(OPENED);
            }
        } catch (IOException silent) {
            return false;
        }
    }

    /**
     * On our own machine nothing secret is asked or told, and a certificate that a clock gone wrong calls expired must
     * not look like a door that is shut.
     */
    private static final class Whoever extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
