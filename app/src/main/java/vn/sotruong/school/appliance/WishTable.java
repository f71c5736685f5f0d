package vn.sotruong.school.appliance;

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

/** Bảng đề nghị cài. */
final class WishTable {
    static final Entity SYSTEM_UPDATE = Entity.of("system_update", Audience.SCHOOL_ONLY, "id");

    private static final int SHOWN = 20;

    private WishTable() {}

    /** The newest first. */
    static List<Wish> list(Handle handle) {
        return handle.createQuery("SELECT * FROM system_update ORDER BY asked_at DESC, id LIMIT " + SHOWN)
                .map((row, context) -> {
                    var decided = row.getString("decided_at");
                    return new Wish(
                            row.getString("id"),
                            Box.Source.valueOf(row.getString("source")),
                            row.getString("medium"),
                            row.getString("file"),
                            row.getString("version"),
                            row.getString("sha256"),
                            row.getString("running"),
                            row.getString("asked_by"),
                            Instant.parse(row.getString("asked_at")),
                            Wish.State.valueOf(row.getString("state")),
                            row.getString("decided_by"),
                            decided == null ? null : Instant.parse(decided),
                            row.getString("reason"));
                })
                .list();
    }

    static Optional<Wish> find(Handle handle, String id) {
        return list(handle).stream().filter(each -> each.id().equals(id)).findFirst();
    }

    static void create(Tx tx, Wish wish) {
        tx.create(SYSTEM_UPDATE, row(wish));
    }

    static void put(Tx tx, Wish wish) {
        tx.status(SYSTEM_UPDATE, row(wish), null);
    }

    private static Map<String, @Nullable Object> row(Wish wish) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", wish.id());
        row.put("source", wish.source().name());
        row.put("medium", wish.medium());
        row.put("file", wish.file());
        row.put("version", wish.version());
        row.put("sha256", wish.sha256());
        row.put("running", wish.running());
        row.put("asked_by", wish.askedBy());
        row.put("asked_at", Moments.text(wish.askedAt()));
        row.put("state", wish.state().name());
        row.put("decided_by", wish.decidedBy());
        row.put("decided_at", wish.decidedAt() == null ? null : Moments.text(wish.decidedAt()));
        row.put("reason", wish.reason());
        return row;
    }
}
