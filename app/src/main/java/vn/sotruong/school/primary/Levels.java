package vn.sotruong.school.primary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Trait;

/** Các mức: how they are typed, written in the book, and held in the store. */
final class Levels {
    /** Nổi bật hoặc tiến bộ rõ (Điều 13): recognised at the end of the year. */
    static final String OUTSTANDING = "kt-noibat";

    /** Được tập thể lớp công nhận (Điều 13). */
    static final String BY_CLASS = "kt-lop";

    /** Đã ghi sổ rồi bỏ mức: committed still, without a level, so that nobody types over it as if nothing had been there. */
    static final String REMOVED = "-";

    static final String YES = "X";

    private Levels() {}

    /**
     * Cột.
     *
     * @param name empty for what is recognised at the end of the year, which the page names
     */
    record Head(String id, String group, String name) {
        public boolean yes() {
            return group.equals("RECOGNISED");
        }
    }

    /** What a class is assessed in at that moment. */
    static List<Head> heads(Circular27 circular, int grade, Circular27.Moment moment) {
        var heads = new ArrayList<Head>();
        for (Trait each : circular.traits(grade)) {
            heads.add(new Head(each.id(), each.kind().name(), each.name()));
        }
        if (moment == Circular27.Moment.END_YEAR) {
            heads.add(new Head(OUTSTANDING, "RECOGNISED", ""));
            heads.add(new Head(BY_CLASS, "RECOGNISED", ""));
        }
        return heads;
    }

    /** What was typed, as it is stored; empty for what is no level of that column. Empty text stays empty. */
    static Optional<String> read(Head head, String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFC).strip().toUpperCase(Locale.ROOT);
        return switch (text) {
            case "" -> Optional.of("");
            case "T", "D", "C" -> head.yes() ? Optional.empty() : Optional.of(text);
            case "Đ" -> head.yes() ? Optional.empty() : Optional.of("D");
            case YES -> head.yes() ? Optional.of(YES) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** As people write it. */
    static String shown(String stored) {
        return switch (stored) {
            case "D" -> "Đ";
            case YES -> "x";
            case REMOVED -> "";
            default -> stored;
        };
    }

    /** Whether a level stands there. */
    static boolean given(Map<String, String> levels, String trait) {
        return !levels.getOrDefault(trait, REMOVED).equals(REMOVED);
    }

    static String text(Map<String, String> levels) {
        return new TreeMap<>(levels)
                .entrySet().stream()
                        .filter(each -> !each.getValue().isEmpty())
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .collect(Collectors.joining(" "));
    }

    static SequencedMap<String, String> map(String text) {
        var levels = new TreeMap<String, String>();
        for (var each : text.split(" ", -1)) {
            var colon = each.indexOf(':');
            if (colon > 0) {
                levels.put(each.substring(0, colon), each.substring(colon + 1));
            }
        }
        return levels;
    }

    /** What a row held when a page was made: one value for each column, in their order. */
    static String seen(List<Head> heads, Map<String, String> levels) {
        return heads.stream().map(each -> levels.getOrDefault(each.id(), "")).collect(Collectors.joining(","));
    }

    static Optional<Map<String, String>> seen(List<Head> heads, String text) {
        var parts = text.split(",", -1);
        if (parts.length != heads.size()) {
            return Optional.empty();
        }
        var levels = new TreeMap<String, String>();
        for (var i = 0; i < parts.length; i++) {
            levels.put(heads.get(i).id(), parts[i]);
        }
        return Optional.of(levels);
    }
}
