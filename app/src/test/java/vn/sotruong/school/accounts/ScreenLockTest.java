package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Refused;

class ScreenLockTest {
    private static final String PIN = "730418";

    @TempDir
    private Path folder;

    private TestSchool school;
    private TestDoor door;
    private Account lan;

    @BeforeEach
    void open() {
        school = new TestSchool(folder);
        lan = school.person("Trần Thị Thu Lan");
        door = school.door();
    }

    @AfterEach
    void close() {
        door.close();
        school.close();
    }

    private TestBrowser shared() {
        var browser = door.browser();
        browser.get("/sign-in");
        browser.post("/sign-in", "username", lan.username(), "password", TestSchool.PASSWORD, "shared", "1");
        assertThat(browser.get("/sessions").statusCode()).isEqualTo(200);
        return browser;
    }

    private void setPin(TestBrowser browser) {
        var answer = browser.post("/sessions/pin", "password", TestSchool.PASSWORD, "pin", PIN, "again", PIN);
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void a_locked_screen_answers_nothing_until_it_is_opened_and_the_session_goes_on() {
        var browser = shared();
        setPin(browser);
        var secret = browser.sessionCookie().orElseThrow().getValue();
        browser.get("/menu");
        var locked = browser.post("/lock", "next", "/sessions");
        assertThat(TestBrowser.location(locked)).isEqualTo("/lock?next=%2Fsessions");
        for (var path : List.of("/menu", "/sessions", "/password", "/resets/own", "/accounts")) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(303);
            assertThat(TestBrowser.location(answer)).as(path).startsWith("/lock?next=");
        }
        browser.get("/lock?next=/sessions");
        for (var path : List.of("/sessions/end", "/sessions/pin", "/password", "/capacity")) {
            assertThat(browser.post(path, "to", "USE").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(browser.get("/lock?next=/sessions").body()).contains("Mã PIN 6 chữ số");
        assertThat(browser.post("/unlock", "key", "111999", "next", "/sessions").statusCode())
                .isEqualTo(422);
        var open = browser.post("/unlock", "key", PIN, "next", "/sessions");
        assertThat(TestBrowser.location(open)).isEqualTo("/sessions");
        assertThat(browser.get("/sessions").statusCode()).isEqualTo(200);
        assertThat(browser.sessionCookie().orElseThrow().getValue()).isEqualTo(secret);
    }

    @Test
    void a_shared_machine_locks_itself_and_keeps_the_session_for_hours() {
        var browser = shared();
        school.clock.forward(Duration.ofMinutes(9));
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        school.clock.forward(Duration.ofMinutes(10));
        assertThat(TestBrowser.location(browser.get("/menu"))).startsWith("/lock");
        school.clock.forward(Duration.ofHours(5));
        browser.get("/lock");
        assertThat(TestBrowser.location(browser.post("/unlock", "key", TestSchool.PASSWORD)))
                .isEqualTo("/");
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        school.clock.forward(Duration.ofHours(7));
        assertThat(TestBrowser.location(browser.get("/menu"))).startsWith("/sign-in");
    }

    private static int poll(TestBrowser browser) {
        return browser.send(browser.request("/sessions")
                        .header("Accept", "application/json")
                        .header("X-Poll", "1")
                        .GET())
                .statusCode();
    }

    @Test
    void what_a_page_asks_by_itself_keeps_no_session_alive() {
        var alone = TestSchool.signIn(door, lan);
        for (var i = 0; i < 5; i++) {
            school.clock.forward(Duration.ofMinutes(10));
            assertThat(poll(alone)).isEqualTo(200);
        }
        school.clock.forward(Duration.ofMinutes(10));
        assertThat(poll(alone)).as("an hour in which nobody was there").isEqualTo(401);
        assertThat(TestBrowser.location(alone.get("/menu"))).startsWith("/sign-in");

        var there = TestSchool.signIn(door, lan);
        for (var i = 0; i < 3; i++) {
            school.clock.forward(Duration.ofMinutes(40));
            assertThat(there.get("/menu").statusCode()).isEqualTo(200);
        }
        var desk = shared();
        school.clock.forward(Duration.ofMinutes(6));
        assertThat(poll(desk)).isEqualTo(200);
        school.clock.forward(Duration.ofMinutes(6));
        assertThat(poll(desk)).as("a screen that nobody touches").isEqualTo(401);
    }

    @Test
    void a_page_is_read_though_the_visit_cannot_be_noted() {
        var browser = TestSchool.signIn(door, lan);
        school.db.write(Actor.house("test"), tx -> tx.handle().execute("""
                CREATE TRIGGER full BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'disk full'); END"""));
        school.clock.forward(Duration.ofMinutes(5));
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        school.db.write(Actor.house("test"), tx -> tx.handle().execute("DROP TRIGGER full"));
    }

    @Test
    void five_wrong_tries_end_the_session_and_even_the_right_one_opens_nothing_then() {
        var browser = shared();
        setPin(browser);
        browser.get("/menu");
        browser.post("/lock");
        for (int i = 0; i < 4; i++) {
            browser.get("/lock");
            assertThat(browser.post("/unlock", "key", "99999" + i).statusCode()).isEqualTo(422);
        }
        browser.get("/lock");
        assertThat(TestBrowser.location(browser.post("/unlock", "key", "999995")))
                .isEqualTo("/sign-in");
        assertThat(TestBrowser.location(browser.get("/menu"))).startsWith("/sign-in");
        assertThat(school.lines("sign_in").toString()).contains("UNLOCK_FAILED").doesNotContain("99999");
        assertThat(school.lines("pin").toString()).contains("argon2id").doesNotContain(PIN);
    }

    @Test
    void a_pin_is_set_with_the_password_is_not_guessable_and_signs_nobody_in() {
        var actor = new vn.sotruong.ground.kernel.Actor(lan.id(), "s");
        for (var bad : List.of("123456", "000000", "111222", "123123", "12345", "12345a", "1234567", "١٢٣٤٥٦")) {
            assertThat(school.sessions.setPin(actor, "10.0.0.8", TestSchool.PASSWORD, bad, bad))
                    .as(bad)
                    .isEqualTo(new Refused(Reason.BAD_PIN));
        }
        assertThat(school.sessions.setPin(actor, "10.0.0.8", TestSchool.PASSWORD, PIN, "730419"))
                .isEqualTo(new Refused(Reason.NOT_THE_SAME_PIN));
        assertThat(school.sessions.setPin(actor, "10.0.0.8", "sai mật khẩu", PIN, PIN))
                .isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        assertThat(school.sessions.setPin(actor, "10.0.0.8", TestSchool.PASSWORD, PIN, PIN))
                .isEqualTo(new Done());
        assertThat(school.signIns.signIn(lan.username(), PIN, "10.0.0.8")).isEqualTo(new Refused(Reason.WRONG));
        assertThat(school.sessions.removePin(actor)).isEqualTo(new Done());
        assertThat(school.sessions.hasPin(lan.id())).isFalse();
    }

    @Test
    void everybody_sees_and_ends_their_own_sessions_and_nobody_elses() {
        var admin = school.person("Lê Quang Minh", Post.Kind.ADMIN);
        var desk = shared();
        var home = TestSchool.signIn(door, lan);
        var own = school.sessions.list(school.signIns
                .find(((Outcome.Admitted) school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.9.9.9"))
                        .token())
                .orElseThrow());
        assertThat(own).hasSize(3).extracting(Sessions.Open::address).contains("10.9.9.9", "127.0.0.1");
        var elsewhere = own.stream()
                .filter(each -> each.address().equals("10.9.9.9"))
                .findFirst()
                .orElseThrow();

        var nosy = TestSchool.signIn(door, admin);
        assertThat(nosy.get("/sessions").body()).doesNotContain("10.9.9.9");
        assertThat(nosy.post("/sessions/" + elsewhere.id() + "/end").statusCode())
                .isEqualTo(422);

        assertThat(desk.get("/sessions").body()).contains("10.9.9.9");
        assertThat(desk.post("/sessions/" + elsewhere.id() + "/end").statusCode())
                .isEqualTo(303);
        assertThat(desk.get("/sessions").body()).doesNotContain("10.9.9.9");
        assertThat(TestBrowser.location(desk.post("/sessions/end"))).isEqualTo("/sign-in");
        assertThat(TestBrowser.location(home.get("/menu"))).startsWith("/sign-in");
        assertThat(nosy.get("/menu").statusCode()).isEqualTo(200);
    }

    @Test
    void
            an_old_password_is_told_two_weeks_ahead_forced_after_its_limit_and_never_under_the_pressure_of_a_time_to_enter() {
        school.clock.forward(Duration.ofDays(165));
        assertThat(TestSchool.signIn(door, lan).get("/menu").body()).doesNotContain("hết hạn");
        school.clock.forward(Duration.ofDays(2));
        var warned = TestSchool.signIn(door, lan);
        assertThat(warned.get("/menu").body()).contains("Mật khẩu của thầy cô hết hạn ngày 20/05/2027.");
        school.clock.forward(Duration.ofDays(13));
        school.entryEnds = true;
        var pressed = TestSchool.signIn(door, lan);
        assertThat(pressed.get("/menu").body()).contains("đã hết hạn từ ngày 20/05/2027");
        school.entryEnds = false;
        assertThat(TestBrowser.location(pressed.get("/menu"))).isEqualTo("/password");
        assertThat(pressed.get("/password").body()).contains("đã quá hạn của trường");
        var fresh = "trời hôm nay nắng đẹp";
        pressed.post("/password", "old", TestSchool.PASSWORD, "new", fresh, "again", fresh);
        assertThat(pressed.get("/menu").body()).doesNotContain("hết hạn");
    }

    @Test
    void the_principal_sets_the_limit_and_nobody_else() {
        var principal = school.person("Vũ Mai Hương", Post.Kind.PRINCIPAL);
        var browser = TestSchool.signIn(door, principal);
        browser.get("/accounts");
        assertThat(browser.post("/access-rule", "days", "30", "minutes", "5").statusCode())
                .isEqualTo(303);
        assertThat(school.register.rule()).isEqualTo(new AccessRule(30, 5));
        for (var bad : List.of("29", "731", "-1", "x", "", "99999999999")) {
            assertThat(browser.post("/access-rule", "days", bad, "minutes", "5").statusCode())
                    .isEqualTo(422);
        }
        var teacher = TestSchool.signIn(door, lan);
        teacher.get("/menu");
        assertThat(teacher.post("/access-rule", "days", "730", "minutes", "60").statusCode())
                .isEqualTo(403);
    }
}
