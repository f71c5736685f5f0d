package vn.sotruong.school.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.board.BoardDecision.Seat;

/** Bảng quyết định thành lập ban quản trị và thành viên. */
final class DecisionTable {
    static final Entity BOARD_DECISION = Entity.of("board_decision", Audience.RECEIVER, "id");
    static final Entity BOARD_MEMBER = Entity.of("board_member", Audience.RECEIVER, "id");

    private DecisionTable() {}

    /** The one in force on a day: the newest of those that have begun. */
    static Optional<BoardDecision> findInForce(Handle handle, LocalDate on) {
        return handle.createQuery(
                        "SELECT * FROM board_decision WHERE valid_from <= :on ORDER BY valid_from DESC, seq DESC LIMIT 1")
                .bind("on", on.toString())
                .map((row, context) -> decision(handle, row))
                .findOne();
    }

    /** All of them, the newest first. */
    static List<BoardDecision> list(Handle handle) {
        return handle.createQuery("SELECT * FROM board_decision ORDER BY valid_from DESC, seq DESC")
                .map((row, context) -> decision(handle, row))
                .list();
    }

    static void create(Tx tx, BoardDecision decision) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", decision.id());
        row.put("number", decision.number());
        row.put("decided_on", decision.decidedOn().toString());
        row.put("valid_from", decision.validFrom().toString());
        row.put("decided_by", decision.decidedBy());
        row.put("attachment", decision.attachment());
        row.put("proposal", decision.proposal());
        tx.create(BOARD_DECISION, row);
        long position = 1;
        for (var seat : decision.seats()) {
            Map<String, @Nullable Object> member = new HashMap<>();
            member.put("id", tx.newId());
            member.put("board_decision", decision.id());
            member.put("staff", seat.staff());
            member.put("task", seat.task());
            member.put("position", position++);
            tx.create(BOARD_MEMBER, member);
        }
    }

    private static BoardDecision decision(Handle handle, ResultSet row) throws SQLException {
        var id = row.getString("id");
        var seats = handle.createQuery(
                        "SELECT staff, task FROM board_member WHERE board_decision = :id ORDER BY position")
                .bind("id", id)
                .map((member, context) -> new Seat(member.getString("staff"), member.getString("task")))
                .list();
        return new BoardDecision(
                id,
                row.getString("number"),
                LocalDate.parse(row.getString("decided_on")),
                LocalDate.parse(row.getString("valid_from")),
                row.getString("decided_by"),
                row.getString("attachment"),
                row.getString("proposal"),
                seats);
    }
}
