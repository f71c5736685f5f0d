package vn.sotruong.school.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Tên đăng nhập: {@code <tên><initials of họ and tên lót>.<school>}, without marks or spaces: Nguyễn Văn Toàn of thptcva
 * is {@code toannv.thptcva}. A name already given, to whomever and however long ago, gets the next number.
 */
final class Username {
    private static final int LONGEST = 64;

    private Username() {}

    /** The name for a member of staff; {@code given} says which names were ever given. */
    static String propose(String familyName, String givenName, String school, Predicate<String> given) {
        var stem = letters(givenName) + initials(familyName);
        if (stem.isEmpty() || letters(school).isEmpty()) {
            throw new IllegalArgumentException("no letters to make a username of");
        }
        var ending = "." + letters(school);
        stem = stem.substring(0, Math.min(stem.length(), LONGEST - ending.length() - 4));
        var name = stem + ending;
        for (int number = 2; given.test(name); number++) {
            name = stem + number + ending;
        }
        return name;
    }

    /** The name of a school's administrator: {@code <district>_<school>}, numbered like any other. */
    static String administrator(String district, String school, Predicate<String> given) {
        var stem = letters(district) + "_" + letters(school);
        var name = stem;
        for (int number = 2; given.test(name); number++) {
            name = stem + number;
        }
        return name;
    }

    /** What somebody typed, as it is stored: people write capitals and stray spaces. */
    static String tidy(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    private static String initials(String names) {
        var out = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < names.length(); i++) {
            if (Character.isWhitespace(names.charAt(i))) {
                start = true;
            } else if (start) {
                var letter = letters(names.substring(i, names.offsetByCodePoints(i, 1)));
                out.append(letter);
                start = letter.isEmpty() && Character.getType(names.charAt(i)) != Character.NON_SPACING_MARK;
            }
        }
        return out.toString();
    }

    private static String letters(String text) {
        var plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD);
        return plain.replaceAll("[^a-z0-9]", "");
    }
}
