package vn.sotruong.school.rectifications;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng những người đã có mặt, và những lần bị từ chối. */
final class WitnessTable {
    static final Entity WITNESS = Entity.of("rectification_witness", Audience.RECEIVER, "id");
    static final Entity REFUSAL = Entity.of("rectification_refusal", Audience.SCHOOL_ONLY, "id");

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private WitnessTable() {}

    static void add(Tx tx, String request, Witness witness) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("request", request);
        row.put("role", witness.role().name());
        row.put("staff", witness.staff());
        row.put("account", witness.account());
        row.put("at", Moments.text(witness.at()));
        row.put("session", witness.session());
        row.put("address", witness.address());
        tx.create(WITNESS, row);
    }

    /** Who has been there in a session at a machine, in the order in which they came. */
    static List<Witness> list(Handle handle, String request, String session, String address) {
        return handle.createQuery("""
                        SELECT * FROM rectification_witness
                         WHERE request = :request AND session = :session AND address = :address ORDER BY seq""")
                .bind("request", request)
                .bind("session", session)
                .bind("address", address)
                .map((row, context) -> new Witness(
                        Role.valueOf(row.getString("role")),
                        row.getString("staff"),
                        row.getString("account"),
                        Instant.parse(row.getString("at")),
                        row.getString("session"),
                        row.getString("address")))
                .list();
    }

    /** The names of places that were taken when it was carried out, by staff id: the last three. */
    static List<Witness> listLast(Handle handle, String request) {
        return handle.createQuery("""
                        SELECT * FROM (SELECT * FROM rectification_witness WHERE request = :request
                         ORDER BY seq DESC LIMIT 3) ORDER BY seq""")
                .bind("request", request)
                .map((row, context) -> new Witness(
                        Role.valueOf(row.getString("role")),
                        row.getString("staff"),
                        row.getString("account"),
                        Instant.parse(row.getString("at")),
                        row.getString("session"),
                        row.getString("address")))
                .list();
    }

    /** @param staff whoever it was about; null where that is unknown */
    static void refuse(Tx tx, String request, @Nullable String staff, String deed, Enum<?> reason, String address) {
        if (keptJustNow(tx, request, staff, deed, reason)) {
            return;
        }
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("request", request);
        row.put("staff", staff);
        row.put("deed", deed);
        row.put("reason", reason.name());
        row.put("at", Moments.text(tx.now()));
        row.put("session", tx.actor().session());
        row.put("address", address);
        tx.create(REFUSAL, row);
    }

    /** Whoever tries the same without end leaves one line a minute. */
    private static boolean keptJustNow(Tx tx, String request, @Nullable String staff, String deed, Enum<?> reason) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT * FROM rectification_refusal
                                        WHERE request = :request AND session = :session AND staff IS :staff
                                          AND deed = :deed AND reason = :reason AND at > :since)""")
                .bind("request", request)
                .bind("session", tx.actor().session())
                .bind("staff", staff)
                .bind("deed", deed)
                .bind("reason", reason.name())
                .bind("since", Moments.text(tx.now().minus(AGAIN)))
                .mapTo(Boolean.class)
                .one();
    }
}
