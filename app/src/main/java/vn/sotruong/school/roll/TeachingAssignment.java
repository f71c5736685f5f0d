package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Phân công giảng dạy: who teaches which subject in which class, from when to when.
 *
 * @param until the first day on which it no longer holds; null while it does
 */
public record TeachingAssignment(
        String id,
        String homeroom,
        String subject,
        String staff,
        LocalDate from,
        @Nullable LocalDate until) {
    TeachingAssignment endingOn(LocalDate day) {
        return new TeachingAssignment(id, homeroom, subject, staff, from, day);
    }
}
