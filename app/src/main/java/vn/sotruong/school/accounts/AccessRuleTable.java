package vn.sotruong.school.accounts;

import java.util.HashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng quy định truy cập: one row at most. */
final class AccessRuleTable {
    static final Entity ACCESS_RULE = Entity.of("access_rule", Audience.SCHOOL_ONLY, "id");

    private AccessRuleTable() {}

    static AccessRule get(Handle handle) {
        return handle.createQuery("SELECT password_days, lock_minutes FROM access_rule")
                .map((row, context) -> new AccessRule(row.getInt(1), row.getInt(2)))
                .findOne()
                .orElse(AccessRule.USUAL);
    }

    static void put(Tx tx, AccessRule rule) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", "school");
        row.put("password_days", (long) rule.passwordDays());
        row.put("lock_minutes", (long) rule.lockMinutes());
        var rows = tx.handle()
                .createQuery("SELECT count(*) FROM access_rule")
                .mapTo(Integer.class)
                .one();
        if (rows == 0) {
            tx.create(ACCESS_RULE, row);
        } else {
            tx.amend(ACCESS_RULE, row, null);
        }
    }
}
