package vn.sotruong.school.results;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.InputsHash;
import vn.sotruong.school.regulation.LearningLevel;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PupilYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.SubjectResult;
import vn.sotruong.school.regulation.Title;

/**
 * Kết quả của một học sinh trong một năm học, as it is kept.
 *
 * @param choices what the school had settled where the circular leaves a question open
 * @param clause id of the clause of thresholds that it was computed by; null where the circular has its own
 * @param inputs hash of all that went in
 * @param computedAt as the journal writes moments
 * @param absences in buổi, halves rounded up
 */
public record PupilResult(
        String schoolYear,
        String pupil,
        String homeroom,
        String rulesetId,
        int version,
        Map<String, String> choices,
        @Nullable String clause,
        String inputs,
        List<Line> subjects,
        Map<Period, Outcome> periods,
        int absences,
        String computedAt) {
    public PupilResult {
        choices = Map.copyOf(choices);
        subjects = List.copyOf(subjects);
        periods = Map.copyOf(periods);
    }

    /** Một môn: both terms and the year. */
    public record Line(String subject, SubjectResult.Kind kind, Result first, Result second, Result year) {
        /** What it came to in a period. */
        public Result of(Period period) {
            return switch (period) {
                case FIRST -> first;
                case SECOND -> second;
                case YEAR -> year;
            };
        }
    }

    /**
     * Một kỳ.
     *
     * @param base before the adjustment for one limiting subject
     * @param mean ĐTB các môn, where the circular has one, in tenths
     * @param open why there is no level; null where there is one
     */
    public record Outcome(
            @Nullable LearningLevel base,
            @Nullable LearningLevel level,
            @Nullable Integer mean,
            @Nullable ConductLevel conduct,
            @Nullable Title title,
            @Nullable Ground open) {}

    /** What a period came to. */
    public Outcome of(Period period) {
        return Objects.requireNonNull(periods.get(period));
    }

    /** The line of a subject; empty for one that the pupil did not have. */
    public Optional<Line> line(String subject) {
        return subjects.stream().filter(each -> each.subject().equals(subject)).findFirst();
    }

    /**
     * The year as the circulars ask for it, from what is kept. Whether the pupil had a plan of their own is told by the
     * hash of what went in.
     */
    PupilYear year(MarkedRegulation regulation) {
        var planned = year(true);
        return InputsHash.of(regulation, planned).equals(inputs) ? planned : year(false);
    }

    private PupilYear year(boolean disabled) {
        var conduct = new EnumMap<Period, ConductLevel>(Period.class);
        for (var period : List.of(Period.FIRST, Period.SECOND)) {
            var level = of(period).conduct();
            if (level != null) {
                conduct.put(period, level);
            }
        }
        return new PupilYear(
                subjects.stream()
                        .map(each -> new SubjectResult(each.subject(), each.kind(), each.first(), each.second()))
                        .toList(),
                conduct,
                absences,
                disabled,
                Set.of());
    }

    /** Whether nothing is known yet. */
    boolean blank() {
        return subjects.stream()
                        .allMatch(each -> each.first() instanceof Result.Gap && each.second() instanceof Result.Gap)
                && periods.values().stream().allMatch(each -> each.conduct() == null);
    }

    /** Whether the other says the same, whenever it was computed. */
    boolean says(PupilResult other) {
        return equals(other.at(computedAt));
    }

    /** Whether the other judges alike: days away alone change no level. */
    boolean judges(PupilResult other) {
        return homeroom.equals(other.homeroom)
                && rulesetId.equals(other.rulesetId)
                && version == other.version
                && choices.equals(other.choices)
                && Objects.equals(clause, other.clause)
                && subjects.equals(other.subjects)
                && periods.equals(other.periods);
    }

    private PupilResult at(String moment) {
        return new PupilResult(
                schoolYear,
                pupil,
                homeroom,
                rulesetId,
                version,
                choices,
                clause,
                inputs,
                subjects,
                periods,
                absences,
                moment);
    }
}
