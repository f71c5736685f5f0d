package vn.sotruong.school.people;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;

/** Lý lịch giáo viên, nhân viên: what a list says of somebody, by the same keys as their own record. */
public final class StaffProfiles {
    private StaffProfiles() {}

    /** The answers of everybody's record, by id. */
    public static Map<String, Map<String, String>> all(Handle handle) {
        return ProfileTable.allStaff(handle);
    }

    /** Writes what a list says; what it does not speak of stays. */
    public static void describe(Tx tx, String staff, Map<String, String> said, String why) {
        var values = new HashMap<>(ProfileTable.staff(tx.handle(), staff));
        values.putAll(said);
        ProfileTable.putStaff(tx, staff, values, why);
    }
}
