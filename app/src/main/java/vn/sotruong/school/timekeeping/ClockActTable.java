package vn.sotruong.school.timekeeping;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng xác nhận giờ. */
final class ClockActTable {
    static final Entity CLOCK_ACT = Entity.of("clock_act", Audience.RECEIVER, "id");

    private ClockActTable() {}

    static void create(Tx tx, ClockAct act) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", act.id());
        row.put("stated", Moments.text(act.stated()));
        row.put("machine", Moments.text(act.machine()));
        row.put("boot", act.boot());
        row.put("reason", act.reason());
        row.put("stated_by", act.statedBy());
        row.put("confirmed_by", act.confirmedBy());
        tx.create(CLOCK_ACT, row);
    }

    /** The newest first. */
    static List<ClockAct> list(Handle handle, int most) {
        return handle.createQuery("SELECT * FROM clock_act ORDER BY seq DESC LIMIT ?")
                .bind(0, most)
                .map((row, context) -> new ClockAct(
                        row.getString("id"),
                        Instant.parse(row.getString("stated")),
                        Instant.parse(row.getString("machine")),
                        row.getString("boot"),
                        row.getString("reason"),
                        row.getString("stated_by"),
                        row.getString("confirmed_by")))
                .list();
    }
}
