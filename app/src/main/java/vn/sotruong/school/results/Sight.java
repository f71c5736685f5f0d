package vn.sotruong.school.results;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.roll.Roll;

/**
 * Người xem.
 *
 * @param all whether they see everything of every class
 * @param leads whether they lead this class
 * @param taught the subjects that they teach in it
 */
record Sight(boolean all, boolean leads, List<String> taught) {
    /** What somebody sees of a class; {@code homeroom} is empty for a pupil who is in none. */
    static Sight of(Handle handle, Visitor visitor, String homeroom, LocalDate today) {
        if (visitor.capacity() == Capacity.ADMINISTRATION) {
            return new Sight(false, false, List.of());
        }
        return new Sight(
                visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR),
                Roll.leads(handle, visitor.person(), homeroom, today),
                Results.taught(handle, visitor.person(), homeroom, today));
    }

    /** Whether they see the whole class: every subject, conduct, level and title. */
    boolean whole() {
        return all || leads;
    }

    boolean any() {
        return whole() || !taught.isEmpty();
    }
}
