package vn.sotruong.school.accounts;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Sắp hết hạn nhập: whether some time for entering ends soon. Nobody is kept from their work by an old password then;
 * the room that knows such times says so.
 */
@FunctionalInterface
public interface EntryPressure {
    /** Whether a time for entering that runs at {@code now} ends before {@code until}. */
    boolean presses(Handle handle, Instant now, Instant until);
}
