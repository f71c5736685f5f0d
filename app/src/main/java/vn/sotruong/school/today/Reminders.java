package vn.sotruong.school.today;

import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;

/** Nhắc việc: what a room has to say to this person today. */
@FunctionalInterface
public interface Reminders {
    List<Notice> of(Handle handle, Visitor visitor);
}
