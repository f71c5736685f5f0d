package vn.sotruong.school.people;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;

/**
 * Mã thay thế: which code is in force for somebody whose first one was another person's. No column is written over; a
 * line is added, by a change that two people made.
 */
final class Successions {
    private Successions() {}

    /**
     * The code in force.
     *
     * @param first what stands in the column
     * @param newest what the newest succession says; null without one, empty when it left the person without a code
     */
    static @Nullable String inForce(@Nullable String first, @Nullable String newest) {
        if (newest == null) {
            return first;
        }
        return newest.isEmpty() ? null : newest;
    }

    /** Gives somebody a code where the column cannot hold it: it was freed, or their own first one was ended. */
    static void take(Tx tx, String person, String code) {
        var change = SuccessionTable.findRelease(tx.handle(), person, code)
                .orElseThrow(() -> new IllegalStateException("no change freed this code"));
        put(tx, person, code, null, change);
    }

    static void put(Tx tx, String person, @Nullable String code, @Nullable String replaces, String change) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("subject", person);
        row.put("code", code);
        row.put("replaces", replaces);
        row.put("change", change);
        tx.create(SuccessionTable.CODE_SUCCESSION, row);
    }
}
