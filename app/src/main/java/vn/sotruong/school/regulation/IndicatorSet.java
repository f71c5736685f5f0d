package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Bộ chỉ số theo dõi sự phát triển của trẻ: what a kindergarten observes, as a versioned list. The set that comes along
 * has the domains and the totals; the school adds the wording of its indicators, which makes a set of its own.
 *
 * @param standards how many standards the document has
 * @param indicators how many indicators it has
 * @param items those whose wording is here
 */
public record IndicatorSet(
        String id,
        int version,
        String source,
        int standards,
        int indicators,
        List<Rules.Domain> domains,
        List<Indicator> items) {
    public IndicatorSet {
        domains = List.copyOf(domains);
        items = List.copyOf(items);
    }

    /**
     * Một chỉ số, một mục tiêu.
     *
     * @param domain the id of its domain
     */
    public record Indicator(String code, String domain, String text) {}

    /** Vì sao không nhận. */
    public enum Fault {
        /** Tệp không đúng mẫu. */
        UNREADABLE,
        /** Một mã đứng hai lần. */
        CODE_TWICE,
        /** Lĩnh vực không có trong bộ. */
        UNKNOWN_DOMAIN,
        /** Thiếu mã hoặc lời. */
        EMPTY,
        /** Nhiều hơn số chỉ số của bộ. */
        TOO_MANY;

        /** The key of its sentence. */
        public String key() {
            return "regulation.indicators." + name();
        }
    }

    /** Kết quả đọc. */
    public sealed interface Reading {
        /** Đọc được. */
        record Read(IndicatorSet set) implements Reading {}

        /** Không nhận. */
        record Refused(Fault fault) implements Reading {}
    }

    /** A set from a file. */
    public static Reading read(String text) {
        try {
            return checked(RulesReader.read(text, IndicatorSet.class));
        } catch (RulesReader.Unreadable notASet) {
            return new Reading.Refused(Fault.UNREADABLE);
        }
    }

    /** A set of that name and version that has these indicators too. */
    public Reading extended(String newId, int newVersion, List<Indicator> more) {
        var all = new ArrayList<>(items);
        all.addAll(more);
        return checked(new IndicatorSet(newId, newVersion, source, standards, indicators, domains, all));
    }

    private static Reading checked(IndicatorSet set) {
        var codes = new HashSet<String>();
        for (var each : set.items()) {
            if (each.code().isBlank() || each.text().isBlank()) {
                return new Reading.Refused(Fault.EMPTY);
            }
            if (!codes.add(each.code())) {
                return new Reading.Refused(Fault.CODE_TWICE);
            }
            if (set.domains().stream().noneMatch(domain -> domain.id().equals(each.domain()))) {
                return new Reading.Refused(Fault.UNKNOWN_DOMAIN);
            }
        }
        return set.items().size() > set.indicators() ? new Reading.Refused(Fault.TOO_MANY) : new Reading.Read(set);
    }

    /** As it is stored or handed on. */
    public String text() {
        return RulesReader.write(this);
    }

    static IndicatorSet shipped(String name) {
        return switch (read(RulesReader.shipped(name))) {
            case Reading.Read(var set) -> set;
            case Reading.Refused(var fault) -> throw new IllegalStateException(name + ": " + fault);
        };
    }
}
