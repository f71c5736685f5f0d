package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Lớp của học sinh, as far as records must know: who sits where, who leads and who teaches. The roll tells. */
public interface Classrooms {
    /** Một lớp of the open year. */
    record Classroom(String id, String name, int grade) {}

    /** Một chỗ ngồi: a class and the number in it. */
    record Seat(Classroom room, int number) {}

    /**
     * Một quãng học: somewhere, from a day to a day.
     *
     * @param until the first day on which it no longer holds; null while it does
     */
    record Stay(
            String schoolYear,
            String name,
            LocalDate from,
            @Nullable LocalDate until) {}

    /** The classes of the open year, in their order. */
    List<Classroom> list(Handle handle);

    /** Where everybody sits in the open year, by pupil. */
    Map<String, Seat> seats(Handle handle);

    /** Where a pupil sits in the open year. */
    Optional<Seat> findSeat(Handle handle, String pupil);

    /** The classes that somebody leads as homeroom teacher on a day. */
    Set<String> led(Handle handle, String staff, LocalDate on);

    /** The classes that somebody teaches on a day. */
    Set<String> taught(Handle handle, String staff, LocalDate on);

    /** Where a pupil has been in this school, the oldest first. */
    List<Stay> stays(Handle handle, String pupil);
}
