package vn.sotruong.school.results;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import vn.sotruong.school.regulation.LearningLevel;
import vn.sotruong.school.regulation.LearningResult;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.Title;

/** Tác động của một thay đổi: what a pupil has before and after it. */
public record Effects(Standing before, Standing after) {
    /**
     * Kết quả ở một bên.
     *
     * @param average of the changed subject and term
     * @param primary the year's result in a primary school, which has no other levels
     * @param ruleset whose words the levels go by
     */
    public record Standing(
            Result average,
            Result yearAverage,
            Optional<LearningLevel> level,
            Optional<LearningLevel> yearLevel,
            Optional<PrimaryResult> primary,
            Optional<Title> title,
            PromotionOutcome promotion,
            Ruleset ruleset) {
        /** Whether subjects have averages or verdicts: in primary schools they have not. */
        public boolean averages() {
            return ruleset.family() != Ruleset.Family.CIRCULAR_27;
        }

        /** The year's level or result, as a message key. */
        public Optional<String> yearLevelKey() {
            return primary.isPresent() ? primary.map(ruleset::label) : yearLevel.map(ruleset::label);
        }

        static Optional<LearningLevel> level(LearningResult result) {
            return result instanceof LearningResult.Known known ? Optional.of(known.level()) : Optional.empty();
        }
    }

    /** What differs: of average, yearAverage, level, yearLevel, title, promotion. */
    public Set<String> differences() {
        var differences = new LinkedHashSet<String>();
        differ(differences, "average", before.average(), after.average());
        differ(differences, "yearAverage", before.yearAverage(), after.yearAverage());
        differ(differences, "level", before.level(), after.level());
        differ(differences, "yearLevel", before.yearLevel(), after.yearLevel());
        differ(differences, "yearLevel", before.primary(), after.primary());
        differ(differences, "title", before.title(), after.title());
        differ(differences, "promotion", before.promotion(), after.promotion());
        return differences;
    }

    private static void differ(Set<String> differences, String name, Object before, Object after) {
        if (!before.equals(after)) {
            differences.add(name);
        }
    }
}
