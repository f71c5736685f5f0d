package vn.sotruong.school.gradebook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Bảng {@code own_correction}: the school's one row, absent until the principal has decided. */
final class OwnCorrectionTable {
    static final Entity OWN_CORRECTION = Entity.of("own_correction", Audience.RECEIVER, "id");

    private static final String ID = "school";

    private OwnCorrectionTable() {}

    /** What was decided; where nothing was, a preschool does not allow it and every other school does. */
    static boolean allowed(Handle handle) {
        return find(handle)
                .map(OwnCorrection::allowed)
                .orElseGet(() -> SchoolYears.findSchool(handle)
                        .flatMap(school -> Level.find(school.level()))
                        .filter(level -> level == Level.MN)
                        .isEmpty());
    }

    static Optional<OwnCorrection> find(Handle handle) {
        return handle.createQuery("SELECT allowed, decision, decided_by, decided_at FROM own_correction")
                .map((row, context) -> new OwnCorrection(
                        row.getBoolean("allowed"),
                        row.getString("decision"),
                        row.getString("decided_by"),
                        row.getString("decided_at")))
                .findOne();
    }

    static void put(Tx tx, boolean allowed, String decision, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", ID);
        row.put("allowed", allowed ? 1L : 0L);
        row.put("decision", decision);
        row.put("decided_by", staff);
        row.put("decided_at", Moments.text(tx.now()));
        write(tx, row, decision);
    }

    private static void write(Tx tx, Map<String, @Nullable Object> row, String why) {
        if (find(tx.handle()).isPresent()) {
            tx.amend(OWN_CORRECTION, row, why);
        } else {
            tx.create(OWN_CORRECTION, row);
        }
    }
}
