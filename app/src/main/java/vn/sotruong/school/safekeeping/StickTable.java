package vn.sotruong.school.safekeeping;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

/** Bảng thẻ nhớ đã đăng ký. */
final class StickTable {
    static final Entity STICK = Entity.of("stick", Audience.SCHOOL_ONLY, "id");

    private StickTable() {}

    /** Every stick, the newest first. */
    static List<Stick> list(Handle handle) {
        return handle.createQuery("SELECT * FROM stick ORDER BY ordered_at DESC, seq DESC")
                .map((row, context) -> stick(row))
                .list();
    }

    static Optional<Stick> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM stick WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> stick(row))
                .findOne();
    }

    static void create(Tx tx, Stick stick) {
        tx.create(STICK, row(stick));
    }

    static void status(Tx tx, Stick stick, @Nullable String why) {
        tx.status(STICK, row(stick), why);
    }

    private static Map<String, @Nullable Object> row(Stick stick) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", stick.id());
        row.put("label", stick.label());
        row.put("keeper", stick.keeper());
        row.put("model", stick.model());
        row.put("serial", stick.serial());
        row.put("uuid", stick.uuid());
        row.put("bytes", stick.bytes());
        row.put("erased", stick.erased() ? 1L : 0L);
        row.put("state", stick.state().name());
        row.put("code", stick.code());
        row.put("ordered_at", Moments.text(stick.orderedAt()));
        var answered = stick.answeredAt();
        row.put("answered_at", answered == null ? null : Moments.text(answered));
        return row;
    }

    private static Stick stick(ResultSet row) throws SQLException {
        var answered = row.getString("answered_at");
        return new Stick(
                row.getString("id"),
                row.getString("label"),
                row.getString("keeper"),
                row.getString("model"),
                row.getString("serial"),
                row.getString("uuid"),
                row.getLong("bytes"),
                row.getInt("erased") == 1,
                Stick.State.valueOf(row.getString("state")),
                row.getString("code"),
                Instant.parse(row.getString("ordered_at")),
                answered == null ? null : Instant.parse(answered),
                row.getLong("seq"));
    }
}
