package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;

/** A school with staff and accounts, its real store and its real door; for this room's tests and others'. */
public final class TestSchool implements AutoCloseable {
    /** Everybody's password here. */
    public static final String PASSWORD = "con mèo trèo cây cau";

    public static final LocalDate FROM = LocalDate.parse("2026-09-01");

    public final Schema schema;
    public final Database db;
    public final Moving clock = new Moving();
    public final PasswordHash hashes;
    public final SignIns signIns;
    public final Accounts accounts;
    public final Sessions sessions;
    public final Resets resets;
    public final Register register;
    /** Whether some time for entering ends soon. */
    public boolean entryEnds;

    private final Path folder;
    private final String hash;

    public TestSchool(Path folder) {
        this.folder = folder;
        var random = new SecureRandom();
        var entities = new ArrayList<>(SampleSchool.PEOPLE_ENTITIES);
        entities.addAll(Accounts.ENTITIES);
        schema = new Schema(SampleSchool.SCHEMA.migrations(), entities);
        db = Database.create(folder.resolve("so.db"), DatabaseKey.random(random), clock, random, schema, "79760512");
        hashes = new PasswordHash(random);
        signIns = new SignIns(
                db,
                hashes,
                (handle, staff, on) -> Set.of(),
                (handle, now, until) -> entryEnds,
                Set.of(),
                clock,
                random);
        accounts = new Accounts(db, clock);
        sessions = new Sessions(db, hashes, signIns, clock);
        resets = new Resets(db, hashes, clock, random);
        register = new Register(db, (handle, staff, on) -> Set.of(), clock);
        hash = hashes.hash(PASSWORD);
    }

    /** A clock that a test moves. */
    public static final class Moving extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T01:00:00Z");

        public void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return ((InstantSource) () -> instant()).withZone(zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Somebody who works here, without an account. */
    public Staff staff(String name) {
        return db.write(Actor.house("test"), tx -> People.engage(tx, VietnameseName.split(name), null));
    }

    /** Somebody with an account, {@link #PASSWORD} and these posts. */
    public Account person(String name, Post.Kind... posts) {
        return db.write(Actor.house("test"), tx -> {
            var staff = People.engage(tx, VietnameseName.split(name), null);
            for (var post : posts) {
                Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", FROM, null);
            }
            return Accounts.create(tx, staff, "thcshm", hash, false);
        });
    }

    /** Somebody at the administration of accounts. */
    public static Actor administering(Account account) {
        return new Actor(account.id(), "s", Capacity.ADMINISTRATION);
    }

    /** An account whose code on paper has not been replaced yet. */
    public Outcome.Issued issued(String name) {
        var code = OneTimeCode.fresh(new SecureRandom());
        var coded = hashes.hash(code);
        return db.write(Actor.house("test"), tx -> {
            var staff = People.engage(tx, VietnameseName.split(name), null);
            return new Outcome.Issued(Accounts.create(tx, staff, "thcshm", coded, true), code);
        });
    }

    /** The door with this room's pages and others. */
    public TestDoor door(Pages... others) {
        var pages = new ArrayList<Pages>(List.of(others));
        pages.add(new SignInPages(signIns, sessions, clock));
        pages.add(new SessionPages(sessions));
        pages.add(new ResetPages(resets, register));
        pages.add(new AccountPages(accounts, register));
        return TestDoor.open(folder, signIns, pages);
    }

    /** A browser in which this person is signed in. */
    public static TestBrowser signIn(TestDoor door, Account account) {
        var browser = door.browser();
        browser.get("/sign-in");
        var answer = browser.post("/sign-in", "username", account.username(), "password", PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303);
        return browser;
    }

    public List<String> lines(String entity) {
        return db.read(handle -> handle.createQuery("SELECT CAST(line AS TEXT) FROM change WHERE ent = ? ORDER BY seq")
                .bind(0, entity)
                .mapTo(String.class)
                .list());
    }

    /** The door as it is after a restart. */
    SignIns restarted() {
        return new SignIns(
                db,
                hashes,
                (handle, staff, on) -> Set.of(),
                (handle, now, until) -> entryEnds,
                Set.of(),
                clock,
                new SecureRandom());
    }

    /** Closes the store, after the audit has found it sound. */
    @Override
    public void close() {
        var report = Audit.verify(db, schema, List.of());
        hashes.close();
        db.close();
        assertThat(report.findings()).isEmpty();
    }
}
