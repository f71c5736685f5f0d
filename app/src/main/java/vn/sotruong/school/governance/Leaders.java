package vn.sotruong.school.governance;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.governance.Proposal.Role;

/** Người có chức vụ: who holds which post on a day, and who stands behind an account, as their rooms say. */
public interface Leaders {
    /** The posts of this staff member that are in force. */
    Set<Role> roles(Handle handle, String staff, LocalDate on);

    /** The staff member behind an account. */
    Optional<String> staff(Handle handle, String account);
}
