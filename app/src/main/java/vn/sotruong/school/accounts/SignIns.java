package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.accounts.SessionTable.Ended;

/** Đăng nhập, phiên làm việc và đổi mật khẩu; người gác cửa của trường. */
public final class SignIns implements Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final Duration CODE_LIFE = Duration.ofDays(14);

    private final Database db;
    private final PasswordHash hashes;
    private final Visitors visitors;
    private final Clock clock;
    private final SecureRandom random;
    private final Attempts attempts;

    /**
     * @param rightless what is written often and gives nobody a right
     */
    public SignIns(
            Database db,
            PasswordHash hashes,
            Entitlements entitlements,
            EntryPressure pressure,
            Set<Entity> rightless,
            Clock clock,
            SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.visitors = new Visitors(entitlements, pressure, db.watch(rightless));
        this.clock = clock;
        this.random = random;
        this.attempts = new Attempts(clock, db.read(AttemptTable::map));
    }

    Attempts attempts() {
        return attempts;
    }

    /** What is read before a password is compared. */
    private record Known(Account account, Credential credential) {}

    /** Lets somebody in, or says why not; either way the time tells nothing about the name. */
    public Outcome signIn(String typedName, String typedPassword, String address) {
        return signIn(typedName, typedPassword, address, false);
    }

    /**
     * As above.
     *
     * @param shared whether others use the same machine: then its screen locks itself
     */
    public Outcome signIn(String typedName, String typedPassword, String address, boolean shared) {
        var username = Username.tidy(typedName);
        var known = db.read(handle -> find(handle, username));
        var tried = Attempts.of(known.map(Known::account), username);
        if (attempts.take(tried, address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        try {
            return compared(known, tried, typedPassword, new Place(address, shared));
        } catch (PasswordHash.Busy flood) {
            attempts.giveBack(tried, address);
            throw flood;
        }
    }

    private Outcome compared(Optional<Known> known, String tried, String typedPassword, Place place) {
        var address = place.address();
        var password = PasswordRule.tidy(typedPassword);
        if (password.length() > PasswordRule.LONGEST * 2 || known.isEmpty()) {
            hashes.checkNobody("");
            return wrong(null, tried, address);
        }
        var match = hashes.check(password, known.get().credential().hash());
        if (match == PasswordHash.Match.WRONG) {
            return wrong(known.get().account(), tried, address);
        }
        var fresh = match == PasswordHash.Match.RIGHT_BUT_OLD ? hashes.hash(password) : null;
        attempts.succeeded(tried, address);
        var token = SessionToken.fresh(random);
        var session = newSessionId();
        var actor = new Actor(known.get().account().id(), session);
        return db.writeUnderAnyClock(actor, tx -> admit(tx, known.get(), fresh, token, place));
    }

    /** An account whose first code has not been printed admits nobody, as if its name were nobody's. */
    private static Optional<Known> find(Handle handle, String username) {
        return AccountTable.findByUsername(handle, username)
                .flatMap(account -> AccountTable.findCredential(handle, account.id())
                        .map(credential -> new Known(account, credential)));
    }

    private Outcome wrong(@Nullable Account account, String tried, String address) {
        var line = attempts.worthALine();
        db.writeUnderAnyClock(Actor.house("sign-in"), tx -> {
            attempts.keep(tx, tried, address);
            if (line) {
                SessionTable.record(tx, account, Ended.WRONG, null, address);
            }
            return true;
        });
        return new Refused(Reason.WRONG);
    }

    /** Where somebody sits. */
    private record Place(String address, boolean shared) {}

    private Outcome admit(Tx tx, Known seen, @Nullable String freshHash, SessionToken token, Place place) {
        var address = place.address();
        attempts.keep(tx, seen.account().id(), address);
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
        if (!Visitors.belongs(tx.handle(), account, Visitors.day(tx.now()))) {
            var ended = account.inspector() ? Ended.OUTSIDE_TERM : Ended.NOT_WORKING;
            SessionTable.record(tx, account, ended, null, address);
            return new Refused(account.inspector() ? Reason.OUTSIDE_TERM : Reason.HAS_LEFT);
        }
        if (credential.mustChange() && credential.changedAt().plus(CODE_LIFE).isBefore(tx.now())) {
            SessionTable.record(tx, account, Ended.CODE_EXPIRED, null, address);
            return new Refused(Reason.CODE_EXPIRED);
        }
        if (freshHash != null) {
            var stronger = new Credential(account.id(), freshHash, credential.mustChange(), credential.changedAt());
            AccountTable.put(tx, stronger, "rehash");
        }
        var held = visitors.held(tx.handle(), account, Visitors.day(tx.now()));
        var capacity = Visitors.capacities(held).getFirst();
        SessionTable.sweep(tx, tx.now().minus(Visitors.IDLE), tx.now().minus(Visitors.LONGEST));
        begin(tx, token, account, Ended.ADMITTED, capacity, place, tx.now());
        LOG.info("account {} signed in", account.id());
        return new Admitted(token, credential.mustChange());
    }

    /** Begins a session, and writes the line that it stands on. */
    private static void begin(
            Tx tx, SessionToken token, Account account, Ended how, Capacity capacity, Place place, Instant began) {
        SessionTable.begin(
                tx,
                account,
                how,
                new SessionTable.Session(
                        token.hash(),
                        tx.actor().session(),
                        account.id(),
                        capacity,
                        place.shared(),
                        place.address(),
                        began,
                        tx.now(),
                        null,
                        0));
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
            SessionTable.end(tx, old.hash());
            var place = new Place(session.address(), session.shared());
            begin(tx, token, account, Ended.SWITCHED, to, place, session.began());
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
        if (attempts.take(actor.account(), address).isPresent()) {
            return new Refused(Reason.TOO_MANY);
        }
        var old = PasswordRule.tidy(typedOld);
        if (hashes.check(old, known.credential().hash()) == PasswordHash.Match.WRONG) {
            attempts.wrong(db, actor, address);
            return new Refused(Reason.WRONG);
        }
        attempts.succeeded(actor.account(), address);
        var password = PasswordRule.tidy(typedNew);
        var refusal = refusal(known, old, password, PasswordRule.tidy(typedAgain));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var hash = hashes.hash(password);
        var token = SessionToken.fresh(random);
        var session = newSessionId();
        return db.write(
                new Actor(actor.account(), session, actor.capacity()),
                tx -> replace(tx, known, hash, token, address, actor));
    }

    /** Vì sao đổi mật khẩu lúc này. */
    enum Why {
        /** Nobody asked: the owner wants to. */
        WISH,
        /** The first one replaces the code on paper. */
        FIRST,
        /** Somebody set it anew. */
        RESET,
        /** The old one is past its limit. */
        AGE
    }

    /** Why an account's password is to be changed now. */
    Why whyNow(Actor actor) {
        return db.read(handle -> {
            var credential = AccountTable.getCredential(handle, actor.account());
            if (credential.mustChange()) {
                return ResetTable.findNewestPrinted(handle, actor.account()).isPresent() ? Why.RESET : Why.FIRST;
            }
            var ends = Visitors.day(credential.changedAt())
                    .plusDays(AccessRuleTable.get(handle).passwordDays());
            return Visitors.day(clock.instant()).isBefore(ends) ? Why.WISH : Why.AGE;
        });
    }

    /** What the owner must be told of a reset that they have not said they know of. */
    List<Notice> listMet(Actor actor) {
        return db.read(handle -> ResetTable.findNewestPrinted(handle, actor.account())
                .filter(reset -> reset.seenAt() == null)
                .map(reset -> List.of(Visitors.met(handle, reset)))
                .orElse(List.of()));
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

    private static Outcome replace(Tx tx, Known seen, String hash, SessionToken token, String address, Actor asked) {
        var account = AccountTable.find(tx.handle(), seen.account().id()).orElseThrow();
        var now = AccountTable.getCredential(tx.handle(), account.id());
        if (!now.hash().equals(seen.credential().hash())) {
            return new Refused(Reason.WRONG);
        }
        AccountTable.put(tx, new Credential(account.id(), hash, false, tx.now()), "own password");
        if (account.state() == Account.State.ISSUED) {
            AccountTable.put(tx, account.as(Account.State.ACTIVE), "first password");
        }
        ResetTable.findNewestPrinted(tx.handle(), account.id())
                .filter(reset -> reset.replacedAt() == null)
                .ifPresent(reset -> ResetTable.put(tx, reset.replaced(tx.now()), "own password"));
        var shared = SessionTable.list(tx.handle(), account.id()).stream()
                .filter(each -> each.id().equals(asked.session()))
                .anyMatch(SessionTable.Session::shared);
        SessionTable.endAll(tx, account.id());
        begin(tx, token, account, Ended.ADMITTED, tx.actor().capacity(), new Place(address, shared), tx.now());
        LOG.info("account {} changed its password", account.id());
        return new Admitted(token, false);
    }

    @Override
    public Optional<Visitor> find(SessionToken token) {
        var hash = token.hash();
        var found = look(hash);
        found.filter(each -> !each.visitor().locked())
                .filter(each -> each.session().seen().plus(TOUCH).isBefore(clock.instant()))
                .ifPresent(each -> touch(each.visitor(), hash));
        return found.map(Visitors.Found::visitor);
    }

    @Override
    public Optional<Visitor> findAgain(Handle handle, SessionToken token) {
        return visitors.findAgain(handle, token.hash(), clock.instant()).map(Visitors.Found::visitor);
    }

    /** An answer that the store keeps, for its reason is weighty. */
    @Override
    public void turnedAway(Visitor visitor, Enum<?> reason) {
        db.writeUnderAnyClock(visitor.actor(), tx -> Optional.of(reason));
    }

    @Override
    public Optional<Visitor> glance(SessionToken token) {
        return look(token.hash()).map(Visitors.Found::visitor);
    }

    @Override
    public Optional<Visitor> elsewhere(SessionToken token) {
        return db.read(handle -> visitors.findElsewhere(handle, token.hash(), clock.instant()));
    }

    private Optional<Visitors.Found> look(String hash) {
        return visitors.look(db, hash, clock.instant());
    }

    private void touch(Visitor visitor, String hash) {
        try {
            db.writeUnderAnyClock(visitor.actor(), tx -> {
                SessionTable.seen(tx, hash);
                return true;
            });
        } catch (RuntimeException noWrite) {
            // Whatever keeps it from being noted, a full disk, a refusing statement, a store that is closing: reading
            // goes on.
            LOG.warn("a session's activity could not be noted", noWrite);
        }
    }

    private String newSessionId() {
        return new vn.sotruong.ground.kernel.Ids(random).next();
    }
}
