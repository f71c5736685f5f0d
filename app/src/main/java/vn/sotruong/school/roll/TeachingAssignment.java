package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Phân công giảng dạy: who teaches which subject in which class, from when to when.
 *
 * @param id of what lets them: the assignment, the substitution or the homeroom
 * @param until the first day on which it no longer holds; null while it does
 */
public record TeachingAssignment(
        String id,
        String homeroom,
        String subject,
        String staff,
        LocalDate from,
        @Nullable LocalDate until,
        Role role) {
    /** Vai trò. */
    public enum Role {
        /** Giáo viên bộ môn: teaches it. */
        TEACHER,
        /** Người được lãnh đạo phân công nhập: enters results, in preschool and primary classes. */
        OTHER,
        /** Người dạy thay: writes for a time instead of the teacher. */
        SUBSTITUTE,
        /** Giáo viên chủ nhiệm of a preschool or primary class, who enters the results of every subject of it. */
        HOMEROOM
    }

    TeachingAssignment resumed() {
        return new TeachingAssignment(id, homeroom, subject, staff, from, null, role);
    }

    TeachingAssignment endingOn(LocalDate day) {
        return new TeachingAssignment(id, homeroom, subject, staff, from, day.isBefore(from) ? from : day, role);
    }
}
