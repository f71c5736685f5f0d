package vn.sotruong.school.governance;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Các tổ: the departments and who is in them, as the room that keeps them says. */
public interface Departments {
    /** Một tổ. */
    record Department(String id, String name) {}

    /** The departments of that day. */
    List<Department> list(Handle handle, LocalDate on);

    /** The staff ids of those who are in it. */
    List<String> members(Handle handle, String department, LocalDate on);
}
