package vn.sotruong.school.conduct;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.schoolyear.SchoolYear;

/**
 * Trang của một lớp trong một đợt: every pupil with what is committed, what is typed, and where the term stands.
 *
 * @param writes whether this person may type here
 * @param levels the levels to choose from; none for comments
 */
record ClassView(
        Homeroom homeroom,
        SchoolYear year,
        Slot slot,
        List<Row> rows,
        boolean writes,
        List<ConductLevel> levels,
        GradeTable.@Nullable Confirmation confirmation) {

    /**
     * Một dòng.
     *
     * @param other the level of the other term, where it is committed
     * @param whole the year's level, where it follows
     * @param mark of what stands here now
     */
    record Row(
            int number,
            String pupil,
            String name,
            @Nullable Entry committed,
            @Nullable Entry draft,
            @Nullable ConductLevel other,
            @Nullable ConductLevel whole,
            String mark) {}

    public long drafts() {
        return rows.stream().filter(row -> row.draft != null).count();
    }

    public long committed() {
        return rows.stream().filter(row -> row.committed != null).count();
    }
}
