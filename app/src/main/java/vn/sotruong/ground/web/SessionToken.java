package vn.sotruong.ground.web;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Bí mật của phiên: 256 random bits that live in the browser's cookie. The server keeps {@link #hash} alone, so a
 * stolen database opens no session.
 */
public final class SessionToken {
    private static final int LENGTH = 32;
    private final byte[] secret;

    private SessionToken(byte[] secret) {
        this.secret = secret;
    }

    /** A token nobody has seen. */
    public static SessionToken fresh(SecureRandom random) {
        var secret = new byte[LENGTH];
        random.nextBytes(secret);
        return new SessionToken(secret);
    }

    /** The token of a cookie's value, unless it is none of ours. */
    public static Optional<SessionToken> parse(@Nullable String cookie) {
        if (cookie == null || cookie.length() != 43) {
            return Optional.empty();
        }
        try {
            var secret = Base64.getUrlDecoder().decode(cookie);
            return secret.length == LENGTH ? Optional.of(new SessionToken(secret)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is stored: SHA-256 in lower hex. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String cookie() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** A value only the holder of this token and we can compute. */
    byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "SessionToken";
    }
}
