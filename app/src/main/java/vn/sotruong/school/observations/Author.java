package vn.sotruong.school.observations;

import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Need;

/**
 * Người đọc hoặc ghi.
 *
 * @param staff the staff member's id
 * @param may what the visitor holds now
 */
public record Author(Actor actor, String staff, Set<Need> may) {
    public Author {
        may = Set.copyOf(may);
    }
}
