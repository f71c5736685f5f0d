package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Giáo viên chủ nhiệm of a class, from when to when.
 *
 * @param until the first day on which it no longer holds; null while it does
 */
public record HomeroomTeacher(
        String id,
        String homeroom,
        String staff,
        LocalDate from,
        @Nullable LocalDate until) {
    HomeroomTeacher resumed() {
        return new HomeroomTeacher(id, homeroom, staff, from, null);
    }

    HomeroomTeacher endingOn(LocalDate day) {
        return new HomeroomTeacher(id, homeroom, staff, from, day);
    }
}
