package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.Shares;
import vn.sotruong.school.secrets.StoreKeys;

/** A box whose board keeps the key starts locked, in the real program; words of a member open it, others do not. */
final class LockedBoxTest {
    private static final String WORDS = "mưa rơi trên mái tôn";

    @TempDir
    private Path folder;

    private DataFolder data;
    private DatabaseKey key;

    @BeforeEach
    void found() throws Exception {
        var random = new SecureRandom();
        data = new DataFolder(folder.resolve("data"));
        Files.createDirectories(data.database().getParent());
        Files.createDirectories(data.keys());
        key = DatabaseKey.random(random);
        try (var house =
                House.found(data, StoreKeys.told(key), "79760512", Duration.ofMinutes(10), Clock.systemUTC(), random)) {
            var hash = house.hashes.hash("mùa xuân ở trường");
            house.db.write(Actor.house("test"), tx -> {
                SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
                var staff = People.engage(tx, VietnameseName.split("Lê Thị An"), null);
                Accounts.create(tx, staff.id(), Post.Kind.BOARD, "12/QĐ-THCS", LocalDate.parse("2026-09-01"), null);
                return Accounts.create(tx, staff, "thcshm", hash, false);
            });
            house.serve("127.0.0.1", 0).close();
        }
        var shares = new Shares(data, Clock.systemUTC());
        shares.put(key, "s1", "Lê Thị An", WORDS, random);
        shares.put(key, "s2", "Lê Thị Bình", "gió mùa đông bắc về", random);
    }

    private TestBrowser browser(URI address) {
        return new TestBrowser(address, data.keys().resolve("lan").resolve("authority.pem"));
    }

    @Test
    void it_says_that_it_is_locked_and_opens_on_the_same_address_with_a_member_s_words() throws Exception {
        assertThat(data.databaseKey()).doesNotExist();
        try (var school = RunningSchool.start(data.root(), 0)) {
            var address = school.awaitReady();
            var browser = browser(address);
            assertThat(browser.get("/health").body()).contains("\"state\":\"locked\"");
            assertThat(TestBrowser.location(browser.get("/sign-in"))).isEqualTo("/store");
            assertThat(browser.get("/store").body()).contains("Máy chủ đang khoá", "Lê Thị An", "Lê Thị Bình");
            assertThat(browser.get("/trust").statusCode()).isEqualTo(200);
            var wrong = browser.post("/store", "staff", "s1", "passphrase", "mưa rơi trên mái ngói");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("Đã gõ sai 1 lần").doesNotContain("mái ngói");
            assertThat(browser.post("/store", "staff", "../db", "passphrase", WORDS)
                            .statusCode())
                    .isEqualTo(422);
            var right = browser.post("/store", "staff", "s1", "passphrase", "  mưa rơi  trên mái tôn ");
            assertThat(right.statusCode()).isEqualTo(200);
            assertThat(right.body()).contains("Đã mở khoá");
            awaitOpen();
            var again = browser(address);
            assertThat(again.get("/health").body()).contains("\"state\":\"open\"");
            again.get("/sign-in");
            assertThat(again.post("/sign-in", "username", "anlt.thcshm", "password", "mùa xuân ở trường")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(again.get("/store").statusCode()).isEqualTo(404);
        }
        assertThat(data.databaseKey()).doesNotExist();
        assertThat(Files.readString(data.root().resolveSibling("school.log"), UTF_8))
                .doesNotContain(WORDS, HexFormat.of().formatHex(key.bytes()));
    }

    @Test
    void wrong_words_make_the_next_try_wait_after_another_start_too() {
        try (var school = RunningSchool.start(data.root(), 0)) {
            var browser = browser(school.awaitReady());
            browser.get("/store");
            for (var i = 0; i < 3; i++) {
                assertThat(browser.post("/store", "staff", "s2", "passphrase", "sai " + i)
                                .statusCode())
                        .isEqualTo(422);
            }
            var early = browser.post("/store", "staff", "s1", "passphrase", WORDS);
            assertThat(early.statusCode()).isEqualTo(429);
            assertThat(early.body()).contains("Đã gõ sai 3 lần", "Lần thử tiếp theo");
            school.kill();
        }
        try (var school = RunningSchool.start(data.root(), 0)) {
            var browser = browser(school.awaitReady());
            browser.get("/store");
            assertThat(browser.post("/store", "staff", "s1", "passphrase", WORDS)
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    private void awaitOpen() throws Exception {
        var said = data.root().resolveSibling("school.out");
        for (var i = 0; i < 600; i++) {
            if (Files.readAllLines(said).size() == 2) {
                return;
            }
            RunningSchool.pause(50);
        }
        throw new AssertionError("the book did not open");
    }
}
