package vn.sotruong.school.conduct;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Nhận xét nề nếp hằng tuần của giáo viên bộ môn.
 *
 * @param week its Monday
 * @param pupil null where it is about the class
 * @param withdrawn why it was taken back; null while it stands
 */
record WeeklyRemark(
        String id,
        String homeroom,
        String subject,
        LocalDate week,
        @Nullable String pupil,
        String body,
        String enteredBy,
        String enteredAt,
        @Nullable String withdrawn) {}
