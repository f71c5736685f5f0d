package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;

/** Giao chức vụ: whoever turns the posts of a staff list into proposals that the principal approves. */
public interface Appointments {
    /** The post that a list's word means, where a proposal may give it. */
    Optional<String> post(String word);

    /** Whether somebody who works here neither has that post nor is proposed for it. */
    boolean lacks(Handle handle, String staff, String post, LocalDate on);

    /** Proposes a post; false where somebody else must. */
    boolean propose(Tx tx, String staff, String post, LocalDate from);
}
