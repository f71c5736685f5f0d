package vn.sotruong.school.regulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Năm học của một học sinh: all that the circulars on marks ask about one pupil.
 *
 * @param conduct by period, as far as it is known
 * @param absences in half-day sessions that the plan of one session a day counts, with and without leave
 * @param disabled whether the pupil is assessed by a plan of their own
 * @param specialised the ids of the subjects of a specialised class; mostly none
 */
public record PupilYear(
        List<SubjectResult> subjects,
        Map<Period, ConductLevel> conduct,
        int absences,
        boolean disabled,
        Set<String> specialised) {
    public PupilYear {
        subjects = List.copyOf(subjects);
        conduct = Map.copyOf(conduct);
        specialised = Set.copyOf(specialised);
        if (absences < 0) {
            throw new IllegalArgumentException("nobody is absent less than never");
        }
        var seen = new HashSet<String>();
        for (var each : subjects) {
            if (!seen.add(each.subject())) {
                throw new IllegalArgumentException(each.subject() + " stands twice");
            }
        }
    }
}
