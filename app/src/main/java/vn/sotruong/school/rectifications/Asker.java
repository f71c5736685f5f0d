package vn.sotruong.school.rectifications;

import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Need;

/**
 * Ai đang làm, ở máy nào.
 *
 * @param staff the staff member's id
 * @param may what the visitor holds now
 * @param address of the machine
 */
public record Asker(Actor actor, String staff, Set<Need> may, String address) {
    public Asker {
        may = Set.copyOf(may);
    }
}
