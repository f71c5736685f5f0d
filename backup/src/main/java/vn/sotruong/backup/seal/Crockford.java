package vn.sotruong.backup.seal;

import java.math.BigInteger;
import java.util.Locale;

/** Crockford's base 32: letters that people copy without mistaking them (no I, L, O, U). */
final class Crockford {
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Crockford() {}

    /** Groups of four with hyphens; the last letter is padded with zero bits. */
    static String write(byte[] bytes) {
        var number = new BigInteger(1, bytes).shiftLeft(padding(bytes.length));
        var text = new StringBuilder();
        for (var left = letters(bytes.length) - 1; left >= 0; left--) {
            text.append(LETTERS.charAt(number.shiftRight(left * 5).intValue() & 31));
            var written = letters(bytes.length) - left;
            if (left > 0 && written % 4 == 0) {
                text.append('-');
            }
        }
        return text.toString();
    }

    /** Reads exactly {@code count} bytes; hyphens and spaces do not matter, I and L read as 1, O as 0. */
    static byte[] read(String text, int count) {
        var plain = text.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0');
        if (plain.length() != letters(count)) {
            throw new Broken("the card has " + plain.length() + " letters where " + letters(count) + " belong");
        }
        var number = BigInteger.ZERO;
        for (var at = 0; at < plain.length(); at++) {
            var value = LETTERS.indexOf(plain.charAt(at));
            if (value < 0) {
                throw new Broken("the card has a letter that does not belong there");
            }
            number = number.shiftLeft(5).or(BigInteger.valueOf(value));
        }
        if (number.getLowestSetBit() < padding(count) && number.signum() != 0) {
            throw new Broken("the card was mistyped at the end of a line");
        }
        var padded = number.shiftRight(padding(count)).toByteArray();
        var bytes = new byte[count];
        var length = Math.min(padded.length, count);
        System.arraycopy(padded, padded.length - length, bytes, count - length, length);
        return bytes;
    }

    private static int letters(int bytes) {
        return (bytes * 8 + 4) / 5;
    }

    private static int padding(int bytes) {
        return letters(bytes) * 5 - bytes * 8;
    }
}
