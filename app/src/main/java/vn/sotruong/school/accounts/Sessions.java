package vn.sotruong.school.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.accounts.SessionTable.Ended;

/** Phiên của chính mình và khoá màn hình: what somebody may do with their own sessions. Nobody sees another's. */
public final class Sessions {
    private static final int TRIES = 5;
    private static final Pattern PIN = Pattern.compile("[0-9]{6}");

    private final Database db;
    private final PasswordHash hashes;
    private final Attempts attempts;
    private final Clock clock;

    public Sessions(Database db, PasswordHash hashes, SignIns signIns, Clock clock) {
        this.db = db;
        this.hashes = hashes;
        this.attempts = signIns.attempts();
        this.clock = clock;
    }

    /**
     * Một phiên đang mở.
     *
     * @param here whether it is the one that asks
     */
    public record Open(
            String id, String address, Instant began, Instant seen, Capacity capacity, boolean locked, boolean here) {}

    /** One's own sessions that are neither ended nor expired. */
    public List<Open> list(Visitor visitor) {
        var now = clock.instant();
        return db.read(handle -> {
            var rule = AccessRuleTable.get(handle);
            return SessionTable.list(handle, visitor.account()).stream()
                    .filter(each -> each.began().plus(Visitors.LONGEST).isAfter(now))
                    .filter(each -> each.locked(now, rule)
                            || each.seen().plus(Visitors.IDLE).isAfter(now))
                    .map(each -> new Open(
                            each.id(),
                            each.address(),
                            each.began(),
                            each.seen(),
                            each.capacity(),
                            each.locked(now, rule),
                            each.id().equals(visitor.session())))
                    .toList();
        });
    }

    /** Ends one of one's own sessions. */
    public Outcome end(Actor actor, String id) {
        return db.writeUnderAnyClock(
                actor,
                tx -> SessionTable.endOne(tx, actor.account(), id) ? new Done() : new Refused(Reason.NO_SUCH_SESSION));
    }

    /** Sessions that no line of the journal began, for the audit. */
    public static List<String> findings(Handle handle) {
        return SessionTable.listUnfounded(handle).stream()
                .map(id -> "session " + id + ": no line of the journal let its holder in")
                .toList();
    }

    /** Signs out everywhere. */
    public void endAll(Actor actor) {
        db.writeUnderAnyClock(actor, tx -> {
            SessionTable.endAll(tx, actor.account());
            return true;
        });
    }

    /** Locks the screen: the session stays, and answers nothing until it is opened again. */
    public void lock(Actor actor, SessionToken token) {
        db.writeUnderAnyClock(actor, tx -> {
            SessionTable.lock(tx, token.hash());
            return true;
        });
    }

    /** Opens a locked screen with the PIN or the password. After five wrong ones the session is over. */
    public Outcome unlock(Actor actor, SessionToken token, String typed) {
        var hash = token.hash();
        var sits = db.read(handle -> SessionTable.find(handle, hash));
        if (sits.isEmpty()) {
            return new Refused(Reason.SIGNED_OUT);
        }
        // the same budget as at the door: a locked screen gives nobody more guesses at a password
        var address = sits.get().address();
        if (attempts.take(actor.account(), address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        var known = db.read(handle -> new Keys(
                PinTable.find(handle, actor.account()),
                AccountTable.getCredential(handle, actor.account()).hash()));
        var secret = PasswordRule.tidy(typed);
        var fits = secret.length() <= PasswordRule.LONGEST * 2 && known.fit(hashes, secret);
        if (fits) {
            attempts.succeeded(actor.account(), address);
        }
        return db.writeUnderAnyClock(actor, tx -> {
            attempts.keep(tx, actor.account(), address);
            // counted inside the transaction: tries sent side by side do not add up to more than five
            var session = SessionTable.find(tx.handle(), hash);
            if (session.isEmpty() || session.get().tries() >= TRIES) {
                return new Refused(Reason.SIGNED_OUT);
            }
            if (fits) {
                SessionTable.unlock(tx, hash);
                return new Done();
            }
            return failed(tx, actor, session.get());
        });
    }

    private static Outcome failed(Tx tx, Actor actor, SessionTable.Session session) {
        var account = AccountTable.find(tx.handle(), actor.account()).orElseThrow();
        SessionTable.record(tx, account, Ended.UNLOCK_FAILED, session.capacity(), session.address());
        if (SessionTable.tried(tx, session.hash()) < TRIES) {
            return new Refused(Reason.WRONG_KEY);
        }
        SessionTable.end(tx, session.hash());
        return new Refused(Reason.SIGNED_OUT);
    }

    /** What opens a screen. */
    private record Keys(Optional<String> pin, String password) {
        boolean fit(PasswordHash hashes, String typed) {
            var stored = pin.isPresent() && PIN.matcher(typed).matches() ? pin.get() : password;
            return hashes.check(typed, stored) != PasswordHash.Match.WRONG;
        }
    }

    /** Whether somebody has a PIN. */
    public boolean hasPin(String account) {
        return db.read(handle -> PinTable.find(handle, account)).isPresent();
    }

    /** Sets the PIN that opens one's own locked screen; the password says that it is oneself who sets it. */
    public Outcome setPin(Actor actor, String address, String password, String pin, String again) {
        if (!PIN.matcher(pin).matches() || PasswordRule.guessablePin(pin)) {
            return new Refused(Reason.BAD_PIN);
        }
        if (!pin.equals(again)) {
            return new Refused(Reason.NOT_THE_SAME_PIN);
        }
        var stored = db.read(handle -> AccountTable.getCredential(handle, actor.account()));
        if (attempts.take(actor.account(), address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        if (hashes.check(PasswordRule.tidy(password), stored.hash()) == PasswordHash.Match.WRONG) {
            attempts.wrong(db, actor, address);
            return new Refused(Reason.WRONG_PASSWORD);
        }
        attempts.succeeded(actor.account(), address);
        var hash = hashes.hash(pin);
        return db.write(actor, tx -> {
            PinTable.put(tx, actor.account(), hash);
            return new Done();
        });
    }

    /** Takes the PIN away: from now on the password opens the screen. */
    public Outcome removePin(Actor actor) {
        return db.write(actor, tx -> {
            if (PinTable.find(tx.handle(), actor.account()).isPresent()) {
                PinTable.put(tx, actor.account(), null);
            }
            return new Done();
        });
    }
}
