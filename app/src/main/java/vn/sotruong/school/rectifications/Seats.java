package vn.sotruong.school.rectifications;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Ai có ghế: staff ids of those who decide and of the members of a valid board, on a day. */
public interface Seats {
    /** Hiệu trưởng. */
    List<String> principals(Handle handle, LocalDate on);

    /** Phó hiệu trưởng. */
    List<String> vices(Handle handle, LocalDate on);

    /** The members of the board; none while no valid board sits. */
    List<String> members(Handle handle, LocalDate on);
}
