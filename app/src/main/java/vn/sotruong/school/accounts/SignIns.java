package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
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
import vn.sotruong.school.people.StaffStatus;

/** Đăng nhập, phiên làm việc và đổi mật khẩu; người gác cửa của trường. */
public final class SignIns implements Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final Set<Need> ADMINISTRATION = Collections.unmodifiableSet(EnumSet.of(Need.ADMIN, Need.BOARD));
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final Duration CODE_LIFE = Duration.ofDays(14);

    private final Database db;
    private final PasswordHash hashes;
    private final Entitlements entitlements;
    private final Clock clock;
    private final SecureRandom random;
    private final Attempts attempts;

    public SignIns(Database db, PasswordHash hashes, Entitlements entitlements, Clock clock, SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.entitlements = entitlements;
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
                SessionTable.record(tx, account, Ended.WRONG, null, address);
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
            SessionTable.record(tx, account, Ended.WRONG, null, address);
            return new Refused(Reason.WRONG);
        }
        if (account.state() == Account.State.LOCKED || account.state() == Account.State.RETIRED) {
            SessionTable.record(tx, account, Ended.LOCKED, null, address);
            return new Refused(Reason.LOCKED);
        }
        if (!works(tx.handle(), account)) {
            SessionTable.record(tx, account, Ended.NOT_WORKING, null, address);
            return new Refused(Reason.HAS_LEFT);
        }
        if (credential.mustChange() && credential.changedAt().plus(CODE_LIFE).isBefore(tx.now())) {
            SessionTable.record(tx, account, Ended.CODE_EXPIRED, null, address);
            return new Refused(Reason.CODE_EXPIRED);
        }
        if (freshHash != null) {
            var stronger = new Credential(account.id(), freshHash, credential.mustChange(), credential.changedAt());
            AccountTable.put(tx, stronger, "rehash");
        }
        var capacity = capacities(held(tx.handle(), account, day(tx.now()))).getFirst();
        SessionTable.record(tx, account, Ended.ADMITTED, capacity, address);
        SessionTable.sweep(tx, tx.now().minus(IDLE), tx.now().minus(LONGEST));
        begin(tx, token, account, capacity, address, tx.now());
        LOG.info("account {} signed in", account.id());
        return new Admitted(token, credential.mustChange());
    }

    private static void begin(
            Tx tx, SessionToken token, Account account, Capacity capacity, String address, Instant began) {
        SessionTable.begin(
                tx,
                new SessionTable.Session(
                        token.hash(), tx.actor().session(), account.id(), capacity, address, began, tx.now()));
    }

    /** Goes on in the other capacity: a new session mark and a new secret, and no longer a day than before. */
    public Outcome switchTo(Visitor visitor, SessionToken old, Capacity to) {
        if (!visitor.capacities().contains(to)) {
            return new Refused(Reason.NOT_YOUR_CAPACITY);
        }
        var token = SessionToken.fresh(random);
        return db.writeUnderAnyClock(new Actor(visitor.account(), newSessionId(), to), tx -> {
            var session = SessionTable.find(tx.handle(), old.hash()).orElseThrow();
            var account = AccountTable.find(tx.handle(), session.account()).orElseThrow();
            SessionTable.record(tx, account, Ended.SWITCHED, to, session.address());
            SessionTable.end(tx, old.hash());
            begin(tx, token, account, to, session.address(), session.began());
            return new Admitted(token, false);
        });
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
        return db.write(
                new Actor(actor.account(), session, actor.capacity()), tx -> replace(tx, known, hash, token, address));
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
        begin(tx, token, account, tx.actor().capacity(), address, tx.now());
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
                .filter(each -> each.state() == Account.State.ISSUED || each.state() == Account.State.ACTIVE)
                .filter(each -> works(handle, each));
        return account.map(each -> new Found(session.get(), visitor(handle, session.get(), each, day(now))));
    }

    private Visitor visitor(Handle handle, SessionTable.Session session, Account account, LocalDate today) {
        var name = People.getStaff(handle, account.staff()).name().full();
        var held = held(handle, account, today);
        var capacities = capacities(held);
        var capacity = capacities.contains(session.capacity()) ? session.capacity() : capacities.getFirst();
        var may = may(handle, account, held, capacity);
        return new Visitor(
                account.id(), session.id(), account.staff(), name, capacity, EnumSet.copyOf(capacities), may);
    }

    /** Everything that posts, assignments and grants open to somebody, in whichever capacity. */
    private Set<Need> held(Handle handle, Account account, LocalDate today) {
        var held = EnumSet.noneOf(Need.class);
        PostTable.listInForce(handle, account.staff(), today)
                .forEach(post -> held.add(post.kind().need()));
        held.addAll(entitlements.of(handle, account.staff(), today));
        return held;
    }

    /** The capacities somebody has; the one they begin in comes first. Whoever holds no right at all uses. */
    private static List<Capacity> capacities(Set<Need> held) {
        var administers = held.stream().anyMatch(ADMINISTRATION::contains);
        var uses = !ADMINISTRATION.containsAll(held);
        if (!administers) {
            return List.of(Capacity.USE);
        }
        return uses ? List.of(Capacity.USE, Capacity.ADMINISTRATION) : List.of(Capacity.ADMINISTRATION);
    }

    private static Set<Need> may(Handle handle, Account account, Set<Need> held, Capacity capacity) {
        if (AccountTable.getCredential(handle, account.id()).mustChange()) {
            return EnumSet.of(Need.CHANGE_PASSWORD);
        }
        var may = EnumSet.of(Need.CHANGE_PASSWORD, Need.SIGNED_IN);
        held.stream()
                .filter(need -> ADMINISTRATION.contains(need) == (capacity == Capacity.ADMINISTRATION))
                .forEach(may::add);
        return may;
    }

    /** Whoever leaves is out the same moment, whatever session they hold. */
    private static boolean works(Handle handle, Account account) {
        return People.findStaff(handle, account.staff())
                .filter(staff -> staff.status() == StaffStatus.WORKING)
                .isPresent();
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    private void touch(Visitor visitor, String hash) {
        try {
            db.writeUnderAnyClock(visitor.actor(), tx -> {
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
