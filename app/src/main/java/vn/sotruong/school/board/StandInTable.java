package vn.sotruong.school.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng duyệt thay. */
final class StandInTable {
    static final Entity STAND_IN = Entity.of("stand_in", Audience.RECEIVER, "id");

    private StandInTable() {}

    /** The newest of that matter. */
    static Optional<StandIn> find(Handle handle, StandIn.About about) {
        return handle.createQuery("""
                        SELECT * FROM stand_in
                         WHERE homeroom = :homeroom AND matter = :matter AND period = :period
                         ORDER BY seq DESC LIMIT 1""")
                .bind("homeroom", about.homeroom())
                .bind("matter", about.matter().name())
                .bind("period", about.period())
                .map((row, context) -> standIn(row))
                .findOne();
    }

    /** All of them, the newest first. */
    static List<StandIn> list(Handle handle) {
        return handle.createQuery("SELECT * FROM stand_in ORDER BY seq DESC")
                .map((row, context) -> standIn(row))
                .list();
    }

    static void create(Tx tx, StandIn standIn) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", standIn.id());
        row.put("matter", standIn.about().matter().name());
        row.put("homeroom", standIn.about().homeroom());
        row.put("period", (long) standIn.about().period());
        row.put("hand", standIn.hand().name());
        row.put("instead_of", standIn.insteadOf());
        row.put("signed_by", standIn.by());
        row.put("signed_at", Moments.text(standIn.at()));
        row.put("number", standIn.number());
        var decidedOn = standIn.decidedOn();
        row.put("decided_on", decidedOn == null ? null : decidedOn.toString());
        row.put("said", standIn.said());
        row.put("paper", standIn.paper());
        tx.create(STAND_IN, row);
    }

    private static StandIn standIn(ResultSet row) throws SQLException {
        var decidedOn = row.getString("decided_on");
        return new StandIn(
                row.getString("id"),
                new StandIn.About(
                        StandIn.Matter.valueOf(row.getString("matter")),
                        row.getString("homeroom"),
                        row.getInt("period")),
                Board.Hand.valueOf(row.getString("hand")),
                row.getString("instead_of"),
                row.getString("signed_by"),
                Instant.parse(row.getString("signed_at")),
                row.getString("number"),
                decidedOn == null ? null : LocalDate.parse(decidedOn),
                row.getString("said"),
                row.getString("paper"));
    }
}
