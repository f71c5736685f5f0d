package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Refused;

class SignInTest {
    private static final String NEW = "trời hôm nay nắng đẹp";

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

    private java.net.http.HttpResponse<String> attempt(TestBrowser browser, String username, String password) {
        browser.get("/sign-in");
        return browser.post("/sign-in", "username", username, "password", password);
    }

    @Test
    void the_right_password_leads_where_one_was_going() {
        var browser = door.browser();
        browser.get("/sign-in?next=%2Faccounts");
        var answer = browser.post(
                "/sign-in", "username", " LANTTT.thcshm ", "password", TestSchool.PASSWORD, "next", "/accounts");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(answer)).isEqualTo("/accounts");
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        assertThat(browser.get("/menu").body()).contains("Trần Thị Thu Lan");
    }

    @Test
    void the_wrong_password_and_a_name_nobody_has_get_the_same_words() {
        var wrong = attempt(door.browser(), lan.username(), "không phải mật khẩu");
        var nobody = attempt(door.browser(), "aibiet.thcshm", "không phải mật khẩu");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Tên đăng nhập hoặc mật khẩu chưa đúng.");
        assertThat(nobody.body()).contains("Tên đăng nhập hoặc mật khẩu chưa đúng.");
        assertThat(wrong.body()).doesNotContain("không phải mật khẩu");
    }

    @Test
    void every_attempt_is_a_line_for_the_school_alone_without_what_was_typed_for_a_name() {
        attempt(door.browser(), lan.username(), TestSchool.PASSWORD);
        attempt(door.browser(), lan.username(), "sai rồi");
        attempt(door.browser(), "mat-khau-go-nham", "x");
        var lines = school.lines("sign_in");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"outcome\":\"ADMITTED\"").contains("\"salt\":\"");
        assertThat(lines.get(1)).contains("\"outcome\":\"WRONG\"").contains(lan.username());
        assertThat(lines.get(2)).contains("\"username\":null").doesNotContain("mat-khau");
        assertThat(String.join("", lines)).doesNotContain(TestSchool.PASSWORD).doesNotContain("sai rồi");
    }

    @Test
    void a_session_ends_when_nobody_touches_it_and_at_the_end_of_the_day_anyhow() {
        var browser = TestSchool.signIn(door, lan);
        school.clock.forward(Duration.ofMinutes(59));
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        school.clock.forward(Duration.ofMinutes(61));
        assertThat(browser.get("/menu").statusCode()).isEqualTo(303);
        var busy = TestSchool.signIn(door, lan);
        for (int i = 0; i < 23; i++) {
            school.clock.forward(Duration.ofMinutes(30));
            assertThat(busy.get("/menu").statusCode()).isEqualTo(200);
        }
        school.clock.forward(Duration.ofMinutes(31));
        assertThat(busy.get("/menu").statusCode()).isEqualTo(303);
    }

    @Test
    void signing_out_ends_the_session_on_the_server_too() {
        var browser = TestSchool.signIn(door, lan);
        var stolen = browser.sessionCookie().orElseThrow().getValue();
        browser.get("/menu");
        var answer = browser.post("/sign-out");
        assertThat(TestBrowser.location(answer)).isEqualTo("/sign-in");
        assertThat(answer.headers().allValues("Set-Cookie")).anyMatch(cookie -> cookie.contains("Max-Age=0"));
        var thief = door.browser();
        var again = thief.send(thief.request("/menu")
                .header("Cookie", "__Host-sotruong=" + stolen)
                .GET());
        assertThat(again.statusCode()).isEqualTo(303);
    }

    @Test
    void signing_out_needs_the_token_like_any_post() {
        var browser = TestSchool.signIn(door, lan);
        assertThat(browser.postBare("/sign-out").statusCode()).isEqualTo(403);
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
    }

    @Test
    void the_store_holds_a_hash_of_the_session_and_never_its_secret() {
        var browser = TestSchool.signIn(door, lan);
        var secret = browser.sessionCookie().orElseThrow().getValue();
        var stored = school.db.read(handle -> handle.createQuery("SELECT hash || id || account FROM session")
                .mapTo(String.class)
                .list());
        assertThat(stored).hasSize(1);
        assertThat(stored.getFirst()).doesNotContain(secret);
    }

    @Test
    void a_new_sign_in_gives_a_new_secret_and_ends_the_one_before_it_in_the_same_browser() {
        var browser = TestSchool.signIn(door, lan);
        var before = browser.sessionCookie().orElseThrow().getValue();
        browser.get("/menu");
        browser.post("/sign-in", "username", lan.username(), "password", TestSchool.PASSWORD);
        assertThat(browser.sessionCookie().orElseThrow().getValue()).isNotEqualTo(before);
        var thief = door.browser();
        assertThat(thief.send(thief.request("/menu")
                                .header("Cookie", "__Host-sotruong=" + before)
                                .GET())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void after_five_wrong_ones_even_the_right_password_must_wait_there() {
        for (int i = 0; i < 5; i++) {
            assertThat(school.signIns.signIn(lan.username(), "sai " + i, "127.0.0.1"))
                    .isEqualTo(new Refused(Reason.WRONG));
        }
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "127.0.0.1"))
                .isEqualTo(new Refused(Reason.TOO_MANY));
        var page = attempt(door.browser(), lan.username(), TestSchool.PASSWORD);
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.body()).contains("Đã thử quá nhiều lần.");
        school.clock.forward(Duration.ofSeconds(31));
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "127.0.0.1"))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void the_screen_lock_the_password_page_and_the_door_take_from_one_budget() {
        var token = ((Admitted) school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "127.0.0.1")).token();
        var actor = school.signIns.find(token).orElseThrow().actor();
        school.sessions.lock(actor, token);
        for (int i = 0; i < 2; i++) {
            assertThat(school.sessions.unlock(actor, token, "sai " + i)).isEqualTo(new Refused(Reason.WRONG_KEY));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(school.signIns.changePassword(actor, "sai " + i, "x", "x", "127.0.0.1"))
                    .isEqualTo(new Refused(Reason.WRONG));
        }
        assertThat(school.signIns.signIn(lan.username(), "sai", "127.0.0.1")).isEqualTo(new Refused(Reason.WRONG));
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "127.0.0.1"))
                .isEqualTo(new Refused(Reason.TOO_MANY));
        assertThat(school.sessions.unlock(actor, token, TestSchool.PASSWORD)).isEqualTo(new Refused(Reason.TOO_MANY));
        school.clock.forward(Duration.ofSeconds(31));
        assertThat(school.sessions.unlock(actor, token, TestSchool.PASSWORD)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_restart_gives_no_new_guesses_neither_at_a_name_nor_at_one_that_nobody_has() {
        for (var name : List.of(lan.username(), "khongai.thcshm")) {
            for (int i = 0; i < 5; i++) {
                assertThat(school.signIns.signIn(name, "sai " + i, "127.0.0.1")).isEqualTo(new Refused(Reason.WRONG));
            }
        }
        var restarted = school.restarted();
        for (var name : List.of(lan.username(), "khongai.thcshm")) {
            assertThat(restarted.signIn(name, TestSchool.PASSWORD, "127.0.0.1"))
                    .as(name)
                    .isEqualTo(new Refused(Reason.TOO_MANY));
        }
    }

    @Test
    void guesses_side_by_side_are_no_more_than_one_after_the_other() throws Exception {
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 12; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> outcomes.add(school.signIns.signIn(lan.username(), "sai", "127.0.0.1"))));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(outcomes).hasSize(12).containsOnly(new Refused(Reason.WRONG), new Refused(Reason.TOO_MANY));
        assertThat(outcomes.stream().filter(new Refused(Reason.WRONG)::equals)).hasSize(5);
    }

    @Test
    void nobody_can_keep_a_teacher_out_by_wrong_passwords_from_elsewhere() {
        for (int i = 0; i < 70; i++) {
            school.signIns.signIn(lan.username(), "sai", "10.0.0.9");
        }
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        for (int i = 0; i < 70; i++) {
            school.signIns.signIn(lan.username(), "sai", "10.0.1." + i);
        }
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.TOO_MANY));
        school.clock.forward(Duration.ofSeconds(61));
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void one_address_that_tries_many_names_must_wait_and_others_need_not() {
        for (int i = 0; i < 30; i++) {
            school.signIns.signIn("ten" + i + ".thcshm", "sai", "10.0.0.9");
        }
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.9"))
                .isEqualTo(new Refused(Reason.TOO_MANY));
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void a_first_code_opens_the_password_page_alone_until_it_is_changed() {
        var issued = school.issued("Nguyễn Văn An");
        var browser = door.browser();
        assertThat(TestBrowser.location(attempt(browser, issued.account().username(), issued.code())))
                .isEqualTo("/password");
        assertThat(TestBrowser.location(browser.get("/menu"))).isEqualTo("/password");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(303);
        var page = browser.get("/password");
        assertThat(page.body()).contains("lần đăng nhập đầu tiên");
        var short_ = browser.post("/password", "old", issued.code(), "new", "ngắn", "again", "ngắn");
        assertThat(short_.body()).contains("quá ngắn");
        assertThat(browser.post("/password", "old", issued.code(), "new", NEW, "again", NEW + "x")
                        .body())
                .contains("không giống nhau");
        assertThat(browser.post("/password", "old", "khác", "new", NEW, "again", NEW)
                        .body())
                .contains("chưa đúng");
        var before = browser.sessionCookie().orElseThrow().getValue();
        var done = browser.post("/password", "old", issued.code(), "new", NEW, "again", NEW);
        assertThat(TestBrowser.location(done)).isEqualTo("/");
        assertThat(browser.sessionCookie().orElseThrow().getValue()).isNotEqualTo(before);
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        assertThat(school.signIns.signIn(issued.account().username(), issued.code(), "10.0.0.8"))
                .isEqualTo(new Refused(Reason.WRONG));
        assertThat(school.signIns.signIn(issued.account().username(), NEW, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        assertThat(school.lines("credential").toString())
                .doesNotContain(issued.code())
                .doesNotContain(NEW);
    }

    @Test
    void a_first_code_dies_after_two_weeks() {
        var issued = school.issued("Nguyễn Văn An");
        school.clock.forward(Duration.ofDays(15));
        assertThat(school.signIns.signIn(issued.account().username(), issued.code(), "10.0.0.8"))
                .isEqualTo(new Refused(Reason.CODE_EXPIRED));
    }

    @Test
    void changing_the_password_ends_every_other_session() {
        var home = TestSchool.signIn(door, lan);
        var desk = TestSchool.signIn(door, lan);
        desk.get("/password");
        desk.post("/password", "old", TestSchool.PASSWORD, "new", NEW, "again", NEW);
        assertThat(desk.get("/menu").statusCode()).isEqualTo(200);
        assertThat(home.get("/menu").statusCode()).isEqualTo(303);
    }

    @Test
    void posts_open_their_doors_from_their_first_day_and_no_others() {
        var principal = school.person("Vũ Mai Hương", Post.Kind.PRINCIPAL, Post.Kind.BOARD);
        var token = ((Admitted) school.signIns.signIn(principal.username(), TestSchool.PASSWORD, "10.0.0.8")).token();
        assertThat(school.signIns.find(token).orElseThrow().may())
                .containsExactlyInAnyOrder(Need.LOCKED_SCREEN, Need.CHANGE_PASSWORD, Need.SIGNED_IN, Need.PRINCIPAL);
        var plain = ((Admitted) school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8")).token();
        assertThat(school.signIns.find(plain).orElseThrow().may())
                .containsExactlyInAnyOrder(Need.LOCKED_SCREEN, Need.CHANGE_PASSWORD, Need.SIGNED_IN);
    }

    @Test
    void hostile_names_and_passwords_are_wrong_and_nothing_more() {
        for (var bad :
                List.of("' OR 1=1 --", "\u0000", "<script>alert(1)</script>", "x".repeat(5000), "%s%n", "../..")) {
            var answer = attempt(door.browser(), bad, bad);
            assertThat(answer.statusCode()).as(bad).isIn(422, 429);
            assertThat(answer.body()).doesNotContain("<script>alert");
        }
    }

    @Test
    void a_name_nobody_has_costs_what_a_wrong_password_costs() {
        long known = 0;
        long nobody = 0;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            school.signIns.signIn(lan.username(), "sai", "10.1.0." + i);
            known += System.nanoTime() - start;
            start = System.nanoTime();
            school.signIns.signIn("nobody" + i, "sai", "10.2.0." + i);
            nobody += System.nanoTime() - start;
            school.clock.forward(Duration.ofHours(2));
        }
        assertThat((double) nobody / known).isBetween(0.2, 5.0);
    }
}
