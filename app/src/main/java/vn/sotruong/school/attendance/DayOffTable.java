package vn.sotruong.school.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng ngày nghỉ của lớp. */
final class DayOffTable {
    static final Entity DAY_OFF = Entity.of("day_off", Audience.RECEIVER, "homeroom", "day");

    private DayOffTable() {}

    static void put(Tx tx, DayOff off) {
        var row = row(off, "OFF");
        if (known(tx.handle(), off.homeroom(), off.day())) {
            tx.status(DAY_OFF, row, off.reason());
        } else {
            tx.create(DAY_OFF, row);
        }
    }

    static void takeBack(Tx tx, DayOff off) {
        tx.status(DAY_OFF, row(off, "TAKEN_BACK"), null);
    }

    private static boolean known(Handle handle, String homeroom, LocalDate day) {
        return handle.createQuery("SELECT 1 FROM day_off WHERE homeroom = :homeroom AND day = :day")
                .bind("homeroom", homeroom)
                .bind("day", day.toString())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static Optional<DayOff> find(Handle handle, String homeroom, LocalDate day) {
        return list(handle, homeroom, day, day.plusDays(1)).stream().findFirst();
    }

    /** Those of a class from a day until before another. */
    static List<DayOff> list(Handle handle, String homeroom, LocalDate from, LocalDate until) {
        return handle.createQuery("""
                        SELECT * FROM day_off
                         WHERE homeroom = :homeroom AND day >= :first AND day < :until AND state = 'OFF' ORDER BY day""")
                .bind("homeroom", homeroom)
                .bind("first", from.toString())
                .bind("until", until.toString())
                .map((row, context) -> off(row))
                .list();
    }

    private static Map<String, @Nullable Object> row(DayOff off, String state) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", off.homeroom());
        row.put("day", off.day().toString());
        row.put("reason", off.reason());
        row.put("state", state);
        row.put("declared_by", off.declaredBy());
        row.put("declared_at", Moments.text(off.declaredAt()));
        return row;
    }

    private static DayOff off(ResultSet row) throws SQLException {
        return new DayOff(
                row.getString("homeroom"),
                LocalDate.parse(row.getString("day")),
                row.getString("reason"),
                row.getString("declared_by"),
                Instant.parse(row.getString("declared_at")));
    }
}
