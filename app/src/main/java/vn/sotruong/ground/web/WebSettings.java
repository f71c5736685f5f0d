package vn.sotruong.ground.web;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;

/**
 * Thiết lập cửa trước.
 *
 * @param host the address to listen on; loopback unless told otherwise
 * @param port 0 takes a free one
 * @param tls holds one private key with its certificate chain, without a password
 * @param longestUpload how long a file may take to come in
 */
public record WebSettings(String host, int port, KeyStore tls, Duration longestUpload) {
    /** The largest file at a hundred kilobytes a second. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(2);

    public WebSettings(String host, int port, KeyStore tls) {
        this(host, port, tls, LONGEST_UPLOAD);
    }

    /** The last certificate of the chain: what browsers are taught to trust. */
    X509Certificate authority() {
        try {
            var chain = tls.getCertificateChain(tls.aliases().nextElement());
            return (X509Certificate) chain[chain.length - 1];
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the server's certificate cannot be read", e);
        }
    }
}
