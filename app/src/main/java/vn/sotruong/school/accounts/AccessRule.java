package vn.sotruong.school.accounts;

import java.time.Duration;
import java.util.HashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/**
 * Quy định truy cập: what the principal has set for everybody's passwords and screens.
 *
 * @param passwordDays days after which a password must be replaced
 * @param lockMinutes minutes without a touch after which a shared machine's screen locks itself
 */
public record AccessRule(int passwordDays, int lockMinutes) {
    static final Entity ENTITY = Entity.of("access_rule", Audience.SCHOOL_ONLY, "id");

    /** Holds until somebody sets another. */
    static final AccessRule USUAL = new AccessRule(180, 10);

    /** How long before the limit everybody is told. */
    static final int WARNED_DAYS = 14;

    private static final String ID = "school";

    Duration patience() {
        return Duration.ofMinutes(lockMinutes);
    }

    boolean wellFormed() {
        return passwordDays >= 30 && passwordDays <= 730 && lockMinutes >= 2 && lockMinutes <= 60;
    }

    static AccessRule get(Handle handle) {
        return handle.createQuery("SELECT password_days, lock_minutes FROM access_rule")
                .map((row, context) -> new AccessRule(row.getInt(1), row.getInt(2)))
                .findOne()
                .orElse(USUAL);
    }

    static void put(Tx tx, AccessRule rule) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", ID);
        row.put("password_days", (long) rule.passwordDays());
        row.put("lock_minutes", (long) rule.lockMinutes());
        var stands = tx.handle()
                        .createQuery("SELECT count(*) FROM access_rule")
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (stands) {
            tx.amend(ENTITY, row, null);
        } else {
            tx.create(ENTITY, row);
        }
    }
}
