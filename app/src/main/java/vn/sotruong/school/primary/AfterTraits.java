package vn.sotruong.school.primary;

import java.util.Set;
import vn.sotruong.ground.store.Tx;

/** Sau khi ghi sổ: who computes from qualities and competencies hears of each change, in its transaction. */
@FunctionalInterface
public interface AfterTraits {
    /** What is committed of these pupils has changed. */
    void changed(Tx tx, String homeroom, Set<String> pupils);
}
