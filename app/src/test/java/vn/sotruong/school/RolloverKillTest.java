package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Account;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.sync.spool.Spool;

/**
 * Kéo phích cắm lúc chuyển năm: a school of two thousand pupils whose program is killed while its year ends, and started
 * again. Either everybody is where they were, or everybody is where they go.
 */
class RolloverKillTest {
    private static final String OLD = "2025-2026";
    private static final LocalDate BEGIN = LocalDate.parse("2025-09-05");
    private static final int ROOMS_A_GRADE = 12;
    private static final int SIZE = 42;
    private static final int PUPILS = ROOMS_A_GRADE * 4 * SIZE;
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private @Nullable Account principal;
    private @Nullable Account member;
    private int port;

    @Test
    @Tag("scenario-9")
    void a_killed_roll_over_leaves_the_old_year_whole_and_two_thousand_pupils_roll_in_seconds() throws Exception {
        found();
        long tried;
        try (var school = RunningSchool.start(data().root(), 0)) {
            var address = school.awaitReady();
            port = address.getPort();
            var browser = signIn(school, Objects.requireNonNull(member));
            var began = System.nanoTime();
            var answer = browser.post("/year-end/propose", form(browser));
            tried = (System.nanoTime() - began) / 1_000_000;
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        }
        var before = "2025-2026 " + PUPILS + " 0 0";
        var finished = ROOMS_A_GRADE * SIZE;
        var after = "2026-2027 " + (PUPILS - finished) + " " + PUPILS + " " + finished;
        assertThat(whole()).isEqualTo(before);
        for (var part : List.of(0.1, 0.25)) {
            if (whole().equals(before)) {
                kill((long) (tried * part));
            }
            assertThat(whole()).as("killed at %.2f of %d ms", part, tried).isIn(before, after);
        }
        try (var school = RunningSchool.start(data().root(), port)) {
            var browser = signIn(school, Objects.requireNonNull(principal));
            var began = System.nanoTime();
            if (whole().equals(before)) {
                assertThat(confirm(browser)).isEqualTo(303);
                System.out.printf(
                        "the year of %d pupils was tried in %d ms and rolled in %d ms%n",
                        PUPILS, tried, (System.nanoTime() - began) / 1_000_000);
            }
            assertThat(confirm(browser)).as("once").isEqualTo(422);
        }
        assertThat(whole()).isEqualTo(after);
        var audit = Audit.verify(
                data().database(),
                House.key(data()),
                SchoolSchema.SCHEMA,
                handle -> Outbox.anchors(handle, new Spool(data().root())));
        assertThat(audit.findings()).isEmpty();
    }

    private DataFolder data() {
        return new DataFolder(folder.resolve("data"));
    }

    private void kill(long after) throws Exception {
        var school = RunningSchool.start(data().root(), port);
        school.awaitReady();
        var browser = signIn(school, Objects.requireNonNull(principal));
        browser.get("/year-end");
        var answered = Thread.ofVirtual().start(() -> {
            try {
                confirm(browser);
            } catch (RuntimeException killed) {
                assertThat(killed).hasRootCauseInstanceOf(IOException.class);
            }
        });
        RunningSchool.pause(after);
        school.kill();
        answered.join();
    }

    private int confirm(TestBrowser browser) {
        var roll = read("SELECT id FROM year_roll");
        browser.get("/year-end");
        return browser.post("/year-end/" + roll + "/confirm", "decision", "50/QĐ-THCS")
                .statusCode();
    }

    private TestBrowser signIn(RunningSchool school, Account account) {
        var authority = data().keys().resolve("lan").resolve("authority.pem");
        var browser = new TestBrowser(school.awaitReady(), authority);
        browser.get("/sign-in");
        assertThat(browser.post("/sign-in", "username", account.username(), "password", Governed.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        browser.get("/menu");
        return browser;
    }

    /** What the page of the trial would send. */
    private static String[] form(TestBrowser browser) {
        var answer = browser.get("/year-end/plan?handed=BB-01");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var page = answer.body();
        var fields = new ArrayList<String>();
        HIDDEN.matcher(page.substring(page.indexOf("action=\"/year-end/propose\"")))
                .results()
                .filter(found -> !found.group(1).equals("csrf"))
                .forEach(found -> {
                    fields.add(found.group(1));
                    fields.add(found.group(2));
                });
        return fields.toArray(String[]::new);
    }

    /** The open year, who sits in a class, whose place ended with the year, and who finished. */
    private String whole() {
        return read("""
                SELECT (SELECT id FROM school_year WHERE state = 'OPEN')
                    || ' ' || (SELECT count(*) FROM enrolment WHERE until_date IS NULL)
                    || ' ' || (SELECT count(*) FROM enrolment WHERE ended = 'YEAR')
                    || ' ' || (SELECT count(*) FROM pupil WHERE status = 'FINISHED')""");
    }

    private String read(String sql) {
        return Jdbi.create(() -> Sqlite.openReader(data().database(), House.key(data())))
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private void found() {
        try (var premises = Premises.enter(data());
                var house = House.found(data(), "79760512", Duration.ofMinutes(10), Clock.systemUTC(), random)) {
            Objects.requireNonNull(premises);
            var hash = house.hashes.hash(Governed.PASSWORD);
            house.db.write(Governed.SETUP, tx -> {
                SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null, "hoamai"));
                var ends = LocalDate.parse("2026-05-31");
                SchoolYears.open(tx, new SchoolYear(OLD, BEGIN, ends, SchoolYear.State.OPEN));
                Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
                principal = person(tx, hash, "Nguyễn Thị Hoa", Post.Kind.PRINCIPAL);
                member = person(tx, hash, "Lê Thị An", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Bình", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Chi", Post.Kind.BOARD);
                for (var i = 0; i < ROOMS_A_GRADE * 4; i++) {
                    fill(tx, Roll.open(tx, OLD, 6 + i % 4, (6 + i % 4) + "A" + i / 4));
                }
                return null;
            });
            house.db.write(Governed.SETUP, tx -> {
                Roll.listHomerooms(tx.handle(), OLD).forEach(each -> close(tx, house, each));
                return null;
            });
            house.db.write(Governed.SETUP, tx -> {
                archive(tx);
                return null;
            });
        }
    }

    private static Account person(Tx tx, String hash, String name, Post.Kind post) {
        var staff = People.engage(tx, VietnameseName.split(name), null);
        Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", BEGIN, null);
        return Accounts.create(tx, staff, "thcshm", hash, false);
    }

    private void fill(Tx tx, Homeroom room) {
        var all = new ArrayList<Pupil>();
        for (var i = 0; i < SIZE; i++) {
            all.add(People.admit(
                    tx,
                    VietnameseName.split("Trần Thị " + room.name() + " " + i),
                    BEGIN.minusYears(12).plusDays(i),
                    Sex.FEMALE,
                    null,
                    null,
                    null));
        }
        Roll.enrol(tx, room, all, BEGIN);
        all.forEach(each -> Reviewed.first(
                tx,
                OLD,
                room.id(),
                each.id(),
                "LEN_LOP",
                Objects.requireNonNull(principal).staff()));
        Curriculum.LOWER_SECONDARY.forEach(subject -> Roll.assign(
                tx, room.id(), subject.id(), Objects.requireNonNull(principal).staff(), BEGIN));
    }

    private void close(Tx tx, House house, Homeroom room) {
        var actor = new Actor(Objects.requireNonNull(member).id(), "s", Capacity.ADMINISTRATION);
        for (var semester = 1; semester <= 2; semester++) {
            var closing = new Locks.Closing(
                    "31/QĐ-THCS",
                    "Đủ điểm",
                    Objects.requireNonNull(principal).staff(),
                    tx.now(),
                    Objects.requireNonNull(member).staff());
            assertThat(house.locks.close(tx, actor, room.id(), semester, closing))
                    .isEmpty();
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("homeroom", room.id());
            row.put("semester", (long) semester);
            row.put("stage", "CLOSED");
            tx.create(Closings.ENTITIES.getFirst(), row);
        }
    }

    private void archive(Tx tx) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("name", "nam");
        row.put("session", "NAM");
        row.put("made_at", Moments.text(tx.now()));
        row.put("epoch", "0".repeat(16));
        row.put("head_seq", 1L);
        row.put("head", "0".repeat(64));
        row.put("bytes", 1L);
        row.put("state", "READY");
        tx.create(Safekeeping.ENTITIES.getFirst(), row);
        try {
            var media = Files.createDirectories(data().spool().resolve("media"));
            for (var kind : List.of("dvd", "usb")) {
                Files.writeString(
                        media.resolve(kind + ".json"),
                        "{\"set\":\"nam\",\"kind\":\"%s\",\"place\":\"x\",\"state\":\"VERIFIED\",\"at\":\"%s\"}"
                                .formatted(kind, tx.now()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
