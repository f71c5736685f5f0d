package vn.sotruong.school.regulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bộ quy định: one version of one circular's rules, with what the school has settled where the text is open. A released
 * version never changes; a correction is a new version, and a closed year keeps the one that it was closed with.
 *
 * @param labels which words its levels go by
 * @param source the circulars in full
 * @param switches what the text leaves open
 * @param choices the answer that holds for each switch
 */
public record Ruleset(
        String id,
        int version,
        Family family,
        String labels,
        String source,
        List<Switch> switches,
        Map<String, String> choices,
        Rules rules) {
    public Ruleset {
        switches = List.copyOf(switches);
        choices = Map.copyOf(choices);
    }

    /** Which class computes by it. */
    public enum Family {
        CIRCULAR_22(Rules.SecondaryRules.class),
        CIRCULAR_58(Rules.MeanRules.class),
        CIRCULAR_27(Rules.PrimaryRules.class),
        CONTINUING(Rules.ContinuingRules.class),
        PRESCHOOL(Rules.PreschoolRules.class),
        BY_HAND(Rules.ByHandRules.class);

        private final Class<? extends Rules> shape;

        Family(Class<? extends Rules> shape) {
            this.shape = shape;
        }

        Class<? extends Rules> shape() {
            return shape;
        }
    }

    /** The answer that holds. */
    public String choice(String key) {
        var choice = choices.get(key);
        if (choice == null) {
            throw new IllegalArgumentException(id + " leaves no " + key + " open");
        }
        return choice;
    }

    /** The same rules with another answer to an open question. */
    public Ruleset choosing(String key, String option) {
        choice(key);
        if (switches.stream()
                .noneMatch(each -> each.key().equals(key) && each.options().contains(option))) {
            throw new IllegalArgumentException(option + " is no answer to " + key);
        }
        var chosen = new HashMap<>(choices);
        chosen.put(key, option);
        return new Ruleset(id, version, family, labels, source, switches, chosen, rules);
    }

    boolean chose(String key, String option) {
        return option.equals(choices.get(key));
    }

    /** The key of the word for a level under these rules. */
    public String label(LearningLevel level) {
        return "regulation.learning." + under(level);
    }

    /** The key of the word for a level under these rules. */
    public String label(ConductLevel level) {
        return "regulation.conduct." + under(level);
    }

    /** The key of the word for a level under these rules. */
    public String label(PrimaryLevel level) {
        return "regulation.subject." + under(level);
    }

    /** The key of the word for a level under these rules. */
    public String label(TraitLevel level) {
        return "regulation.trait." + under(level);
    }

    /** The key of the word for a year's result under these rules. */
    public String label(PrimaryResult result) {
        return "regulation.year." + under(result);
    }

    private String under(Enum<?> level) {
        return labels + "." + level.name();
    }
}
