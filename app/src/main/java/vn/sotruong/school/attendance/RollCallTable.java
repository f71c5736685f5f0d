package vn.sotruong.school.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng đã điểm danh và bảng xác nhận tháng. */
final class RollCallTable {
    static final Entity ROLL_CALL = Entity.of("roll_call", Audience.RECEIVER, "homeroom", "day", "slot");
    static final Entity MONTH = Entity.of("attendance_month", Audience.RECEIVER, "homeroom", "month");

    private RollCallTable() {}

    static void create(Tx tx, RollCall call) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", call.homeroom());
        row.put("day", call.day().toString());
        row.put("slot", call.slot().name());
        row.put("called_by", call.calledBy());
        row.put("called_at", Moments.text(call.calledAt()));
        tx.create(ROLL_CALL, row);
    }

    static Optional<RollCall> find(Handle handle, String homeroom, LocalDate day, Slot slot) {
        return handle.createQuery("SELECT * FROM roll_call WHERE homeroom = :homeroom AND day = :day AND slot = :slot")
                .bind("homeroom", homeroom)
                .bind("day", day.toString())
                .bind("slot", slot.name())
                .map((row, context) -> call(row))
                .findOne();
    }

    static List<RollCall> list(Handle handle, String homeroom, LocalDate from, LocalDate until) {
        return handle.createQuery(
                        "SELECT * FROM roll_call WHERE homeroom = :homeroom AND day >= :first AND day < :until")
                .bind("homeroom", homeroom)
                .bind("first", from.toString())
                .bind("until", until.toString())
                .map((row, context) -> call(row))
                .list();
    }

    /** Confirms a month, once. */
    static void confirm(Tx tx, String homeroom, YearMonth month, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", homeroom);
        row.put("month", month.toString());
        row.put("confirmed_by", staff);
        row.put("confirmed_at", Moments.text(tx.now()));
        tx.create(MONTH, row);
    }

    static Optional<Confirmation> findConfirmation(Handle handle, String homeroom, YearMonth month) {
        return handle.createQuery("SELECT * FROM attendance_month WHERE homeroom = :homeroom AND month = :month")
                .bind("homeroom", homeroom)
                .bind("month", month.toString())
                .map((row, context) ->
                        new Confirmation(row.getString("confirmed_by"), Instant.parse(row.getString("confirmed_at"))))
                .findOne();
    }

    /** The confirmed months of each class. */
    static Map<String, Set<YearMonth>> mapConfirmed(Handle handle) {
        var confirmed = new HashMap<String, Set<YearMonth>>();
        handle.createQuery("SELECT homeroom, month FROM attendance_month")
                .map((row, context) -> Map.entry(row.getString(1), YearMonth.parse(row.getString(2))))
                .forEach(each -> confirmed
                        .computeIfAbsent(each.getKey(), key -> new HashSet<>())
                        .add(each.getValue()));
        return confirmed;
    }

    private static RollCall call(ResultSet row) throws SQLException {
        return new RollCall(
                row.getString("homeroom"),
                LocalDate.parse(row.getString("day")),
                Slot.valueOf(row.getString("slot")),
                row.getString("called_by"),
                Instant.parse(row.getString("called_at")));
    }
}
