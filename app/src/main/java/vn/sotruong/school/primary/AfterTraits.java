package vn.sotruong.school.primary;

import java.util.Set;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.Circular27.Moment;

/** Sau khi ghi sổ: who computes from qualities and competencies hears of each change, in its transaction. */
@FunctionalInterface
public interface AfterTraits {
    /** What is committed of these pupils at that moment has changed. */
    void changed(Tx tx, String homeroom, Moment moment, Set<String> pupils);
}
