package vn.sotruong.school.locks;

import java.util.List;
import java.util.Objects;
import vn.sotruong.ground.store.Database;

/** What a board member reads of the decisions to reopen before they carry them out. */
public final class Seals {
    private Seals() {}

    /** The seal of the decision to reopen these locks, or nothing where none waits. */
    public static String read(Database db, Locks locks, List<String> ids) {
        return db.read(locks::listWaiting).stream()
                .filter(lock -> ids.contains(lock.id()))
                .map(Lock::ending)
                .filter(Objects::nonNull)
                .map(Lock.Ending::seal)
                .findFirst()
                .orElse("");
    }
}
