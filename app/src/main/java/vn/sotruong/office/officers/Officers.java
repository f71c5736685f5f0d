package vn.sotruong.office.officers;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;

/** Sổ cán bộ: accounts, sign-in, sessions. */
public final class Officers implements Doorkeeper {
    private static final Duration LASTS = Duration.ofHours(10);
    private static final Duration IDLE = Duration.ofMinutes(60);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);
    private static final int TRIES = 8;
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final int LEAST_LETTERS = 10;
    private static final int MOST_LETTERS = 200;

    private final Database db;
    private final Clock clock;
    private final SecureRandom random;
    private final String nobodysHash;
    private final ConcurrentHashMap<String, Failures> failures = new ConcurrentHashMap<>();

    private record Failures(int count, Instant last) {}

    public Officers(Database db, Clock clock, SecureRandom random) {
        this.db = db;
        this.clock = clock;
        this.random = random;
        this.nobodysHash = PasswordHash.of(Long.toString(random.nextLong()), random);
    }

    /** What came of a sign-in or a new password. */
    public sealed interface Outcome {
        /** Done. */
        record Done() implements Outcome {}

        /** Not done. */
        record Refused(Reason reason) implements Outcome {}
    }

    /** Lý do từ chối. */
    public enum Reason {
        WRONG_NAME_OR_PASSWORD,
        TOO_MANY_TRIES,
        PASSWORD_TOO_SHORT,
        PASSWORD_NOT_REPEATED,
        PASSWORD_UNCHANGED
    }

    /**
     * Adds an officer.
     *
     * @param mustChange whether somebody else chose this password
     */
    public void add(Actor actor, String username, String name, boolean mayAdmin, String password, boolean mustChange) {
        var hash = PasswordHash.of(password, random);
        db.write(actor, tx -> {
            OfficerTable.add(tx.handle(), new Officer(tx.newId(), username, name, mayAdmin, hash, mustChange));
            return true;
        });
    }

    /** Signs in: {@code token} opens the new session. */
    Outcome signIn(String username, String password, SessionToken token) {
        var now = clock.instant();
        if (waits(username, now)) {
            return new Outcome.Refused(Reason.TOO_MANY_TRIES);
        }
        var officer = db.read(handle -> OfficerTable.findByUsername(handle, username));
        // a name that does not exist costs the same time as one that does
        var fits = PasswordHash.fits(password, officer.map(Officer::hash).orElse(nobodysHash));
        if (officer.isEmpty() || !fits) {
            failures.merge(username, new Failures(1, now), (old, one) -> new Failures(old.count() + 1, now));
            return new Outcome.Refused(Reason.WRONG_NAME_OR_PASSWORD);
        }
        failures.remove(username);
        db.write(new Actor(officer.get().id(), "sign-in"), tx -> {
            OfficerTable.begin(
                    tx.handle(), tx.newId(), token.hash(), officer.get().id(), Moments.text(tx.now()));
            return true;
        });
        return new Outcome.Done();
    }

    private boolean waits(String username, Instant now) {
        failures.values().removeIf(each -> each.last().plus(WAIT).isBefore(now));
        var failed = failures.get(username);
        return failed != null && failed.count() >= TRIES;
    }

    Outcome changePassword(Visitor visitor, String old, String fresh, String repeated) {
        if (fresh.codePointCount(0, fresh.length()) < LEAST_LETTERS || fresh.length() > MOST_LETTERS) {
            return new Outcome.Refused(Reason.PASSWORD_TOO_SHORT);
        }
        if (!fresh.equals(repeated)) {
            return new Outcome.Refused(Reason.PASSWORD_NOT_REPEATED);
        }
        if (fresh.equals(old)) {
            return new Outcome.Refused(Reason.PASSWORD_UNCHANGED);
        }
        var officer = db.read(handle -> OfficerTable.find(handle, visitor.account()));
        if (officer.isEmpty() || !PasswordHash.fits(old, officer.get().hash())) {
            return new Outcome.Refused(Reason.WRONG_NAME_OR_PASSWORD);
        }
        var hash = PasswordHash.of(fresh, random);
        db.write(visitor.actor(), tx -> {
            OfficerTable.setPassword(tx.handle(), visitor.account(), hash);
            OfficerTable.endOthers(tx.handle(), visitor.account(), visitor.session(), Moments.text(tx.now()));
            return true;
        });
        return new Outcome.Done();
    }

    void signOut(SessionToken token) {
        db.write(Actor.house("sign-out"), tx -> {
            OfficerTable.end(tx.handle(), token.hash(), Moments.text(tx.now()));
            return true;
        });
    }

    @Override
    public Optional<Visitor> find(SessionToken token) {
        var session = db.read(handle -> findSession(handle, token));
        session.filter(each -> Instant.parse(each.seenAt()).plus(NOTED_EVERY).isBefore(clock.instant()))
                .ifPresent(each -> db.write(Actor.house("session"), tx -> {
                    OfficerTable.see(tx.handle(), each.id(), Moments.text(tx.now()));
                    return true;
                }));
        return session.map(Officers::visitor);
    }

    @Override
    public Optional<Visitor> findAgain(Handle handle, SessionToken token) {
        return findSession(handle, token).map(Officers::visitor);
    }

    private Optional<OfficerTable.Session> findSession(Handle handle, SessionToken token) {
        var now = clock.instant();
        return OfficerTable.findSession(handle, token.hash())
                .filter(each -> !Instant.parse(each.seenAt()).plus(IDLE).isBefore(now)
                        && !Instant.parse(each.begunAt()).plus(LASTS).isBefore(now));
    }

    private static Visitor visitor(OfficerTable.Session session) {
        var officer = session.officer();
        return new Visitor(officer.id(), session.id(), officer.id(), officer.name(), needs(officer));
    }

    private static EnumSet<Need> needs(Officer officer) {
        var needs = EnumSet.of(Need.CHANGE_PASSWORD);
        if (!officer.mustChange()) {
            needs.add(Need.SIGNED_IN);
            needs.add(Need.OFFICE);
            if (officer.mayAdmin()) {
                needs.add(Need.OFFICE_ADMIN);
            }
        }
        return needs;
    }
}
