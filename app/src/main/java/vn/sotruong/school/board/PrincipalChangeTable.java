package vn.sotruong.school.board;

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

/** Bảng đổi hiệu trưởng. */
final class PrincipalChangeTable {
    static final Entity PRINCIPAL_CHANGE = Entity.of("principal_change", Audience.RECEIVER, "id");

    private PrincipalChangeTable() {}

    static Optional<PrincipalChange> findPrepared(Handle handle) {
        return handle.createQuery("SELECT * FROM principal_change WHERE state = 'PREPARED'")
                .map((row, context) -> change(row))
                .findOne();
    }

    /** All of them, the newest first. */
    static List<PrincipalChange> list(Handle handle) {
        return handle.createQuery("SELECT * FROM principal_change ORDER BY first_at DESC, id DESC")
                .map((row, context) -> change(row))
                .list();
    }

    static void create(Tx tx, PrincipalChange change) {
        tx.create(PRINCIPAL_CHANGE, row(change));
    }

    static void put(Tx tx, PrincipalChange change) {
        tx.status(PRINCIPAL_CHANGE, row(change), change.number());
    }

    private static Map<String, @Nullable Object> row(PrincipalChange change) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", change.id());
        row.put("state", change.state().name());
        row.put("leaving", change.leaving());
        row.put("coming", change.coming());
        row.put("authority", change.authority());
        row.put("number", change.number());
        row.put("decided_on", change.decidedOn().toString());
        row.put("from_date", change.from().toString());
        row.put("attachment", change.attachment());
        row.put("first_by", change.first());
        row.put("first_at", Moments.text(change.firstAt()));
        row.put("second_by", change.second());
        var at = change.secondAt();
        row.put("second_at", at == null ? null : Moments.text(at));
        return row;
    }

    private static PrincipalChange change(ResultSet row) throws SQLException {
        var at = row.getString("second_at");
        return new PrincipalChange(
                row.getString("id"),
                PrincipalChange.State.valueOf(row.getString("state")),
                row.getString("leaving"),
                row.getString("coming"),
                row.getString("authority"),
                row.getString("number"),
                LocalDate.parse(row.getString("decided_on")),
                LocalDate.parse(row.getString("from_date")),
                row.getString("attachment"),
                row.getString("first_by"),
                Instant.parse(row.getString("first_at")),
                row.getString("second_by"),
                at == null ? null : Instant.parse(at));
    }
}
