package vn.sotruong.school.windows;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Người lãnh đạo: who publishes and who proposes, as the rooms that keep posts say. */
public interface Leadership {
    /** Whether somebody is the principal. */
    boolean presides(Handle handle, String staff, LocalDate on);

    /** Whether somebody is a vice-principal. */
    boolean assists(Handle handle, String staff, LocalDate on);

    /** Whether somebody sits on a valid board. */
    boolean sits(Handle handle, String staff, LocalDate on);

    /** The delegation under which somebody publishes in the principal's place. */
    Optional<String> delegation(Handle handle, String staff, LocalDate on);
}
