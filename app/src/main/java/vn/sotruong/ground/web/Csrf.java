package vn.sotruong.ground.web;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Mã chống giả mạo: a form's proof that it came from our own page. Derived from the session's secret and masked afresh
 * for each page, so that compression tells nothing about it.
 */
final class Csrf {
    /** The form field's name. */
    static final String FIELD = "csrf";

    /** The header a script sends instead. */
    static final String HEADER = "X-CSRF";

    private static final int LENGTH = 16;

    private Csrf() {}

    static String issue(SessionToken session, SecureRandom random) {
        var mask = new byte[LENGTH];
        random.nextBytes(mask);
        var token = Arrays.copyOf(mask, 2 * LENGTH);
        var value = session.derive(FIELD);
        for (int i = 0; i < LENGTH; i++) {
            token[LENGTH + i] = (byte) (mask[i] ^ value[i]);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    static boolean holds(SessionToken session, @Nullable String token) {
        if (token == null || token.length() != 43) {
            return false;
        }
        byte[] given;
        try {
            given = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (given.length != 2 * LENGTH) {
            return false;
        }
        var value = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            value[i] = (byte) (given[i] ^ given[LENGTH + i]);
        }
        return MessageDigest.isEqual(value, Arrays.copyOf(session.derive(FIELD), LENGTH));
    }
}
