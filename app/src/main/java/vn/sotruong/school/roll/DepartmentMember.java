package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Thành viên tổ chuyên môn, from when to when.
 *
 * @param head whether they are the head (tổ trưởng)
 * @param until the first day on which it no longer holds; null while it does
 */
public record DepartmentMember(
        String id,
        String department,
        String staff,
        boolean head,
        LocalDate from,
        @Nullable LocalDate until) {
    DepartmentMember endingOn(LocalDate day) {
        return new DepartmentMember(id, department, staff, head, from, day.isBefore(from) ? from : day);
    }
}
