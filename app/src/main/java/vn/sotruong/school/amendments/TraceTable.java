package vn.sotruong.school.amendments;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng ảnh hưởng, minh chứng, và những lần bị từ chối. */
final class TraceTable {
    static final Entity EFFECT = Entity.of("amendment_effect", Audience.RECEIVER, "amendment", "pupil", "what");
    static final Entity PAPER = Entity.of("amendment_paper", Audience.SCHOOL_ONLY, "amendment", "attachment");
    static final Entity REFUSAL = Entity.of("amendment_refusal", Audience.SCHOOL_ONLY, "id");

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private TraceTable() {}

    static void add(Tx tx, String amendment, Effects.Effect effect) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("amendment", amendment);
        row.put("pupil", effect.pupil());
        row.put("what", effect.what().name());
        row.put("value_before", effect.before());
        row.put("value_after", effect.after());
        tx.create(EFFECT, row);
    }

    static List<Effects.Effect> listEffects(Handle handle, String amendment) {
        return handle.createQuery("SELECT * FROM amendment_effect WHERE amendment = ? ORDER BY pupil, what")
                .bind(0, amendment)
                .map((row, context) -> new Effects.Effect(
                        row.getString("pupil"),
                        Effects.What.valueOf(row.getString("what")),
                        row.getString("value_before"),
                        row.getString("value_after")))
                .list();
    }

    static void addPaper(Tx tx, String amendment, String attachment, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("amendment", amendment);
        row.put("attachment", attachment);
        row.put("staff", staff);
        row.put("at", Moments.text(tx.now()));
        tx.create(PAPER, row);
    }

    /** The papers of a request. */
    static List<String> listPapers(Handle handle, String amendment) {
        return handle.createQuery("SELECT attachment FROM amendment_paper WHERE amendment = ? ORDER BY seq")
                .bind(0, amendment)
                .mapTo(String.class)
                .list();
    }

    /** The requests that refer to a paper. */
    static List<String> listOfPaper(Handle handle, String attachment) {
        return handle.createQuery("SELECT amendment FROM amendment_paper WHERE attachment = ?")
                .bind(0, attachment)
                .mapTo(String.class)
                .list();
    }

    /** @param staff whoever it was about; null where that is unknown */
    static void refuse(Tx tx, String amendment, @Nullable String staff, String deed, Reason reason, String address) {
        if (keptJustNow(tx, amendment, staff, deed, reason)) {
            return;
        }
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("amendment", amendment);
        row.put("staff", staff);
        row.put("deed", deed);
        row.put("reason", reason.name());
        row.put("at", Moments.text(tx.now()));
        row.put("session", tx.actor().session());
        row.put("address", address);
        tx.create(REFUSAL, row);
    }

    /** Whoever tries the same without end leaves one line a minute. */
    private static boolean keptJustNow(Tx tx, String amendment, @Nullable String staff, String deed, Reason reason) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT * FROM amendment_refusal
                                        WHERE amendment = :amendment AND session = :session AND staff IS :staff
                                          AND deed = :deed AND reason = :reason AND at > :since)""")
                .bind("amendment", amendment)
                .bind("session", tx.actor().session())
                .bind("staff", staff)
                .bind("deed", deed)
                .bind("reason", reason.name())
                .bind("since", Moments.text(tx.now().minus(AGAIN)))
                .mapTo(Boolean.class)
                .one();
    }

    /** Why attempts at a request were refused, as they came. */
    static List<Tried> listRefusals(Handle handle, String amendment) {
        return handle.createQuery("SELECT * FROM amendment_refusal WHERE amendment = ? ORDER BY seq")
                .bind(0, amendment)
                .map((row, context) -> new Tried(
                        row.getString("staff"),
                        row.getString("deed"),
                        Reason.valueOf(row.getString("reason")),
                        row.getString("at")))
                .list();
    }
}
