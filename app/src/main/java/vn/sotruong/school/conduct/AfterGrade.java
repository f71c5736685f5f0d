package vn.sotruong.school.conduct;

import java.util.Set;
import vn.sotruong.ground.store.Tx;

/** Sau khi kết quả rèn luyện đổi: a room that computes from it hears of each change, in its transaction. */
@FunctionalInterface
public interface AfterGrade {
    /**
     * Hears of a change.
     *
     * @param pupils whose committed results have changed
     */
    void graded(Tx tx, String homeroom, Set<String> pupils);
}
