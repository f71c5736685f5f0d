package vn.sotruong.school.governance;

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

/** Bảng quyền được giao. */
final class GrantTable {
    static final Entity GRANT_OF_RIGHT = Entity.of("grant_of_right", Audience.SCHOOL_ONLY, "id");

    private GrantTable() {}

    static Optional<Grant> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM grant_of_right WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> grant(row))
                .findOne();
    }

    /** Those that hold on a day. */
    static List<Grant> listInForce(Handle handle, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM grant_of_right
                         WHERE ended_at IS NULL AND from_date <= :on AND until_date >= :on
                         ORDER BY from_date, id""")
                .bind("on", on.toString())
                .map((row, context) -> grant(row))
                .list();
    }

    /** All of them, the newest first. */
    static List<Grant> list(Handle handle, int most) {
        return handle.createQuery("SELECT * FROM grant_of_right ORDER BY from_date DESC, id DESC LIMIT :most")
                .bind("most", most)
                .map((row, context) -> grant(row))
                .list();
    }

    static void create(Tx tx, Grant grant) {
        tx.create(GRANT_OF_RIGHT, row(grant));
    }

    static void put(Tx tx, Grant grant) {
        tx.status(GRANT_OF_RIGHT, row(grant), grant.endReason());
    }

    private static Map<String, @Nullable Object> row(Grant grant) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", grant.id());
        row.put("function", grant.right().name());
        row.put("holder_kind", grant.holder().kind().name());
        row.put("holder", grant.holder().id());
        row.put("task", grant.task());
        row.put("from_date", grant.from().toString());
        row.put("until_date", grant.until().toString());
        row.put("decision", grant.decision());
        row.put("proposal", grant.proposal());
        var ended = grant.endedAt();
        row.put("ended_at", ended == null ? null : Moments.text(ended));
        row.put("ended_by", grant.endedBy());
        row.put("end_reason", grant.endReason());
        return row;
    }

    private static Grant grant(ResultSet row) throws SQLException {
        var ended = row.getString("ended_at");
        return new Grant(
                row.getString("id"),
                Right.valueOf(row.getString("function")),
                new Holder(Holder.Kind.valueOf(row.getString("holder_kind")), row.getString("holder")),
                row.getString("task"),
                LocalDate.parse(row.getString("from_date")),
                LocalDate.parse(row.getString("until_date")),
                row.getString("decision"),
                row.getString("proposal"),
                ended == null ? null : Instant.parse(ended),
                row.getString("ended_by"),
                row.getString("end_reason"));
    }
}
