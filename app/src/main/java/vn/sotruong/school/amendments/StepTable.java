package vn.sotruong.school.amendments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng các bước và những người đã có mặt. */
final class StepTable {
    static final Entity STEP = Entity.of("amendment_step", Audience.RECEIVER, "id");
    static final Entity WITNESS = Entity.of("amendment_witness", Audience.RECEIVER, "sitting", "role");

    private StepTable() {}

    /** @param staff null for the house itself */
    static void add(
            Tx tx,
            String amendment,
            Step.What what,
            @Nullable String staff,
            @Nullable String words,
            @Nullable String seal,
            String address) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("amendment", amendment);
        row.put("step", what.name());
        row.put("staff", staff);
        row.put("at", Moments.text(tx.now()));
        row.put("words", words);
        row.put("seal", seal);
        row.put("session", tx.actor().session());
        row.put("address", address);
        tx.create(STEP, row);
    }

    static void add(Tx tx, Witness witness) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sitting", witness.sitting());
        row.put("role", witness.role().name());
        row.put("staff", witness.staff());
        row.put("account", witness.account());
        row.put("at", Moments.text(witness.at()));
        row.put("address", witness.address());
        tx.create(WITNESS, row);
    }

    /** The steps of a request, as they came. */
    static List<Step> list(Handle handle, String amendment) {
        return handle.createQuery("SELECT * FROM amendment_step WHERE amendment = ? ORDER BY seq")
                .bind(0, amendment)
                .map((row, context) -> step(row))
                .list();
    }

    /** The newest of a kind. */
    static Optional<Step> findLast(Handle handle, String amendment, Step.What... what) {
        var kinds = List.of(what);
        return list(handle, amendment).reversed().stream()
                .filter(each -> kinds.contains(each.what()))
                .findFirst();
    }

    /** Who has sat there, in the order in which they came. */
    static List<Witness> listWitnesses(Handle handle, String sitting) {
        return handle.createQuery("SELECT * FROM amendment_witness WHERE sitting = ? ORDER BY seq")
                .bind(0, sitting)
                .map((row, context) -> new Witness(
                        row.getString("sitting"),
                        Role.valueOf(row.getString("role")),
                        row.getString("staff"),
                        row.getString("account"),
                        Instant.parse(row.getString("at")),
                        row.getString("address")))
                .list();
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getString("id"),
                row.getString("amendment"),
                Step.What.valueOf(row.getString("step")),
                row.getString("staff"),
                Instant.parse(row.getString("at")),
                row.getString("words"),
                row.getString("seal"),
                row.getString("session"),
                row.getString("address"));
    }
}
