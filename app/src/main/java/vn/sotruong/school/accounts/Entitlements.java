package vn.sotruong.school.accounts;

import java.time.LocalDate;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;

/** Quyền từ công việc: what somebody's assignments and grants open on a day, as the rooms that keep those say. */
@FunctionalInterface
public interface Entitlements {
    Set<Need> of(Handle handle, String staff, LocalDate on);
}
