package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.StoreFailed;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.accounts.SessionTable.Ended;
import vn.sotruong.school.people.People;

/** Đăng nhập, phiên làm việc và đổi mật khẩu; người gác cửa của trường. */
public final class SignIns implements Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final Duration CODE_LIFE = Duration.ofDays(14);

    private final Database db;
    private final PasswordHash hashes;
    private final Teaching teaching;
    private final Clock clock;
    private final SecureRandom random;
    private final Attempts attempts;

    public SignIns(Database db, PasswordHash hashes, Teaching teaching, Clock clock, SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.teaching = teaching;
        this.clock = clock;
        this.random = random;
        this.attempts = new Attempts(clock);
    }

    /** What is read before a password is compared. */
    private record Known(Account account, Credential credential) {}

    /** Lets somebody in, or says why not; either way the time tells nothing about the name. */
    public Outcome signIn(String typedName, String typedPassword, String address) {
        var username = Username.tidy(typedName);
        if (attempts.waitUntil(username, address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        var known = db.read(handle -> find(handle, username));
        var password = PasswordRule.tidy(typedPassword);
        if (password.length() > PasswordRule.LONGEST * 2 || known.isEmpty()) {
            hashes.checkNobody("");
            return wrong(null, username, address);
        }
        var match = hashes.check(password, known.get().credential().hash());
        if (match == PasswordHash.Match.WRONG) {
            return wrong(known.get().account(), username, address);
        }
        var fresh = match == PasswordHash.Match.RIGHT_BUT_OLD ? hashes.hash(password) : null;
        attempts.succeeded(username, address);
        var token = SessionToken.fresh(random);
        var session = newSessionId();
        var actor = new Actor(known.get().account().id(), session);
        return db.writeUnderAnyClock(actor, tx -> admit(tx, known.get(), fresh, token, address));
    }

    private static Optional<Known> find(Handle handle, String username) {
        return AccountTable.findByUsername(handle, username)
                .map(account -> new Known(account, AccountTable.getCredential(handle, account.id())));
    }

    private Outcome wrong(@Nullable Account account, String username, String address) {
        attempts.failed(username, address);
        if (attempts.worthALine()) {
            db.writeUnderAnyClock(Actor.house("sign-in"), tx -> {
                SessionTable.record(tx, account, Ended.WRONG, address);
                return true;
            });
        }
        return new Refused(Reason.WRONG);
    }

    private Outcome admit(Tx tx, Known seen, @Nullable String freshHash, SessionToken token, String address) {
        // Read again inside the transaction: the account may have been locked, the password changed meanwhile.
        var account = AccountTable.find(tx.handle(), seen.account().id()).orElseThrow();
        var credential = AccountTable.getCredential(tx.handle(), account.id());
        if (!credential.hash().equals(seen.credential().hash())) {
            SessionTable.record(tx, account, Ended.WRONG, address);
            return new Refused(Reason.WRONG);
        }
        if (account.state() == Account.State.LOCKED || account.state() == Account.State.RETIRED) {
            SessionTable.record(tx, account, Ended.LOCKED, address);
            return new Refused(Reason.LOCKED);
        }
        if (credential.mustChange() && credential.changedAt().plus(CODE_LIFE).isBefore(tx.now())) {
            SessionTable.record(tx, account, Ended.CODE_EXPIRED, address);
            return new Refused(Reason.CODE_EXPIRED);
        }
        if (freshHash != null) {
            var stronger = new Credential(account.id(), freshHash, credential.mustChange(), credential.changedAt());
            AccountTable.put(tx, stronger, "rehash");
        }
        SessionTable.record(tx, account, Ended.ADMITTED, address);
        SessionTable.sweep(tx, tx.now().minus(IDLE), tx.now().minus(LONGEST));
        SessionTable.begin(tx, token.hash(), tx.actor().session(), account.id(), address);
        LOG.info("account {} signed in", account.id());
        return new Admitted(token, credential.mustChange());
    }

    /** Ends one session. */
    public void signOut(Actor actor, SessionToken token) {
        db.writeUnderAnyClock(actor, tx -> {
            SessionTable.end(tx, token.hash());
            return true;
        });
    }

    /** Replaces the password; every session of the account ends, and the asker gets a new one. */
    public Outcome changePassword(Actor actor, String typedOld, String typedNew, String typedAgain, String address) {
        var known = db.read(handle -> new Known(
                AccountTable.find(handle, actor.account()).orElseThrow(),
                AccountTable.getCredential(handle, actor.account())));
        var username = known.account().username();
        if (attempts.waitUntil(username, address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        var old = PasswordRule.tidy(typedOld);
        if (hashes.check(old, known.credential().hash()) == PasswordHash.Match.WRONG) {
            attempts.failed(username, address);
            return new Refused(Reason.WRONG);
        }
        var password = PasswordRule.tidy(typedNew);
        var refusal = refusal(known, old, password, PasswordRule.tidy(typedAgain));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var hash = hashes.hash(password);
        var token = SessionToken.fresh(random);
        var session = newSessionId();
        return db.write(new Actor(actor.account(), session), tx -> replace(tx, known, hash, token, address));
    }

    /** Ends every session there is: in a restored store nobody is signed in. */
    public static void endEvery(Tx tx) {
        SessionTable.endEvery(tx);
    }

    /** A one-time code without its dashes is the same code. */
    private static String letters(String password) {
        return password.replace("-", "");
    }

    private static Optional<Reason> refusal(Known known, String old, String password, String again) {
        if (!password.equals(again)) {
            return Optional.of(Reason.NOT_THE_SAME);
        }
        if (letters(password).equals(letters(old))) {
            return Optional.of(Reason.SAME_AS_BEFORE);
        }
        return PasswordRule.refusal(password, known.account().username());
    }

    private static Outcome replace(Tx tx, Known seen, String hash, SessionToken token, String address) {
        var account = AccountTable.find(tx.handle(), seen.account().id()).orElseThrow();
        var now = AccountTable.getCredential(tx.handle(), account.id());
        if (!now.hash().equals(seen.credential().hash())) {
            return new Refused(Reason.WRONG);
        }
        AccountTable.put(tx, new Credential(account.id(), hash, false, tx.now()), "own password");
        if (account.state() == Account.State.ISSUED) {
            AccountTable.put(tx, account.as(Account.State.ACTIVE), "first password");
        }
        SessionTable.endAll(tx, account.id());
        SessionTable.begin(tx, token.hash(), tx.actor().session(), account.id(), address);
        LOG.info("account {} changed its password", account.id());
        return new Admitted(token, false);
    }

    @Override
    public Optional<Visitor> find(SessionToken token) {
        var hash = token.hash();
        var found = db.read(handle -> find(handle, hash, clock));
        found.filter(each -> each.session().seen().plus(TOUCH).isBefore(clock.instant()))
                .ifPresent(each -> touch(each.visitor(), hash));
        return found.map(Found::visitor);
    }

    private record Found(SessionTable.Session session, Visitor visitor) {}

    private Optional<Found> find(Handle handle, String hash, Clock clock) {
        var now = clock.instant();
        var session = SessionTable.find(handle, hash)
                .filter(each -> each.seen().plus(IDLE).isAfter(now))
                .filter(each -> each.began().plus(LONGEST).isAfter(now));
        if (session.isEmpty()) {
            return Optional.empty();
        }
        var account = AccountTable.find(handle, session.get().account())
                .filter(each -> each.state() == Account.State.ISSUED || each.state() == Account.State.ACTIVE);
        return account.map(each -> {
            var name = People.getStaff(handle, each.staff()).name().full();
            var may = may(handle, each, LocalDate.ofInstant(now, Formats.ZONE));
            return new Found(session.get(), new Visitor(each.id(), session.get().id(), each.staff(), name, may));
        });
    }

    private Set<Need> may(Handle handle, Account account, LocalDate today) {
        if (AccountTable.getCredential(handle, account.id()).mustChange()) {
            return EnumSet.of(Need.CHANGE_PASSWORD);
        }
        var may = EnumSet.of(Need.CHANGE_PASSWORD, Need.SIGNED_IN);
        for (var post : PostTable.listInForce(handle, account.staff(), today)) {
            may.add(
                    switch (post.kind()) {
                        case PRINCIPAL, VICE_PRINCIPAL -> Need.PRINCIPAL;
                        case BOARD -> Need.BOARD;
                        case ADMIN -> Need.ADMIN;
                        case CLERK -> Need.CLERK;
                    });
        }
        if (teaching.teaches(handle, account.staff(), today)) {
            may.add(Need.ENTER_MARKS);
        }
        return may;
    }

    private void touch(Visitor visitor, String hash) {
        try {
            db.writeUnderAnyClock(new Actor(visitor.account(), visitor.session()), tx -> {
                SessionTable.seen(tx, hash);
                return true;
            });
        } catch (StoreFailed noWrite) {
            // Reading must go on when the disk is full.
            LOG.warn("a session's activity could not be noted", noWrite);
        }
    }

    private String newSessionId() {
        return new vn.sotruong.ground.kernel.Ids(random).next();
    }
}
