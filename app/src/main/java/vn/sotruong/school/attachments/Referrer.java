package vn.sotruong.school.attachments;

import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Visitor;

/**
 * Nơi giữ tài liệu: a room whose records refer to papers. Who may read a paper is the room's answer about the record, as
 * both stand at the time of reading; whoever once kept it has no claim of their own.
 */
@FunctionalInterface
public interface Referrer {
    /** Whether one of the room's records refers to that paper and its paper may be shown to this visitor now. */
    boolean shows(Handle handle, String attachment, Visitor visitor);
}
