package vn.sotruong.school.incidents;

import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;

/**
 * Người báo hoặc trả lời: who stands before the room.
 *
 * @param staff the staff member's id
 */
public record Author(Actor actor, String staff, Set<Need> may) {
    public Author {
        may = Set.copyOf(may);
    }

    static Author of(Visitor visitor) {
        return new Author(visitor.actor(), visitor.person(), visitor.may());
    }

    /** Whether this person answers for the system: leadership, board, administrator. */
    boolean answers() {
        return leads() || may.contains(Need.BOARD) || may.contains(Need.ADMIN);
    }

    boolean leads() {
        return may.contains(Need.PRINCIPAL);
    }
}
