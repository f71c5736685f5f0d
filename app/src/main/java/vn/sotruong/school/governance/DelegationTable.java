package vn.sotruong.school.governance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng uỷ quyền. */
final class DelegationTable {
    static final Entity DELEGATION = Entity.of("delegation", Audience.SCHOOL_ONLY, "id");

    private DelegationTable() {}

    static List<Delegation> list(Handle handle) {
        return handle.createQuery("SELECT * FROM delegation ORDER BY from_date DESC, id DESC")
                .map((row, context) -> delegation(row))
                .list();
    }

    static List<Delegation> listOf(Handle handle, String delegate) {
        return handle.createQuery("SELECT * FROM delegation WHERE delegate = :delegate ORDER BY from_date, id")
                .bind("delegate", delegate)
                .map((row, context) -> delegation(row))
                .list();
    }

    static Optional<Delegation> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM delegation WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> delegation(row))
                .findOne();
    }

    static void create(Tx tx, Delegation delegation) {
        tx.create(DELEGATION, row(delegation));
    }

    static void put(Tx tx, Delegation delegation, String why) {
        tx.status(DELEGATION, row(delegation), why);
    }

    private static Map<String, @Nullable Object> row(Delegation delegation) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", delegation.id());
        row.put("number", delegation.number());
        row.put("principal", delegation.principal());
        row.put("delegate", delegation.delegate());
        row.put("scope", delegation.scope().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
        row.put("from_date", delegation.from().toString());
        row.put("until_date", delegation.until().toString());
        row.put("proposal", delegation.proposal());
        var ended = delegation.endedOn();
        row.put("ended_on", ended == null ? null : ended.toString());
        row.put("ended_by", delegation.endedBy());
        return row;
    }

    private static Delegation delegation(ResultSet row) throws SQLException {
        var ended = row.getString("ended_on");
        return new Delegation(
                row.getString("id"),
                row.getString("number"),
                row.getString("principal"),
                row.getString("delegate"),
                Arrays.stream(row.getString("scope").split(" ", -1))
                        .map(Proposal.Kind::valueOf)
                        .collect(Collectors.toSet()),
                LocalDate.parse(row.getString("from_date")),
                LocalDate.parse(row.getString("until_date")),
                row.getString("proposal"),
                ended == null ? null : LocalDate.parse(ended),
                row.getString("ended_by"));
    }
}
