package vn.sotruong.school.amendments;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Ai giữ chức vụ: staff ids of those who may decide and witness on a day, as the rooms of posts say. */
public interface Seats {
    /** Hiệu trưởng. */
    List<String> principals(Handle handle, LocalDate on);

    /** Phó hiệu trưởng. */
    List<String> vices(Handle handle, LocalDate on);

    /** Văn thư. */
    List<String> clerks(Handle handle, LocalDate on);

    /** The members of the board; none while no valid board sits. */
    List<String> members(Handle handle, LocalDate on);
}
