package vn.sotruong.school.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Quy tắc mật khẩu: long rather than odd; nothing that is guessed first. */
final class PasswordRule {
    static final int SHORTEST = 10;
    static final int LONGEST = 128;
    private static final Set<String> COMMON = Set.of(
            "matkhau",
            "password",
            "giaovien",
            "hocsinh",
            "truonghoc",
            "sotruong",
            "vietnam",
            "admin",
            "qwerty",
            "qwertyuiop",
            "asdfghjkl",
            "iloveyou",
            "abc",
            "abcdef",
            "anhyeuem",
            "hanoi",
            "thaygiao",
            "cogiao");

    private PasswordRule() {}

    /** Why this password is not taken, or nothing. */
    static Optional<Reason> refusal(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Reason.TOO_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Reason.TOO_LONG);
        }
        return guessable(password.toLowerCase(Locale.ROOT), username)
                ? Optional.of(Reason.TOO_COMMON)
                : Optional.empty();
    }

    /** Whether six digits are among those that everybody tries first: two digits only, counted up or down, the same three twice. */
    static boolean guessablePin(String pin) {
        return pin.chars().distinct().count() < 3
                || runs(pin)
                || pin.substring(0, 3).equals(pin.substring(3));
    }

    /** One spelling for what people type on different keyboards. */
    static String tidy(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    private static boolean guessable(String password, String username) {
        int dot = username.indexOf('.');
        var stem = dot < 0 ? username : username.substring(0, dot);
        var rest = password.replaceAll("[0-9@!#$%&*._ -]+", "");
        return password.chars().distinct().count() < 5
                || (stem.length() > 2 && password.contains(stem))
                || COMMON.contains(rest)
                || runs(password);
    }

    /** All steps between neighbours are the same: 1234567890, abcdefghij. */
    private static boolean runs(String password) {
        int step = password.charAt(1) - password.charAt(0);
        for (int i = 2; i < password.length(); i++) {
            int next = password.charAt(i) - password.charAt(i - 1);
            if (next != step && !(password.charAt(i) == '0' && password.charAt(i - 1) == '9')) {
                return false;
            }
        }
        return true;
    }
}
