package vn.sotruong.school.gradebook;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.sotruong.school.gradebook.Reading.Fault;

/**
 * Đọc điểm: what {@code 8}, {@code 8.5}, {@code 85} or a cell pasted from a spreadsheet mean. {@code mark-reader.js} is
 * its twin in the browser; both are held to the same list of examples.
 *
 * <p>Only what is visibly a mark is read as one: zero-width characters are dropped, full-width digits read, but no
 * superscript or other script is guessed at.
 */
public final class MarkReader {
    private static final int LONGEST = 40;
    private static final int MILLION = 1_000_000;
    private static final int TENTH = MILLION / 10;
    private static final int HIGHEST = 10 * MILLION;

    private static final Pattern INVISIBLE = Pattern.compile("[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]");
    private static final Pattern EDGES = Pattern.compile(
            "^[\\t-\\r \\u00a0\\u2000-\\u200a\\u202f\\u3000]+|[\\t-\\r \\u00a0\\u2000-\\u200a\\u202f\\u3000]+$");
    private static final Pattern SPACES = Pattern.compile("[\\t \\u00a0\\u3000]+");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,2})(?:[,.]([0-9]*))?");
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9]{2}");
    private static final Pattern DOUBTFUL = Pattern.compile("0[1-9]|1[1-9]");
    private static final Pattern DOUBLED = Pattern.compile("([0-9])\\1[,.]([0-9])");

    private static final Pattern DAY_MONTH =
            Pattern.compile("([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2,4}|([0-9]{1,2})[-/]([0-9]{1,2})");
    private static final Pattern YEAR_FIRST = Pattern.compile("[0-9]{4}-([0-9]{2})-([0-9]{2})(?:[ T].*)?");
    private static final Pattern MONTH_VIETNAMESE =
            Pattern.compile("([0-9]{1,2})[- ]?(?:thg|tháng|t) ?([0-9]{1,2})(?:[-/ ].*)?");
    private static final Pattern MONTH_ENGLISH = Pattern.compile("([0-9]{1,2})[- ]([a-z]{3})[a-z]*(?:[-/ ].*)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    // as a Telex or VNI keyboard leaves them too, when its program is off or slow; ð is the Đ of old fonts
    private static final Map<String, Word> VERDICTS = words(
            "D: đ d dd d9 ð đạt dat ddat d9at ddatj dda5t d9a5t, CD: c cđ cd cdd cd9 cð chưa_đạt chua_dat chuwa_ddatj"
                    + " chu7a_d9a5t chưa_dat");
    private static final Map<String, Word> LEVELS = words(
            "T: t hoàn_thành_tốt hoan_thanh_tot, H: h hoàn_thành hoan_thanh, C: c chưa_hoàn_thành chua_hoan_thanh");
    private static final Map<String, Word> TRAITS =
            words("T: t tốt tot, D: đ d dd d9 ð đạt dat, C: c cần_cố_gắng can_co_gang");

    private final boolean shorthand;
    private final Scale scale;

    /** @param shorthand whether {@code 85} stands for 8,5 */
    public MarkReader(boolean shorthand) {
        this(shorthand, Scale.TENTHS);
    }

    /** @param scale what the column takes */
    public MarkReader(boolean shorthand, Scale scale) {
        this.shorthand = shorthand;
        this.scale = scale;
    }

    /** Reads what was typed or pasted into a cell. */
    public Reading read(String typed) {
        if (typed.length() > LONGEST) {
            return new Reading.Wrong(Fault.RANGE, Optional.empty());
        }
        var text =
                EDGES.matcher(INVISIBLE.matcher(narrow(typed)).replaceAll("")).replaceAll("");
        if (text.isEmpty()) {
            return new Reading.Empty();
        }
        return switch (scale) {
            case TENTHS -> date(text).orElseGet(() -> number(expand(text), text));
            case WHOLE, FROM_ONE ->
                date(text).isPresent() ? new Reading.Wrong(Fault.DATE, Optional.empty()) : whole(text);
            case VERDICT -> word(VERDICTS, text, Fault.VERDICT);
            case LEVEL -> word(LEVELS, text, Fault.LEVEL);
            case TRAIT -> word(TRAITS, text, Fault.TRAIT);
        };
    }

    private static Map<String, Word> words(String spellings) {
        var words = new HashMap<String, Word>();
        for (var each : spellings.split(", ", -1)) {
            var parts = each.split(": ", 2);
            for (var spelling : parts[1].split(" ", -1)) {
                words.put(spelling.replace('_', ' '), Word.valueOf(parts[0]));
            }
        }
        return Map.copyOf(words);
    }

    private static Reading word(Map<String, Word> words, String text, Fault fault) {
        var composed = SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
        var word = words.get(composed);
        return word == null ? new Reading.Wrong(fault, Optional.empty()) : new Reading.Mark(word, false, false);
    }

    /** Nothing is rounded and nothing guessed: a fraction or a shorthand is refused, with the mark that was perhaps meant. */
    private Reading whole(String text) {
        var fault = scale == Scale.WHOLE ? Fault.WHOLE : Fault.FROM_ONE;
        var found = NUMBER.matcher(text);
        if (!found.matches()) {
            return new Reading.Wrong(fault, Optional.empty());
        }
        var millionths = millionths(found);
        if (text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1))) {
            return new Reading.Wrong(fault, score(found.group(1), "0").filter(scale::takes));
        }
        return millionths > HIGHEST || millionths % MILLION != 0 || (fault == Fault.FROM_ONE && millionths == 0)
                ? new Reading.Wrong(fault, Optional.empty())
                : new Reading.Mark(new Score(millionths / TENTH), false, false);
    }

    /** Two digits of which the first is 0 or 1 are rarely what they are read as; 10 and 00 are plain. */
    private boolean doubtful(String typed) {
        return shorthand && DOUBTFUL.matcher(typed).matches();
    }

    private static String narrow(String typed) {
        var narrow = new StringBuilder(typed.length());
        for (int i = 0; i < typed.length(); i++) {
            var c = typed.charAt(i);
            if (c >= '０' && c <= '９') {
                narrow.append((char) (c - '０' + '0'));
            } else {
                narrow.append(c == '，' ? ',' : c == '．' ? '.' : c);
            }
        }
        return narrow.toString();
    }

    /** {@code 85} becomes {@code 8,5}; 10 and 100 are ten. */
    private String expand(String text) {
        if (!shorthand) {
            return text;
        }
        if (text.equals("100")) {
            return "10";
        }
        return TWO_DIGITS.matcher(text).matches() && !text.equals("10") ? text.charAt(0) + "," + text.charAt(1) : text;
    }

    /**
     * Rounds to six decimals before it rounds to one: a spreadsheet that means 7,45 may hand over 7,449999999999999.
     */
    private Reading number(String text, String typed) {
        var found = NUMBER.matcher(text);
        if (!found.matches()) {
            return new Reading.Wrong(Fault.RANGE, hint(typed));
        }
        int millionths = millionths(found);
        if (millionths > HIGHEST) {
            return new Reading.Wrong(Fault.RANGE, hint(typed));
        }
        return new Reading.Mark(new Score((millionths + TENTH / 2) / TENTH), millionths % TENTH != 0, doubtful(typed));
    }

    private static int millionths(Matcher found) {
        var padded = (found.group(2) == null ? "" : found.group(2)) + "0000000";
        return Integer.parseInt(found.group(1)) * MILLION
                + Integer.parseInt(padded.substring(0, 6))
                + (padded.charAt(6) >= '5' ? 1 : 0);
    }

    /** A digit struck twice: 77,5 for 7,5. */
    private static Optional<Score> hint(String typed) {
        var doubled = DOUBLED.matcher(typed);
        return doubled.matches() ? score(doubled.group(1), doubled.group(2)) : Optional.empty();
    }

    private static Optional<Reading> date(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        for (var pattern : List.of(DAY_MONTH, MONTH_VIETNAMESE)) {
            var found = pattern.matcher(lower);
            if (found.matches()) {
                int first = found.group(1) != null ? 1 : 3;
                return Optional.of(madeDate(found.group(first), found.group(first + 1)));
            }
        }
        Matcher iso = YEAR_FIRST.matcher(lower);
        if (iso.matches()) {
            return Optional.of(madeDate(iso.group(2), iso.group(1)));
        }
        Matcher english = MONTH_ENGLISH.matcher(lower);
        if (english.matches() && MONTHS.contains(english.group(2))) {
            return Optional.of(madeDate(english.group(1), String.valueOf(MONTHS.indexOf(english.group(2)) + 1)));
        }
        return Optional.empty();
    }

    /** The fifth of the tenth month was no mark, the eighth of May was 8.5. */
    private static Reading madeDate(String day, String month) {
        return new Reading.Wrong(Fault.DATE, score(day, month));
    }

    private static Optional<Score> score(String units, String tenths) {
        int whole = Integer.parseInt(units);
        int tenth = Integer.parseInt(tenths);
        return tenth > 9 || whole * 10 + tenth > 100 ? Optional.empty() : Optional.of(new Score(whole * 10 + tenth));
    }
}
