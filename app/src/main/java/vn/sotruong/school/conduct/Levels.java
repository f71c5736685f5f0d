package vn.sotruong.school.conduct;

import java.util.List;
import java.util.Map;
import vn.sotruong.school.regulation.ConductLevel;

/** Thang mức rèn luyện: which levels a school grades conduct by, by its own level; none where it is not graded so. */
final class Levels {
    private static final List<ConductLevel> SECONDARY = List.of(ConductLevel.values());
    private static final Map<String, List<ConductLevel>> BY_SCHOOL =
            Map.of("THCS", SECONDARY, "THPT", SECONDARY, "GDTX", SECONDARY);

    private Levels() {}

    static List<ConductLevel> of(String schoolLevel) {
        return BY_SCHOOL.getOrDefault(schoolLevel, List.of());
    }
}
