package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Chức vụ đang giữ: what is asked about posts before somebody's status changes. */
public interface HeldPosts {
    /** Whether somebody leads the school, sits on its board or administers on a day. */
    boolean leads(Handle handle, String staff, LocalDate on);

    /** The names of the posts that somebody holds on a day. */
    List<String> names(Handle handle, String staff, LocalDate on);

    /** Whether any post of theirs has not ended by a day, one to come included. */
    boolean open(Handle handle, String staff, LocalDate on);
}
