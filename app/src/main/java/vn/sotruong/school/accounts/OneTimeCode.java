package vn.sotruong.school.accounts;

import java.util.random.RandomGenerator;

/** Mã dùng một lần: ten letters and digits that nobody confuses, about 49 bits, for two weeks and a throttled door. */
final class OneTimeCode {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 10;

    private OneTimeCode() {}

    static String fresh(RandomGenerator random) {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i == LENGTH / 2 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }
}
