package vn.sotruong.school.movements;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Ai giữ việc gì: who asks for a movement and who approves it, as the rooms that know say on a day. */
public interface Offices {
    /** Hiệu trưởng, or who holds a delegation of it. */
    boolean presides(Handle handle, String staff, LocalDate on);

    /** Văn thư. */
    boolean keepsRecords(Handle handle, String staff, LocalDate on);

    /** Giáo viên chủ nhiệm of that class. */
    boolean leads(Handle handle, String staff, String homeroom, LocalDate on);
}
