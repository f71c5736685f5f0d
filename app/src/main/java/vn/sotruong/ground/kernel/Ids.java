package vn.sotruong.ground.kernel;

import java.util.random.RandomGenerator;

/**
 * Mã hồ sơ: identifiers of rows, 13 characters of lower-case Crockford base 32 (64 random bits). Random, not counted,
 * because a school restored from an old backup would count the same numbers again for other people.
 */
public final class Ids {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** A new identifier. */
    public synchronized String next() {
        var bits = random.nextLong();
        var id = new char[LENGTH];
        for (var i = LENGTH - 1; i >= 0; i--) {
            id[i] = DIGITS.charAt((int) (bits & 31));
            bits >>>= 5;
        }
        return new String(id);
    }
}
