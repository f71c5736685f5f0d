package vn.sotruong.ground.web;

import java.security.KeyStore;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Thiết lập cửa trước.
 *
 * @param tls gives what holds one private key with its certificate chain, without a password: as it is now, so that
 *     it can be asked again
 * @param longestUpload how long a file may take to come in
 */
public record WebSettings(Entrance entrance, Supplier<KeyStore> tls, Duration longestUpload) {
    /** The largest file at a hundred kilobytes a second. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(2);

    public WebSettings(Entrance entrance, Supplier<KeyStore> tls) {
        this(entrance, tls, LONGEST_UPLOAD);
    }

    /** Where names and certificate never change. */
    public WebSettings(String host, int port, KeyStore tls) {
        this(new Entrance(host, port), () -> tls);
    }
}
