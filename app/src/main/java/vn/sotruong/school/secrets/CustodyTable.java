package vn.sotruong.school.secrets;

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

/** Bảng người giữ khóa: changes that were asked for, and what was done with the members' shares. */
final class CustodyTable {
    static final Entity CUSTODY_CHANGE = Entity.of("custody_change", Audience.SCHOOL_ONLY, "id");
    static final Entity UNSEAL_EVENT = Entity.of("unseal_event", Audience.SCHOOL_ONLY, "id");

    private static final int SHOWN = 20;

    private CustodyTable() {}

    /** Việc đã làm với bản khóa. */
    enum Kind {
        /** New words were set. */
        KEPT,
        WITHDRAWN,
        /** Taken away, for its member left the board. */
        LEFT,
        OPENED,
        WRONG
    }

    /** Một việc. */
    record Event(Kind kind, String staff, Instant at) {}

    /** The newest first. */
    static List<CustodyChange> list(Handle handle) {
        return handle.createQuery("SELECT * FROM custody_change ORDER BY asked_at DESC, id LIMIT " + SHOWN)
                .map((row, context) -> {
                    var decided = row.getString("decided_at");
                    return new CustodyChange(
                            row.getString("id"),
                            CustodyChange.Keeper.valueOf(row.getString("keeper")),
                            row.getString("asked_by"),
                            Instant.parse(row.getString("asked_at")),
                            CustodyChange.State.valueOf(row.getString("state")),
                            row.getString("decided_by"),
                            decided == null ? null : Instant.parse(decided),
                            row.getString("reason"));
                })
                .list();
    }

    static Optional<CustodyChange> find(Handle handle, String id) {
        return list(handle).stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The newest first. */
    static List<Event> events(Handle handle) {
        return handle.createQuery("SELECT kind, staff, at FROM unseal_event ORDER BY at DESC, id LIMIT " + SHOWN)
                .map((row, context) -> new Event(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("staff"),
                        Instant.parse(row.getString("at"))))
                .list();
    }

    static boolean knows(Handle handle, String event) {
        return handle.createQuery("SELECT count(*) FROM unseal_event WHERE id = :id")
                        .bind("id", event)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /**
     * Whether a share was taken away since it was kept.
     *
     * @param kept the id of the event of its keeping
     */
    static boolean gone(Handle handle, String kept) {
        return handle.createQuery("SELECT count(*) FROM unseal_event kept JOIN unseal_event gone"
                                + " ON gone.staff = kept.staff AND gone.seq > kept.seq"
                                + " WHERE kept.id = :kept AND gone.kind IN ('WITHDRAWN', 'LEFT')")
                        .bind("kept", kept)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    static void create(Tx tx, CustodyChange change) {
        tx.create(CUSTODY_CHANGE, row(change));
    }

    static void put(Tx tx, CustodyChange change) {
        tx.status(CUSTODY_CHANGE, row(change), null);
    }

    static void tell(Tx tx, String id, Event event) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", id);
        row.put("kind", event.kind().name());
        row.put("staff", event.staff());
        row.put("at", Moments.text(event.at()));
        tx.create(UNSEAL_EVENT, row);
    }

    private static Map<String, @Nullable Object> row(CustodyChange change) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", change.id());
        row.put("keeper", change.keeper().name());
        row.put("asked_by", change.askedBy());
        row.put("asked_at", Moments.text(change.askedAt()));
        row.put("state", change.state().name());
        row.put("decided_by", change.decidedBy());
        row.put("decided_at", change.decidedAt() == null ? null : Moments.text(change.decidedAt()));
        row.put("reason", change.reason());
        return row;
    }
}
