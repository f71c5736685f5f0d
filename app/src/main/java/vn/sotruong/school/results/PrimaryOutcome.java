package vn.sotruong.school.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.InputsHash;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Recognition;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Title;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.schoolyear.RulesetChoices;

/**
 * Kết quả giáo dục cả năm của một học sinh tiểu học, as it is kept, with the rules that it was computed by.
 *
 * @param inputs hash of all that went in
 * @param result null while something is missing
 */
public record PrimaryOutcome(
        String schoolYear,
        String pupil,
        String homeroom,
        String rulesetId,
        int version,
        Map<String, String> choices,
        String inputs,
        PrimaryYear year,
        Recognition recognition,
        @Nullable PrimaryResult result,
        @Nullable Title title,
        String computedAt) {
    public PrimaryOutcome {
        choices = Map.copyOf(choices);
    }

    static PrimaryOutcome compute(
            Circular27 circular,
            Homeroom homeroom,
            String pupil,
            PrimaryYear year,
            Recognition recognition,
            String now) {
        return new PrimaryOutcome(
                homeroom.schoolYear(),
                pupil,
                homeroom.id(),
                circular.ruleset().id(),
                circular.ruleset().version(),
                circular.ruleset().choices(),
                InputsHash.of(circular, year),
                year,
                recognition,
                circular.result(year).orElse(null),
                circular.title(year, recognition).orElse(null),
                now);
    }

    /** Whether nothing is known yet. */
    boolean blank() {
        return year.traits().isEmpty()
                && year.subjects().stream()
                        .allMatch(each -> each.level().isEmpty() && each.test().isEmpty());
    }

    /** Whether the other says the same, whenever it was computed. */
    boolean says(PrimaryOutcome other) {
        return equals(new PrimaryOutcome(
                other.schoolYear,
                other.pupil,
                other.homeroom,
                other.rulesetId,
                other.version,
                other.choices,
                other.inputs,
                other.year,
                other.recognition,
                other.result,
                other.title,
                computedAt));
    }

    /** The circular that it was computed by. */
    public Circular27 circular() {
        return Circular27.of(
                RulesetChoices.choosing(Rulebook.find(rulesetId, version).orElseThrow(), choices));
    }

    /** What is still missing, by id of subject or trait. */
    public List<String> missing() {
        return circular().missing(year);
    }
}
