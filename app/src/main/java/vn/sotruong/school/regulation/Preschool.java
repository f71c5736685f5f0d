package vn.sotruong.school.regulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Đánh giá trẻ mầm non (Chương trình giáo dục mầm non, Thông tư 17/2009/TT-BGDĐT, sửa đổi bởi Thông tư 51/2020): by
 * observation, against objectives and indicators. There are no marks, no levels and no ranking, and no age is held back.
 */
public final class Preschool implements Regulation {
    private final Ruleset ruleset;
    private final Rules.PreschoolRules rules;
    private final IndicatorSet indicators;

    private Preschool(Ruleset ruleset, Rules.PreschoolRules rules) {
        this.ruleset = ruleset;
        this.rules = rules;
        indicators = IndicatorSet.shipped(rules.indicators());
    }

    /** The programme with the data of that ruleset. */
    public static Preschool of(Ruleset ruleset) {
        return new Preschool(ruleset, Regulation.rules(ruleset, Rules.PreschoolRules.class));
    }

    /** Độ tuổi. */
    public enum AgeGroup {
        /** Nhà trẻ. */
        NURSERY,
        /** Mẫu giáo. */
        KINDERGARTEN
    }

    /**
     * Tổng hợp một lĩnh vực.
     *
     * @param open indicators that nobody has observed yet
     */
    public record Tally(int achieved, int needsEffort, int open) {}

    @Override
    public Ruleset ruleset() {
        return ruleset;
    }

    /** The programme's domains: four for the nursery, five for the kindergarten. */
    public List<Rules.Domain> domains(AgeGroup age) {
        return age == AgeGroup.NURSERY ? rules.nursery() : rules.kindergarten();
    }

    /** Bộ chuẩn phát triển trẻ em of these years: guidance for the last year before school, no entrance test. */
    public IndicatorSet indicators() {
        return indicators;
    }

    /** How far one child has come, domain by domain; children are never compared. */
    public static Map<String, Tally> tally(IndicatorSet set, Map<String, Observation> observed) {
        var tallies = new LinkedHashMap<String, Tally>();
        set.domains().forEach(domain -> tallies.put(domain.id(), new Tally(0, 0, 0)));
        for (var each : set.items()) {
            var seen = observed.get(each.code());
            tallies.computeIfPresent(each.domain(), (_, was) -> switch (seen) {
                case null -> new Tally(was.achieved(), was.needsEffort(), was.open() + 1);
                case ACHIEVED -> new Tally(was.achieved() + 1, was.needsEffort(), was.open());
                case NEEDS_EFFORT -> new Tally(was.achieved(), was.needsEffort() + 1, was.open());
            });
        }
        return tallies;
    }
}
