package vn.sotruong.school.roll;

import java.time.LocalDate;

/**
 * Dạy thay: who may write a class-subject instead of its teacher, from when to when.
 *
 * @param grantedBy hiệu trưởng or phó hiệu trưởng; never the substitute
 * @param until the first day on which it no longer holds
 */
public record Substitution(
        String id, String homeroom, String subject, String staff, String grantedBy, LocalDate from, LocalDate until) {
    Substitution lasting(LocalDate end) {
        return new Substitution(id, homeroom, subject, staff, grantedBy, from, end);
    }

    Substitution endingOn(LocalDate day) {
        return new Substitution(id, homeroom, subject, staff, grantedBy, from, day.isBefore(from) ? from : day);
    }

    /** The last day on which it holds. */
    public LocalDate last() {
        return until.minusDays(1);
    }
}
