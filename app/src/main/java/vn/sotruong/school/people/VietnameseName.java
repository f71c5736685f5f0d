package vn.sotruong.school.people;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Họ tên người Việt, kept as họ đệm and tên. Lists are in the order of tên, then of họ đệm syllable by syllable; within
 * a syllable letters come before tones (ngang, huyền, hỏi, ngã, sắc, nặng). Where the tone is written (Hoà, Hòa), case
 * and Unicode form do not matter.
 *
 * @param family họ và chữ đệm
 * @param given tên
 */
public record VietnameseName(String family, String given) {
    private static final String ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String TONES = "\u0300\u0309\u0303\u0301\u0323";
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // ASCII order does the work: end of tên < end of a syllable < tone < letter
    private static final char PART_ENDS = '!';
    private static final char SYLLABLE_ENDS = '.';
    private static final char UNKNOWN_LETTER = 'z';

    public VietnameseName {
        family = tidy(family);
        given = tidy(given);
        if (family.isEmpty() || given.isEmpty()) {
            throw new IllegalArgumentException("a name has two parts");
        }
    }

    /** Splits a full name before its last word. @throws IllegalArgumentException when it has one word only */
    public static VietnameseName split(String full) {
        var name = tidy(full);
        var last = name.lastIndexOf(' ');
        if (last < 0) {
            throw new IllegalArgumentException("a name has two parts");
        }
        return new VietnameseName(name.substring(0, last), name.substring(last + 1));
    }

    /** The text as it is stored: NFC, single plain spaces, nothing invisible. */
    public static String tidy(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cf}\\p{Cc}&&[^\\t\\n\\r]]", "")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    /** The text as it is searched: lower case, no marks, no apostrophes, letters and digits parted by single spaces. */
    public static String fold(String text) {
        var plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD);
        return plain.replaceAll("[\\p{M}\\p{Cf}'’ʼ]+", "")
                .replaceAll("[^\\p{Alnum}]+", " ")
                .strip();
    }

    /** Họ đệm and tên as one text. */
    public String full() {
        return family + " " + given;
    }

    /** A key whose binary order is the order of names; plain ASCII. Equal keys are parted by birth date, then code. */
    public String sortKey() {
        var key = new StringBuilder();
        syllables(given).forEach(each -> appendSyllable(key, each));
        key.append(PART_ENDS);
        syllables(family).forEach(each -> appendSyllable(key, each));
        return key.toString();
    }

    /** The folded full name, for {@link NameQuery}. */
    public String searchKey() {
        return fold(full());
    }

    private static List<String> syllables(String part) {
        return List.of(part.toLowerCase(Locale.ROOT).split("[ -]+", -1));
    }

    private static void appendSyllable(StringBuilder key, String syllable) {
        var text = Normalizer.normalize(syllable, Normalizer.Form.NFD);
        var tone = 0;
        var at = 0;
        while (at < text.length()) {
            var letter = new StringBuilder().appendCodePoint(text.codePointAt(at));
            at += letter.length();
            for (; at < text.length() && isMark(text.charAt(at)); at++) {
                var found = TONES.indexOf(text.charAt(at));
                if (found >= 0) {
                    tone = found + 1;
                } else {
                    letter.append(text.charAt(at));
                }
            }
            appendLetter(key, letter.toString());
        }
        key.append(tone).append(SYLLABLE_ENDS);
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static void appendLetter(StringBuilder key, String letter) {
        var composed = Normalizer.normalize(letter, Normalizer.Form.NFC);
        var place = place(composed);
        if (place < 0) {
            place = place(letter.substring(0, letter.offsetByCodePoints(0, 1))); // ü stands with u
        }
        if (place >= 0) {
            key.append(SIGNS.charAt(place));
        } else if (Character.isLetter(letter.codePointAt(0))) {
            key.append(UNKNOWN_LETTER).append("%06x".formatted(letter.codePointAt(0)));
        }
    }

    private static int place(String letter) {
        if (letter.length() != 1) {
            return -1;
        }
        var digit = DIGITS.indexOf(letter);
        var place = ALPHABET.indexOf(letter);
        return digit >= 0 ? digit : place >= 0 ? DIGITS.length() + place : -1;
    }
}
