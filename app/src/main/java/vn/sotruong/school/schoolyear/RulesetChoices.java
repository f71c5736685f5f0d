package vn.sotruong.school.schoolyear;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.Ruleset;

/**
 * Lựa chọn của trường về những điểm còn ngỏ: what the school has settled where a circular leaves a question open. Whoever
 * may settle it is the caller's question; whatever asks a rule anything asks it here, so that one answer holds everywhere.
 */
public final class RulesetChoices {
    /** Lựa chọn, as the journal names it. */
    public static final Entity RULESET_CHOICE = ChoiceTable.RULESET_CHOICE;

    private RulesetChoices() {}

    /** The rules of a grade in a year with what the school has settled; empty where no rule is known. */
    public static Optional<Ruleset> findSettled(Handle handle, String schoolYear, int grade) {
        return SchoolYears.findRuleset(handle, schoolYear, grade).map(ruleset -> {
            var answers = new HashMap<String, String>();
            mapInForce(handle, ruleset.id(), schoolYear)
                    .values()
                    .forEach(each -> answers.put(each.question(), each.answer()));
            return choosing(ruleset, answers);
        });
    }

    /** Those rules with these answers to its open questions. */
    public static Ruleset choosing(Ruleset ruleset, Map<String, String> answers) {
        var chosen = ruleset;
        for (var each : ruleset.switches()) {
            var answer = answers.get(each.key());
            if (answer != null) {
                chosen = chosen.choosing(each.key(), answer);
            }
        }
        return chosen;
    }

    public static Optional<Choice> find(Handle handle, String id) {
        return ChoiceTable.find(handle, id);
    }

    /** What holds in a school year, by question. */
    public static Map<String, Choice> mapInForce(Handle handle, String ruleset, String schoolYear) {
        return ChoiceTable.mapInForce(handle, ruleset, schoolYear);
    }

    /** Everything that was ever decided, the newest first. */
    public static List<Choice> list(Handle handle) {
        return ChoiceTable.list(handle);
    }

    public static void create(Tx tx, Choice choice) {
        ChoiceTable.create(tx, choice);
    }

    /** Replaces a choice by the same one confirmed or withdrawn. */
    public static void put(Tx tx, Choice choice) {
        ChoiceTable.put(tx, choice);
    }
}
