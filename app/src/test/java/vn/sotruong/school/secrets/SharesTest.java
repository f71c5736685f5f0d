package vn.sotruong.school.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.accounts.TestSchool;

class SharesTest {
    private static final String WORDS = "mưa rơi trên mái tôn";

    @TempDir
    private Path folder;

    private final TestSchool.Moving clock = new TestSchool.Moving();
    private final DatabaseKey key =
            DatabaseKey.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    private DataFolder data;
    private Shares shares;

    @BeforeEach
    void open() {
        data = new DataFolder(folder);
        shares = new Shares(data, clock);
        shares.put(key, "s1", "Lê Thị An", WORDS, new SecureRandom());
    }

    @Test
    void the_page_s_golden_vector_is_what_comes_out() {
        var salt = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        var nonce = HexFormat.of().parseHex("101112131415161718191a1b");
        var share = Share.seal(key, "s1", "Lê Thị An", "2026-11-22T10:00:00Z", WORDS, salt, nonce);
        assertThat(share.sealed())
                .isEqualTo(
                        "46acefc8042ee4a7b0e2b2556c1df5b63ad3d182bc7aef8d5f7e103801ba2b8d66af5046c22da6d189d96daf0d316c42");
        assertThat(share.open("  mưa  rơi trên mái tôn")).contains(key);
        assertThat(share.open("mưa rơi trên mái ngói")).isEmpty();
    }

    @Test
    void a_share_is_its_owner_s_alone_and_holds_no_key_in_plain() throws Exception {
        var file = data.keys().resolve("unseal/s1.json");
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
        assertThat(Files.readString(file)).doesNotContain("000102030405", "mưa");
        var other = Files.readString(file).replace("\"s1\"", "\"s2\"");
        Files.writeString(data.keys().resolve("unseal/s2.json"), other);
        assertThat(shares.open("s2", WORDS)).isInstanceOf(Shares.Answer.Wrong.class);
    }

    @Test
    void a_share_that_asks_for_the_whole_memory_is_not_read() throws Exception {
        var file = data.keys().resolve("unseal/s1.json");
        Files.writeString(file, Files.readString(file).replace("65536", "6553600"));
        assertThat(shares.list()).isEmpty();
        assertThat(shares.open("s1", WORDS)).isInstanceOf(Shares.Answer.Wrong.class);
    }

    @Test
    void wrong_words_wait_longer_and_longer_and_right_ones_end_that() {
        for (var i = 0; i < 3; i++) {
            assertThat(shares.open("s1", "sai")).isInstanceOf(Shares.Answer.Wrong.class);
        }
        assertThat(shares.left()).isEqualTo(Duration.ofSeconds(15));
        assertThat(shares.open("s1", WORDS)).isInstanceOf(Shares.Answer.Wait.class);
        assertThat(shares.wrong()).isEqualTo(3);
        clock.forward(Duration.ofSeconds(16));
        assertThat(shares.open("s1", "sai")).isInstanceOf(Shares.Answer.Wrong.class);
        assertThat(new Shares(data, clock).left()).isEqualTo(Duration.ofSeconds(30));
        clock.forward(Duration.ofSeconds(31));
        assertThat(shares.open("s1", WORDS)).isEqualTo(new Shares.Answer.Opened(key));
        assertThat(shares.left()).isZero();
        assertThat(shares.tries()).extracting(Shares.Try::right).containsExactly(false, false, false, false, true);
    }

    @Test
    void a_clock_set_back_does_not_shorten_the_wait() throws Exception {
        var ahead = Instant.now().plus(Duration.ofDays(4000));
        Files.write(
                data.keys().resolve("unseal/attempts"),
                List.of(ahead + " s1 wrong", ahead + " s1 wrong", ahead + " s1 wrong"));
        assertThat(shares.left()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void weak_words_are_named() {
        assertThat(Shares.weakness("mưa rơi")).contains(Shares.Weakness.TOO_SHORT);
        assertThat(Shares.weakness("aaaaaaaaaaaaaaaaaa")).contains(Shares.Weakness.SAME_AGAIN);
        assertThat(Shares.weakness("trường trường trường trường")).contains(Shares.Weakness.SAME_AGAIN);
        assertThat(Shares.weakness("x".repeat(300))).contains(Shares.Weakness.TOO_LONG);
        assertThat(Shares.weakness(WORDS)).isEmpty();
        assertThat(Shares.weakness("Hoa-phuong2026!")).isEmpty();
    }
}
