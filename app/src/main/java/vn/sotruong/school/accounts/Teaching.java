package vn.sotruong.school.accounts;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Có phân công giảng dạy: whether somebody teaches on a day, as the room that keeps the assignments says. */
@FunctionalInterface
public interface Teaching {
    boolean teaches(Handle handle, String staff, LocalDate on);
}
