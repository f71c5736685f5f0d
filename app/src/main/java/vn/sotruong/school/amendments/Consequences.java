package vn.sotruong.school.amendments;

import java.util.List;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.gradebook.Sheet;

/** Việc theo sau: what other rooms do when a request was carried out, in its transaction. */
@FunctionalInterface
public interface Consequences {
    void follow(Tx tx, Amendment amendment, Sheet sheet, List<Wanted> cells);
}
