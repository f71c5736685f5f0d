package vn.sotruong.school.closing;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Văn thư: who prints the books and keeps the paper, by a post or by a work given to them. */
@FunctionalInterface
public interface Clerks {
    boolean keeps(Handle handle, String staff, LocalDate on);
}
