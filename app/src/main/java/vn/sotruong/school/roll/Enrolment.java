package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Học sinh trong lớp: from when to when a pupil is in a class, and under which number.
 *
 * @param number số thứ tự; given once a class, also kept by those who have left
 * @param until the first day on which it no longer holds; null while it does
 */
public record Enrolment(
        String id,
        String pupil,
        String homeroom,
        int number,
        LocalDate from,
        @Nullable LocalDate until) {
    Enrolment numbered(int newNumber) {
        return new Enrolment(id, pupil, homeroom, newNumber, from, until);
    }

    /** Whether the pupil is in the class on that day. */
    public boolean holds(LocalDate on) {
        return !from.isAfter(on) && (until == null || on.isBefore(until));
    }

    Enrolment endingOn(LocalDate day) {
        return new Enrolment(id, pupil, homeroom, number, from, day);
    }
}
