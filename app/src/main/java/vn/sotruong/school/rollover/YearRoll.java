package vn.sotruong.school.rollover;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.schoolyear.SchoolYear;

/**
 * Lần chuyển năm học, from the proposal on.
 *
 * @param courses where each class goes
 * @param handed the paper by which bundles were handed over that the office has not received; null where none was named
 * @param seal what was seen when it was proposed
 * @param moves how many pupils it is about
 * @param answer why it was refused or withdrawn
 * @param undo what an inverse transaction needs; null until it is rolled
 */
record YearRoll(
        String id,
        String fromYear,
        SchoolYear next,
        List<Course> courses,
        @Nullable String handed,
        String seal,
        int moves,
        State state,
        String proposedBy,
        Instant proposedAt,
        @Nullable Decided decided,
        @Nullable String answer,
        @Nullable Undo undo,
        @Nullable Asked asked,
        @Nullable Decided undone) {
    YearRoll {
        courses = List.copyOf(courses);
    }

    /** Trạng thái. */
    enum State {
        PROPOSED,
        REFUSED,
        WITHDRAWN,
        ROLLED,
        UNDONE
    }

    /** Người quyết định; the number is of the decision, and null where none is asked for. */
    record Decided(String by, Instant at, @Nullable String number) {}

    /** Đề nghị hoàn tác. */
    record Asked(String by, Instant at, String why) {}

    YearRoll closed(State to, String by, Instant at, String why) {
        return with(to, new Decided(by, at, null), why, null, null, null);
    }

    YearRoll rolled(String by, Instant at, String number, Undo how) {
        return with(State.ROLLED, new Decided(by, at, number), null, how, null, null);
    }

    YearRoll asking(@Nullable Asked what) {
        return with(state, decided, answer, undo, what, null);
    }

    YearRoll undone(String by, Instant at, String number) {
        return with(State.UNDONE, decided, answer, undo, asked, new Decided(by, at, number));
    }

    private YearRoll with(
            State to,
            @Nullable Decided by,
            @Nullable String why,
            @Nullable Undo how,
            @Nullable Asked what,
            @Nullable Decided back) {
        return new YearRoll(
                id, fromYear, next, courses, handed, seal, moves, to, proposedBy, proposedAt, by, why, how, what, back);
    }

    /** The day on which it was rolled, or nothing. */
    @Nullable
    LocalDate day() {
        return decided == null || undo == null ? null : undo.day();
    }
}
