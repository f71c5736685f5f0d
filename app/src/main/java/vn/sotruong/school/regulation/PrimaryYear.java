package vn.sotruong.school.regulation;

import java.util.List;
import java.util.Map;

/**
 * Năm học của một học sinh tiểu học.
 *
 * @param traits by id, as far as they are known
 */
public record PrimaryYear(int grade, List<PrimarySubject> subjects, Map<String, TraitLevel> traits) {
    public PrimaryYear {
        subjects = List.copyOf(subjects);
        traits = Map.copyOf(traits);
    }
}
