package vn.sotruong.school.people;

import java.util.Set;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;

/**
 * Người xem hồ sơ.
 *
 * @param staff their id
 * @param may what this session carries
 */
public record Viewer(String staff, Set<Need> may) {
    public Viewer {
        may = Set.copyOf(may);
    }

    public static Viewer of(Visitor visitor) {
        return new Viewer(visitor.person(), visitor.may());
    }

    boolean holds(Need need) {
        return may.contains(need);
    }
}
