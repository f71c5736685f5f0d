package vn.sotruong.school.founding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Mã thiết lập: stands on the console of the box alone, so that whoever founds the school has stood before it. Five
 * wrong tries close it until the program starts anew, with another code.
 */
public final class SetupCode {
    static final int TRIES = 5;

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;

    private final String code;
    private int wrong;

    public SetupCode(SecureRandom random) {
        var fresh = new StringBuilder();
        for (var i = 0; i < LENGTH; i++) {
            fresh.append(i > 0 && i % GROUP == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        code = fresh.toString();
    }

    /** Kết quả so mã. */
    enum Match {
        RIGHT,
        WRONG,
        CLOSED
    }

    /** Compares in the same time for every wrong code. */
    synchronized Match compare(String typed) {
        if (wrong >= TRIES) {
            return Match.CLOSED;
        }
        if (MessageDigest.isEqual(plain(typed), plain(code))) {
            return Match.RIGHT;
        }
        wrong++;
        return wrong >= TRIES ? Match.CLOSED : Match.WRONG;
    }

    /** For the console, and nowhere else. */
    public String forConsole() {
        return code;
    }

    private static byte[] plain(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
    }

    /** Says nothing of the code. */
    @Override
    public String toString() {
        return "SetupCode";
    }
}
