package vn.sotruong.school.audit;

import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;

/** Chốt giữ bị gỡ: what was found lowered at a start is told by the journal, which goes to the office. */
public final class LoweredGuards {
    /** The table of it. */
    public static final Entity LOWERED_GUARDS = LoweredGuardsTable.LOWERED_GUARDS;

    private LoweredGuards() {}

    /** Tells what this start found, under whatever clock. */
    public static void tell(Database db) {
        if (!db.lowered().isEmpty()) {
            db.writeUnderAnyClock(Actor.house("audit"), tx -> LoweredGuardsTable.create(tx, db.lowered()));
        }
    }
}
