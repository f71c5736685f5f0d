package vn.sotruong.school.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng xác nhận khôi phục. */
final class RestoreConfirmationTable {
    static final Entity RESTORE_CONFIRMATION = Entity.of("restore_confirmation", Audience.RECEIVER, "id");

    private RestoreConfirmationTable() {}

    static void create(Tx tx, RestoreConfirmation confirmation) {
        tx.create(RESTORE_CONFIRMATION, row(confirmation));
    }

    static void answer(Tx tx, RestoreConfirmation confirmation) {
        tx.status(RESTORE_CONFIRMATION, row(confirmation), null);
    }

    /** The oldest first. */
    static List<RestoreConfirmation> list(Handle handle) {
        return handle.createQuery("SELECT * FROM restore_confirmation ORDER BY seq")
                .map((row, context) -> new RestoreConfirmation(
                        row.getString("id"),
                        row.getString("epoch"),
                        row.getString("parent"),
                        row.getLong("parent_seq"),
                        row.getString("parent_head"),
                        row.getString("decision"),
                        row.getString("reason"),
                        RestoreConfirmation.State.valueOf(row.getString("state")),
                        row.getString("requested_by"),
                        Instant.parse(row.getString("requested_at")),
                        row.getString("answered_by"),
                        moment(row.getString("answered_at"))))
                .list();
    }

    private static Map<String, @Nullable Object> row(RestoreConfirmation confirmation) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", confirmation.id());
        row.put("epoch", confirmation.epoch());
        row.put("parent", confirmation.parent());
        row.put("parent_seq", confirmation.seq());
        row.put("parent_head", confirmation.head());
        row.put("decision", confirmation.decision());
        row.put("reason", confirmation.reason());
        row.put("state", confirmation.state().name());
        row.put("requested_by", confirmation.requestedBy());
        row.put("requested_at", Moments.text(confirmation.requestedAt()));
        row.put("answered_by", confirmation.answeredBy());
        var at = confirmation.answeredAt();
        row.put("answered_at", at == null ? null : Moments.text(at));
        return row;
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
