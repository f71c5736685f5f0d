package vn.sotruong.school.accounts;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng phiên làm việc và lần đăng nhập. Sessions keep no journal; sign-ins are nothing but journal. */
final class SessionTable {
    static final Entity SIGN_IN = Entity.of("sign_in", Audience.SCHOOL_ONLY, "id");

    /** Phiên: as stored; its secret is not here. */
    record Session(
            String hash, String id, String account, Capacity capacity, String address, Instant began, Instant seen) {}

    /** Kết quả đăng nhập, as the journal has it. */
    enum Ended {
        ADMITTED,
        WRONG,
        LOCKED,
        CODE_EXPIRED,
        /** The holder works here no more. */
        NOT_WORKING,
        /** Went on in another capacity. */
        SWITCHED
    }

    private SessionTable() {}

    static Optional<Session> find(Handle handle, String hash) {
        return handle.createQuery("SELECT * FROM session WHERE hash = ?")
                .bind(0, hash)
                .map((row, context) -> new Session(
                        row.getString("hash"),
                        row.getString("id"),
                        row.getString("account"),
                        Capacity.valueOf(row.getString("capacity")),
                        row.getString("address"),
                        Instant.parse(row.getString("began_at")),
                        Instant.parse(row.getString("seen_at"))))
                .findOne();
    }

    static void begin(Tx tx, Session session) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO session (hash, id, account, capacity, address, began_at, seen_at)
                        VALUES (:hash, :id, :account, :capacity, :address, :began, :seen)""")
                .bind("hash", session.hash())
                .bind("id", session.id())
                .bind("account", session.account())
                .bind("capacity", session.capacity().name())
                .bind("address", session.address())
                .bind("began", Moments.text(session.began()))
                .bind("seen", Moments.text(session.seen()))
                .execute();
    }

    static void seen(Tx tx, String hash) {
        tx.handle().execute("UPDATE session SET seen_at = ? WHERE hash = ?", Moments.text(tx.now()), hash);
    }

    static void end(Tx tx, String hash) {
        tx.handle().execute("DELETE FROM session WHERE hash = ?", hash);
    }

    static void endAll(Tx tx, String account) {
        tx.handle().execute("DELETE FROM session WHERE account = ?", account);
    }

    static void endEvery(Tx tx) {
        tx.handle().execute("DELETE FROM session");
    }

    static void sweep(Tx tx, Instant seenBefore, Instant begunBefore) {
        tx.handle()
                .execute(
                        "DELETE FROM session WHERE seen_at < ? OR began_at < ?",
                        Moments.text(seenBefore),
                        Moments.text(begunBefore));
    }

    static void record(Tx tx, @Nullable Account account, Ended outcome, @Nullable Capacity capacity, String address) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("account", account == null ? null : account.id());
        row.put("username", account == null ? null : account.username());
        row.put("outcome", outcome.name());
        row.put("capacity", capacity == null ? null : capacity.name());
        row.put("address", address);
        row.put("at", Moments.text(tx.now()));
        tx.create(SIGN_IN, row);
    }

    /** When each account last came in. */
    static Map<String, Instant> mapLast(Handle handle) {
        var last = new HashMap<String, Instant>();
        handle.createQuery("""
                        SELECT account, max(at) AS at FROM sign_in WHERE outcome = 'ADMITTED' GROUP BY account""")
                .map((row, context) -> Map.entry(row.getString("account"), Instant.parse(row.getString("at"))))
                .forEach(each -> last.put(each.getKey(), each.getValue()));
        return last;
    }
}
