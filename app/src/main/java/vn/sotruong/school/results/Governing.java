package vn.sotruong.school.results;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.ContinuingClause;
import vn.sotruong.school.regulation.ContinuingEducation;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Regulation;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.schoolyear.Choice;
import vn.sotruong.school.schoolyear.RulesetChoices;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Quy định áp dụng cho một lớp: the circular of its grade and year, with what the school has settled.
 *
 * @param clause id of the clause in force; null where there is none
 */
public record Governing(Regulation regulation, @Nullable String clause) {
    /** What governs a class now; empty where no rule is known for its year. */
    public static Optional<Regulation> find(Handle handle, Homeroom homeroom) {
        return of(handle, homeroom.schoolYear(), homeroom.grade()).map(Governing::regulation);
    }

    static Optional<Governing> of(Handle handle, String schoolYear, int grade) {
        return SchoolYears.findRuleset(handle, schoolYear, grade).map(ruleset -> {
            var choices = RulesetChoices.mapInForce(handle, ruleset.id(), schoolYear);
            var clause = choices.get(Choice.CLAUSE);
            return new Governing(
                    regulation(
                            RulesetChoices.findSettled(handle, schoolYear, grade)
                                    .orElse(ruleset),
                            clause == null ? null : clause.answer()),
                    clause == null ? null : clause.id());
        });
    }

    /** By what a result that is kept was computed. */
    static MarkedRegulation of(Handle handle, PupilResult result) {
        var ruleset = Rulebook.find(result.rulesetId(), result.version()).orElseThrow();
        var clause = result.clause();
        return (MarkedRegulation) regulation(
                RulesetChoices.choosing(ruleset, result.choices()),
                clause == null
                        ? null
                        : RulesetChoices.find(handle, clause).orElseThrow().answer());
    }

    private static Regulation regulation(Ruleset ruleset, @Nullable String clause) {
        var regulation = Regulation.of(ruleset);
        return regulation instanceof ContinuingEducation education && clause != null
                ? education.entering(ContinuingClause.read(clause))
                : regulation;
    }
}
