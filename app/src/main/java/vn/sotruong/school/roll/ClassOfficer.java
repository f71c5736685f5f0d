package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Ban cán sự lớp: a pupil with a duty in the class, from when to when.
 *
 * @param until the first day on which it no longer holds; null while it does
 */
public record ClassOfficer(
        String id,
        String homeroom,
        String pupil,
        Duty duty,
        LocalDate from,
        @Nullable LocalDate until) {
    /** Nhiệm vụ. */
    public enum Duty {
        /** Lớp trưởng; one a class. */
        MONITOR,
        /** Lớp phó học tập. */
        STUDY,
        /** Lớp phó lao động. */
        LABOUR,
        /** Lớp phó văn thể. */
        ARTS,
        /** Thủ quỹ. */
        TREASURER,
        /** Tổ trưởng. */
        GROUP_LEADER
    }

    ClassOfficer endingOn(LocalDate day) {
        return new ClassOfficer(id, homeroom, pupil, duty, from, day.isBefore(from) ? from : day);
    }
}
