package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Account;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.accounts.TestSchool;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trường có người quản trị: the whole house with its door, and people whose posts a test names. */
final class Governed implements AutoCloseable {
    static final String PASSWORD = "mùa xuân ở trường";
    static final Actor SETUP = new Actor("setup", "test");
    static final LocalDate FROM = LocalDate.parse("2026-09-01");
    private static final Pattern PROPOSAL = Pattern.compile("/proposals/([0-9a-z]{13})");

    final TestSchool.Moving clock = new TestSchool.Moving();
    final House house;
    private final Premises premises;
    private final Web web;
    private final Path authority;
    private final String hash;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, TestBrowser> browsers = new HashMap<>();

    Governed(Path folder) {
        this(folder, Level.THCS);
    }

    Governed(Path folder, Level level) {
        var data = new DataFolder(folder);
        premises = java.util.Objects.requireNonNull(Premises.enter(data));
        house = House.found(data, "79760512", Duration.ofMinutes(10), clock, new SecureRandom());
        hash = house.hashes.hash(PASSWORD);
        house.db.write(SETUP, tx -> {
            SchoolYears.found(
                    tx, new School("79760512", "Trường " + level + " Hoa Mai", level.name(), "thcshm", null, "hoamai"));
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2026-2027",
                            LocalDate.parse("2026-09-05"),
                            LocalDate.parse("2027-05-31"),
                            SchoolYear.State.OPEN));
            if (level == Level.THCS) {
                Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            }
            return null;
        });
        person("Nguyễn Thị Hoa", Post.Kind.PRINCIPAL);
        person("Vũ Mai Hương", Post.Kind.VICE_PRINCIPAL);
        person("Phạm Quốc Toàn", Post.Kind.ADMIN);
        person("Ngô Bích Vân", Post.Kind.CLERK);
        person("Trần Thị Lan");
        web = house.serve("127.0.0.1", 0);
        authority = data.keys().resolve("lan").resolve("authority.pem");
    }

    /** Somebody who works here, with an account and these posts. @return the staff id */
    String person(String name, Post.Kind... posts) {
        return house.db.write(SETUP, tx -> {
            var staff = engage(tx, name);
            for (var post : posts) {
                Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", FROM, null);
            }
            accounts.put(name, Accounts.create(tx, staff, "thcshm", hash, false));
            return staff.id();
        });
    }

    /** Somebody who works here, without an account. */
    Staff stranger(String name) {
        return house.db.write(SETUP, tx -> engage(tx, name));
    }

    private static Staff engage(Tx tx, String name) {
        return People.engage(tx, VietnameseName.split(name), null);
    }

    String staff(String name) {
        return account(name).staff();
    }

    String username(String name) {
        return account(name).username();
    }

    private Account account(String name) {
        var account = accounts.get(name);
        assertThat(account).as(name).isNotNull();
        return java.util.Objects.requireNonNull(account);
    }

    /** Their act, in the capacity of administration where that is all they have. */
    Actor actor(String name, vn.sotruong.ground.kernel.Capacity capacity) {
        return new Actor(account(name).id(), "s", capacity);
    }

    TestBrowser principal() {
        return in("Nguyễn Thị Hoa");
    }

    TestBrowser vice() {
        return in("Vũ Mai Hương");
    }

    TestBrowser admin() {
        return in("Phạm Quốc Toàn");
    }

    TestBrowser clerk() {
        return in("Ngô Bích Vân");
    }

    TestBrowser teacher() {
        return in("Trần Thị Lan");
    }

    /** The browser in which this person is signed in. */
    TestBrowser in(String name) {
        return browsers.computeIfAbsent(name, key -> signIn(account(key).username(), PASSWORD));
    }

    /** Hours go by; whoever was signed in is no more. */
    void later(Duration by) {
        clock.forward(by);
        browsers.clear();
    }

    TestBrowser signIn(String username, String password) {
        var browser = browser();
        browser.get("/sign-in");
        assertThat(browser.post("/sign-in", "username", username, "password", password)
                        .statusCode())
                .isEqualTo(303);
        browser.get("/menu");
        return browser;
    }

    TestBrowser browser() {
        return new TestBrowser(web.address(), authority);
    }

    Web web() {
        return web;
    }

    /** The id of the proposal to which an answer leads. */
    static String proposal(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var found = PROPOSAL.matcher(TestBrowser.location(answer));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Approves as a person does on its page. */
    static java.net.http.HttpResponse<String> approve(TestBrowser browser, String id) {
        browser.get("/proposals/" + id);
        return browser.post("/proposals/approve", "proposal", id, "decision", "15/QĐ-THCS");
    }

    List<String> lines(String entity) {
        return house.db.read(
                handle -> handle.createQuery("SELECT CAST(line AS TEXT) FROM change WHERE ent = ? ORDER BY seq")
                        .bind(0, entity)
                        .mapTo(String.class)
                        .list());
    }

    @Nullable
    String one(String sql) {
        return house.db.read(
                handle -> handle.createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    /** Closes the house, after the audit has found it sound. */
    @Override
    public void close() {
        web.close();
        var report = Audit.verify(house.db, SchoolSchema.SCHEMA, List.of());
        house.close();
        premises.close();
        assertThat(report.findings()).isEmpty();
    }
}
