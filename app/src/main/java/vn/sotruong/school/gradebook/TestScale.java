package vn.sotruong.school.gradebook;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Regulation;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.RulesetChoices;

/** Thang điểm bài kiểm tra định kỳ ở tiểu học: what governs a class says which marks its tests may get. */
final class TestScale {
    private TestScale() {}

    /** Thông tư 27 as the school has settled it for the year and grade of a class; empty where something else governs. */
    static Optional<Circular27> circular(Handle handle, Homeroom homeroom) {
        return RulesetChoices.findSettled(handle, homeroom.schoolYear(), homeroom.grade())
                .map(Regulation::of)
                .filter(Circular27.class::isInstance)
                .map(Circular27.class::cast);
    }

    /** Whether a test in that class may be marked 0. */
    static boolean nought(Handle handle, String homeroom) {
        return circular(handle, Roll.getHomeroom(handle, homeroom))
                .map(circular -> circular.scale().accepts(0))
                .orElse(true);
    }
}
