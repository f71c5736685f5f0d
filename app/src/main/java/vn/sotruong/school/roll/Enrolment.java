package vn.sotruong.school.roll;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Học sinh trong lớp: from when to when a pupil is in a class, and under which number.
 *
 * @param number số thứ tự; given once a class, also kept by those who have left
 * @param until the first day on which it no longer holds; null while it does
 * @param ended where the end of the school year, or a roll-over that was taken back, ended it; null otherwise
 */
public record Enrolment(
        String id,
        String pupil,
        String homeroom,
        int number,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable Ended ended) {
    /** Vì sao kết thúc. */
    public enum Ended {
        /** The school year ended: the class goes on showing this pupil. */
        YEAR,
        /** It came of a roll-over that was taken back: it never held. */
        TAKEN_BACK
    }

    /** One that the end of no year ended. */
    public Enrolment(String id, String pupil, String homeroom, int number, LocalDate from, @Nullable LocalDate until) {
        this(id, pupil, homeroom, number, from, until, null);
    }

    Enrolment numbered(int newNumber) {
        return new Enrolment(id, pupil, homeroom, newNumber, from, until, ended);
    }

    /** Whether the pupil is in the class on that day. */
    public boolean holds(LocalDate on) {
        return !from.isAfter(on) && (until == null || on.isBefore(until));
    }

    Enrolment endingOn(LocalDate day) {
        return new Enrolment(id, pupil, homeroom, number, from, day, null);
    }

    Enrolment endingOn(LocalDate day, Ended why) {
        return new Enrolment(id, pupil, homeroom, number, from, day.isBefore(from) ? from : day, why);
    }

    Enrolment resumed() {
        return new Enrolment(id, pupil, homeroom, number, from, null, null);
    }
}
