package vn.sotruong.school.governance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.governance.Proposal.Role;

/** Nơi giữ chức vụ: what an approved proposal may ask of the room that keeps the posts. */
@FunctionalInterface
public interface PostOffice {
    /** Gives a post from a day on, until the day on which it no longer holds. */
    void confer(Tx tx, String staff, Role post, String decision, LocalDate from, @Nullable LocalDate until);
}
