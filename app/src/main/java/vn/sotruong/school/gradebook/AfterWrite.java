package vn.sotruong.school.gradebook;

import java.util.Set;
import vn.sotruong.ground.store.Tx;

/** Sau khi sổ đổi: a room that computes from marks hears of each change of what is committed, in its transaction. */
@FunctionalInterface
public interface AfterWrite {
    /**
     * Values on a sheet have been committed, corrected or deleted.
     *
     * @param pupils whose
     */
    void wrote(Tx tx, Sheet sheet, Set<String> pupils);
}
