package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.Shares;

/** Members of the board set words of their own; the page says who keeps the key and what that protects. */
final class MachineModeTest {
    private static final String WORDS = "gió mùa đông bắc về";

    @TempDir
    private Path folder;

    private Governed school;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        school.person("Lê Thị An", Post.Kind.BOARD);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void a_member_s_own_words_open_the_store_that_is_running_and_weak_ones_are_refused() {
        var data = new DataFolder(folder);
        var member = school.in("Lê Thị An");
        assertThat(member.get("/board/machine").body())
                .contains("Khoá nằm trong tệp cạnh sổ", "Máy giữ khoá bằng chip");
        var weak = member.post("/board/machine", "passphrase", "ngắn", "again", "ngắn");
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("ngắn quá");
        assertThat(member.post("/board/machine", "passphrase", WORDS, "again", WORDS + "!")
                        .body())
                .contains("khác nhau");
        var kept = member.post("/board/machine", "passphrase", WORDS, "again", WORDS);
        assertThat(kept.body()).contains("Đã đặt").doesNotContain(WORDS);
        var shares = new Shares(data, Clock.systemUTC());
        assertThat(shares.list()).extracting("name").containsExactly("Lê Thị An");
        assertThat(shares.open(school.staff("Lê Thị An"), WORDS)).isEqualTo(new Shares.Answer.Opened(House.key(data)));
        assertThat(member.get("/board/machine").body()).contains("đã mở");
        assertThat(member.post("/board/machine/withdraw").body()).contains("Đã bỏ");
        assertThat(shares.list()).isEmpty();
    }

    @Test
    void nobody_else_sets_words() {
        assertThat(school.principal().get("/board/machine").statusCode()).isEqualTo(200);
        for (var other : new String[] {"Nguyễn Thị Hoa", "Ngô Bích Vân", "Trần Thị Lan"}) {
            assertThat(school.in(other)
                            .post("/board/machine", "passphrase", WORDS, "again", WORDS)
                            .statusCode())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(folder.resolve("keys/unseal")).doesNotExist();
    }

    @Test
    void what_root_s_helper_found_is_what_the_page_says() throws Exception {
        var told = folder.resolve("secrets.json");
        assertThat(MachineMode.read(told).mode()).isEqualTo(MachineMode.Mode.FILE);
        Files.writeString(told, "{\"mode\":\"tpm2+host\",\"state\":\"ready\",\"warning\":\"\"}");
        assertThat(MachineMode.read(told)).isEqualTo(new MachineMode(MachineMode.Mode.TPM, "ready"));
        Files.writeString(told, "{\"mode\":\"host\",\"state\":\"unopenable\",\"warning\":\"other-machine\"}");
        assertThat(MachineMode.read(told)).isEqualTo(new MachineMode(MachineMode.Mode.HOST, "unopenable"));
    }
}
