package vn.sotruong.school.rollover;

import java.time.LocalDate;
import java.util.List;
import vn.sotruong.school.roll.YearTurn.Duties;

/**
 * Dữ liệu hoàn tác: what the inverse transaction needs and no table tells.
 *
 * @param day the day of the roll-over
 * @param finished ids of pupils whose status it changed
 * @param duties what it took from people
 * @param places digest of the places that it gave
 */
record Undo(LocalDate day, List<String> finished, Duties duties, String places) {
    Undo {
        finished = List.copyOf(finished);
    }
}
