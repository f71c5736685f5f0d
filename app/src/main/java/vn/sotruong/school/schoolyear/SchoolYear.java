package vn.sotruong.school.schoolyear;

import java.time.LocalDate;

/**
 * Năm học.
 *
 * @param id such as {@code 2026-2027}
 * @param ends the last day
 */
public record SchoolYear(String id, LocalDate starts, LocalDate ends, State state) {
    private static final int SECOND_TERM_MONTHS = 7;

    /** Trạng thái: one year is open at a time. */
    public enum State {
        /** Đang mở. */
        OPEN,
        /** Đã kết thúc. */
        CLOSED
    }

    /** The term to which a day belongs: the second begins with the calendar year. */
    public static int semester(LocalDate day) {
        return day.getMonthValue() <= SECOND_TERM_MONTHS ? 2 : 1;
    }

    /** The last day of a term. */
    public LocalDate lastDay(int semester) {
        return semester == 1 ? LocalDate.of(ends.getYear(), 1, 1).minusDays(1) : ends;
    }

    /** The id of the year that begins on that day. */
    public static String idOf(LocalDate starts) {
        return starts.getYear() + "-" + (starts.getYear() + 1);
    }

    /** The calendar year in which the year of this id begins. */
    public static int firstOf(String id) {
        return Integer.parseInt(id.substring(0, id.indexOf('-')));
    }

    /** As it is from now on. */
    public SchoolYear as(State newState) {
        return new SchoolYear(id, starts, ends, newState);
    }

    /** As it is written for people: 2026–2027. */
    public String label() {
        return id.replace('-', '–');
    }
}
