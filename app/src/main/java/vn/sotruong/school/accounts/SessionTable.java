package vn.sotruong.school.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.sync.bundle.ChangeLine;

/**
 * Bảng phiên làm việc và lần đăng nhập. Sessions keep no journal, but each stands on a sign-in; sign-ins are nothing but
 * journal.
 */
final class SessionTable {
    static final Entity SIGN_IN = Entity.of("sign_in", Audience.SCHOOL_ONLY, "id");

    /** Phiên: as stored; its secret is not here. */
    record Session(
            String hash,
            String id,
            String account,
            Capacity capacity,
            boolean shared,
            String address,
            Instant began,
            Instant seen,
            @Nullable Instant lockedAt,
            int tries) {
        /** Whether the screen is locked: by its button, or on a shared machine because nobody touched it. */
        boolean locked(Instant now, AccessRule rule) {
            return lockedAt != null || (shared && !seen.plus(rule.patience()).isAfter(now));
        }

        /** The same in another capacity; nobody's until it is kept. */
        Session in(Capacity other) {
            return new Session(hash, id, account, other, shared, address, began, seen, lockedAt, tries);
        }

        Session seenAt(Instant moment) {
            return new Session(hash, id, account, capacity, shared, address, began, moment, lockedAt, tries);
        }
    }

    /** Kết quả đăng nhập, as the journal has it. */
    enum Ended {
        ADMITTED,
        WRONG,
        LOCKED,
        CODE_EXPIRED,
        /** The holder works here no more. */
        NOT_WORKING,
        /** An inspector, before the first day or after the last. */
        OUTSIDE_TERM,
        /** Went on in another capacity. */
        SWITCHED,
        /** Did not open a locked screen. */
        UNLOCK_FAILED
    }

    private static final Set<String> LET_IN = Set.of(Ended.ADMITTED.name(), Ended.SWITCHED.name());
    private static final String FOUNDED =
            "SELECT s.*, i.seq AS line FROM session s LEFT JOIN sign_in i ON i.id = s.sign_in";

    private SessionTable() {}

    /**
     * The session of that secret, if the journal says that somebody was let in with it. A row alone, put into the table
     * past this program, lets nobody in.
     */
    static Optional<Session> find(Handle handle, String hash) {
        return handle.createQuery(FOUNDED + " WHERE s.hash = ?")
                .bind(0, hash)
                .map((row, context) -> row(handle, row))
                .findOne()
                .filter(Row::founded)
                .map(Row::session);
    }

    /** Whether the very same session is still there; nothing but its last activity may have changed. */
    static Optional<Session> findAgain(Handle handle, Session known) {
        return handle.createQuery("SELECT * FROM session WHERE hash = ?")
                .bind(0, known.hash())
                .map((row, context) -> session(row))
                .findOne()
                .filter(now -> now.seenAt(known.seen()).equals(known));
    }

    /** The ids of rows that no line of the journal began. */
    static List<String> listUnfounded(Handle handle) {
        return handle.createQuery(FOUNDED + " ORDER BY s.id")
                .map((row, context) -> row(handle, row))
                .filter(row -> !row.founded())
                .map(row -> row.session().id())
                .list();
    }

    /** Một dòng, and whether its sign-in stands in the journal. */
    private record Row(Session session, boolean founded) {}

    private static Row row(Handle handle, ResultSet row) throws SQLException {
        var session = session(row);
        var seq = row.getLong("line");
        return new Row(session, !row.wasNull() && founded(handle, session, row.getString("sign_in"), seq));
    }

    private static boolean founded(Handle handle, Session session, String signIn, long seq) {
        var stored = ChangeLog.find(handle, seq);
        if (stored.isEmpty()) {
            return false;
        }
        var line = ChangeLine.parse(stored.get().line());
        var said = line.row();
        return line.ent().equals(SIGN_IN.table())
                && line.id().equals(signIn)
                && session.hash().equals(said.get("session_hash"))
                && session.account().equals(said.get("account"))
                && session.capacity().name().equals(said.get("capacity"))
                && LET_IN.contains(String.valueOf(said.get("outcome")))
                && !session.began().isAfter(Instant.parse(String.valueOf(said.get("at"))));
    }

    /** Somebody's own, the one seen last first. */
    static List<Session> list(Handle handle, String account) {
        return handle.createQuery("SELECT * FROM session WHERE account = ? ORDER BY seen_at DESC, id")
                .bind(0, account)
                .map((row, context) -> session(row))
                .list();
    }

    private static Session session(ResultSet row) throws SQLException {
        var lockedAt = row.getString("locked_at");
        return new Session(
                row.getString("hash"),
                row.getString("id"),
                row.getString("account"),
                Capacity.valueOf(row.getString("capacity")),
                row.getInt("shared") == 1,
                row.getString("address"),
                Instant.parse(row.getString("began_at")),
                Instant.parse(row.getString("seen_at")),
                lockedAt == null ? null : Instant.parse(lockedAt),
                row.getInt("tries"));
    }

    /** Writes the line by which somebody is let in, and the session that stands on it. */
    static void begin(Tx tx, Account account, Ended how, Session session) {
        var signIn = record(tx, account, how, session.capacity(), session.address(), session.hash());
        tx.handle()
                .createUpdate("""
                        INSERT INTO session (hash, id, account, capacity, shared, address, began_at, seen_at, sign_in)
                        VALUES (:hash, :id, :account, :capacity, :shared, :address, :began, :seen, :signIn)""")
                .bind("hash", session.hash())
                .bind("id", session.id())
                .bind("account", session.account())
                .bind("capacity", session.capacity().name())
                .bind("shared", session.shared() ? 1 : 0)
                .bind("address", session.address())
                .bind("began", Moments.text(session.began()))
                .bind("seen", Moments.text(session.seen()))
                .bind("signIn", signIn)
                .execute();
    }

    static void seen(Tx tx, String hash) {
        tx.handle().execute("UPDATE session SET seen_at = ? WHERE hash = ?", Moments.text(tx.now()), hash);
    }

    static void lock(Tx tx, String hash) {
        tx.handle()
                .execute(
                        "UPDATE session SET locked_at = ? WHERE hash = ? AND locked_at IS NULL",
                        Moments.text(tx.now()),
                        hash);
    }

    static void unlock(Tx tx, String hash) {
        tx.handle()
                .execute(
                        "UPDATE session SET locked_at = NULL, tries = 0, seen_at = ? WHERE hash = ?",
                        Moments.text(tx.now()),
                        hash);
    }

    /** Counts a try that did not open the screen. @return how many there were by now */
    static int tried(Tx tx, String hash) {
        tx.handle().execute("UPDATE session SET tries = tries + 1 WHERE hash = ?", hash);
        return tx.handle()
                .createQuery("SELECT tries FROM session WHERE hash = ?")
                .bind(0, hash)
                .mapTo(Integer.class)
                .findOne()
                .orElse(Integer.MAX_VALUE);
    }

    /** Ends one session of this account. @return whether there was one */
    static boolean endOne(Tx tx, String account, String id) {
        return tx.handle().execute("DELETE FROM session WHERE account = ? AND id = ?", account, id) > 0;
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
                        "DELETE FROM session WHERE (seen_at < ? AND shared = 0 AND locked_at IS NULL) OR began_at < ?",
                        Moments.text(seenBefore),
                        Moments.text(begunBefore));
    }

    static void record(Tx tx, @Nullable Account account, Ended outcome, @Nullable Capacity capacity, String address) {
        record(tx, account, outcome, capacity, address, null);
    }

    private static String record(
            Tx tx,
            @Nullable Account account,
            Ended outcome,
            @Nullable Capacity capacity,
            String address,
            @Nullable String sessionHash) {
        var id = tx.newId();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", id);
        row.put("session_hash", sessionHash);
        row.put("account", account == null ? null : account.id());
        row.put("username", account == null ? null : account.username());
        row.put("outcome", outcome.name());
        row.put("capacity", capacity == null ? null : capacity.name());
        row.put("address", address);
        row.put("at", Moments.text(tx.now()));
        tx.create(SIGN_IN, row);
        return id;
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
