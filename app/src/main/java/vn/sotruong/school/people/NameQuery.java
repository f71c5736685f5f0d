package vn.sotruong.school.people;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Từ khóa tìm tên: typed with or without diacritics, in any order, as initials, or in Telex while the keyboard program
 * is off.
 */
public final class NameQuery {
    private static final int ENOUGH_LETTERS = 4;
    private static final String VOWELS = "aeiouy";
    private static final String TONE_KEYS = "fsrxj";

    private final String typed;
    private final String folded;

    /** Longest first: what a longer word may take, a shorter one needs less. */
    private final List<String> words;

    private NameQuery(String typed, String folded) {
        this.typed = typed;
        this.folded = folded;
        words = words(folded);
        words.sort(Comparator.comparingInt(String::length).reversed());
    }

    public static NameQuery of(String typed) {
        return new NameQuery(spoken(typed), VietnameseName.fold(typed));
    }

    /** Whether nothing to search for was typed: everybody matches. */
    public boolean isBlank() {
        return folded.isEmpty();
    }

    /** Whether a name with this {@link VietnameseName#searchKey} is meant. */
    public boolean matches(String searchKey) {
        return isBlank() || wordsBegin(searchKey) || isInitials(searchKey) || isInside(searchKey);
    }

    /**
     * Those who are meant, the ones whose diacritics are as typed first; the order within is kept. When nobody is, the
     * query is read as Telex.
     */
    public <T> List<T> pick(List<T> among, Function<T, VietnameseName> name) {
        return pick(among, each -> name.apply(each).searchKey(), name);
    }

    /** As above, where the search keys are at hand: folding thousands of names takes longer than looking at them. */
    <T> List<T> pick(List<T> among, Function<T, String> searchKey, Function<T, VietnameseName> name) {
        var found = matching(among, searchKey);
        if (found.isEmpty()) {
            found = new NameQuery(typed, telex(typed)).matching(among, searchKey);
        }
        var picked = new ArrayList<T>();
        var others = new ArrayList<T>();
        for (var each : found) {
            if (saysExactly(name.apply(each))) {
                picked.add(each);
            } else {
                others.add(each);
            }
        }
        picked.addAll(others);
        return picked;
    }

    private <T> List<T> matching(List<T> among, Function<T, String> searchKey) {
        return among.stream().filter(each -> matches(searchKey.apply(each))).toList();
    }

    /** Each word begins another name word. */
    private boolean wordsBegin(String searchKey) {
        var free = words(searchKey);
        for (var word : words) {
            var taken = free.stream().filter(each -> each.startsWith(word)).findFirst();
            if (taken.isEmpty()) {
                return false;
            }
            free.remove(taken.get());
        }
        return true;
    }

    private boolean isInitials(String searchKey) {
        if (folded.length() < 2 || folded.contains(" ")) {
            return false;
        }
        var initials = new StringBuilder();
        for (var word : words(searchKey)) {
            initials.append(word, 0, Math.min(1, word.length()));
        }
        return initials.indexOf(folded) == 0 || initials.toString().endsWith(folded);
    }

    private boolean isInside(String searchKey) {
        return folded.length() >= ENOUGH_LETTERS
                && !folded.contains(" ")
                && searchKey.replace(" ", "").contains(folded);
    }

    private boolean saysExactly(VietnameseName name) {
        return (" " + spoken(name.full())).contains(" " + typed);
    }

    private static List<String> words(String folded) {
        return new ArrayList<>(List.of(folded.split(" ", -1)));
    }

    private static String spoken(String text) {
        return Normalizer.normalize(VietnameseName.tidy(text).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** What was typed in Telex, folded: "nguyeexn vawn ddatj" is nguyen van dat. */
    static String telex(String typed) {
        var words = new ArrayList<String>();
        for (var word : words(VietnameseName.fold(typed))) {
            words.add(telexWord(word));
        }
        return String.join(" ", words);
    }

    private static String telexWord(String word) {
        var out = new StringBuilder();
        var vowelSeen = false;
        for (var i = 0; i < word.length(); i++) {
            var c = word.charAt(i);
            var again = out.toString().indexOf(c) >= 0;
            if (vowelSeen && TONE_KEYS.indexOf(c) >= 0) {
                continue;
            }
            if (c == 'w') {
                if (!vowelSeen) {
                    out.append('u'); // w alone is ư
                    vowelSeen = true;
                }
                continue;
            }
            if (again && (c == 'd' || "aeo".indexOf(c) >= 0)) {
                continue; // dd, aa, ee, oo: the second may also come at the word's end
            }
            vowelSeen |= VOWELS.indexOf(c) >= 0;
            out.append(c);
        }
        return out.toString();
    }
}
