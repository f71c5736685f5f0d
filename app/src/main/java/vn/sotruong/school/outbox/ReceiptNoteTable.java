package vn.sotruong.school.outbox;

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

/**
 * Bảng ghi nhớ biên nhận: the journal tells, at most once a day, which receipt the school then had. A receipt is an
 * anchor that lies in this very store; whoever takes it away would have to take this line out of the chain as well.
 *
 * <p>What cannot be seen from here: receipts that are missing among those that came after the newest note; and all of
 * them, where the whole journal was rewritten too. The office sees that, for the next bundle does not go on from what it
 * holds; and so does a medium in somebody's cupboard.
 */
final class ReceiptNoteTable {
    static final Entity RECEIPT_NOTE = Entity.of("receipt_note", Audience.SCHOOL_ONLY, "id");

    private static final Duration APART = Duration.ofHours(20);

    private ReceiptNoteTable() {}

    /** Notes the newest receipt that is here, unless one was noted lately. */
    static void noteNewest(Tx tx) {
        var latest = tx.handle()
                .createQuery("SELECT max(noted_at) FROM receipt_note")
                .mapTo(String.class)
                .findOne();
        if (latest.isPresent() && tx.now().isBefore(Instant.parse(latest.get()).plus(APART))) {
            return;
        }
        tx.handle()
                .createQuery("""
                        SELECT r.n, r.identity, r.epoch, r.to_seq, r.head FROM receipt r
                         WHERE NOT EXISTS (SELECT 1 FROM receipt_note o WHERE o.id = r.n || '/' || r.identity)
                         ORDER BY r.received_at DESC, r.n DESC LIMIT 1""")
                .map((row, context) -> {
                    var note = new HashMap<String, @Nullable Object>();
                    note.put("id", row.getLong("n") + "/" + row.getString("identity"));
                    note.put("n", row.getLong("n"));
                    note.put("identity", row.getString("identity"));
                    note.put("epoch", row.getString("epoch"));
                    note.put("to_seq", row.getLong("to_seq"));
                    note.put("head", row.getString("head"));
                    note.put("noted_at", Moments.text(tx.now()));
                    return note;
                })
                .findOne()
                .ifPresent(note -> tx.create(RECEIPT_NOTE, note));
    }

    /** For the audit: receipts that came and are gone. */
    static List<String> findings(Handle handle) {
        return handle.createQuery("""
                        SELECT o.n, o.to_seq, o.seq FROM receipt_note o
                         WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.n = o.n AND r.identity = o.identity)
                         ORDER BY o.seq""")
                .map((row, context) -> "receipt " + row.getLong(1) + ": it vouched for the lines up to "
                        + row.getLong(2) + ", as line " + row.getLong(3) + " tells, and is gone")
                .list();
    }
}
