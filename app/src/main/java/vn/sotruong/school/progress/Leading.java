package vn.sotruong.school.progress;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Người lãnh đạo: who checks and who answers, as the rooms that keep posts say. */
public interface Leading {
    /** Whether somebody is the principal. */
    boolean presides(Handle handle, String staff, LocalDate on);

    /** Whether somebody is a vice-principal. */
    boolean assists(Handle handle, String staff, LocalDate on);
}
