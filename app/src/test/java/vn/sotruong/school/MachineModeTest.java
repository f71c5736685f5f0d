package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.Shares;
import vn.sotruong.school.secrets.StoreKeys;

/** Members of the board set words of their own; the page says who keeps the key and what that protects. */
final class MachineModeTest {
    private static final String WORDS = "gió mùa đông bắc về";

    @TempDir
    private Path folder;

    private Path facts;
    private Path memory;
    private Governed school;

    @BeforeEach
    void open() throws IOException {
        facts = Files.createDirectories(folder.resolve("facts"));
        memory = Files.createDirectories(folder.resolve("memory"));
        System.setProperty("sotruong.facts", facts.toString());
        System.setProperty("sotruong.memory", memory.toString());
        school = new Governed(folder);
        school.person("Lê Thị An", Post.Kind.BOARD);
    }

    @AfterEach
    void close() {
        System.clearProperty("sotruong.facts");
        System.clearProperty("sotruong.memory");
        school.close();
    }

    @Test
    void a_member_s_own_words_open_the_store_that_is_running_and_weak_ones_are_refused() throws IOException {
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
        assertThat(member.post("/board/machine", "passphrase", WORDS, "again", WORDS)
                        .statusCode())
                .isEqualTo(303);
        assertThat(member.get("/board/machine?done=kept").body())
                .contains("Đã đặt", "đặt cụm mật khẩu mới")
                .doesNotContain(WORDS);
        var shares = new Shares(data, Clock.systemUTC());
        assertThat(shares.list()).extracting("name").containsExactly("Lê Thị An");
        assertThat(shares.open(school.staff("Lê Thị An"), WORDS)).isEqualTo(new Shares.Answer.Opened(House.key(data)));
        assertThat(shares.open(school.staff("Lê Thị An"), WORDS + "?")).isEqualTo(new Shares.Answer.Wrong());
        school.house.custody.tick();
        school.house.custody.tick();
        assertThat(school.one("SELECT group_concat(kind, ' ') FROM (SELECT kind FROM unseal_event ORDER BY at, kind)"))
                .as("every try stands in the journal, once")
                .isEqualTo("KEPT OPENED WRONG");
        assertThat(member.get("/board/machine").body()).contains("đã mở sổ", "gõ sai cụm mật khẩu");
        var file = folder.resolve("keys/unseal/" + school.staff("Lê Thị An") + ".json");
        var share = Files.readAllBytes(file);
        member.post("/board/machine/withdraw");
        assertThat(shares.list()).isEmpty();
        Files.write(file, share);
        school.house.custody.tick();
        assertThat(shares.list())
                .as("a share that was taken away does not stay")
                .isEmpty();
    }

    @Test
    void two_people_let_the_board_keep_the_key_and_two_give_it_back() throws Exception {
        school.person("Phạm Văn Bình", Post.Kind.BOARD);
        var data = new DataFolder(folder);
        var an = school.in("Lê Thị An");
        var binh = school.in("Phạm Văn Bình");
        assertThat(an.post("/board/machine/change", "keeper", "BOARD").body())
                .as("no appliance, no change")
                .contains("không phải máy chủ cài sẵn");
        tell("host", "ready");
        an.post("/board/machine", "passphrase", WORDS, "again", WORDS);
        assertThat(an.post("/board/machine/change", "keeper", "BOARD").body()).contains("Chưa đủ người");
        binh.post("/board/machine", "passphrase", "mưa rơi trên mái tôn", "again", "mưa rơi trên mái tôn");
        assertThat(an.get("/board/machine/change").body()).contains("bị xoá hẳn", "Phạm Văn Bình");
        assertThat(an.post("/board/machine/change", "keeper", "BOARD").statusCode())
                .isEqualTo(303);
        assertThat(orders()).as("nobody has confirmed").isEmpty();
        var change = school.one("SELECT id FROM custody_change");
        assertThat(an.post("/board/machine/changes/" + change + "/confirm").body())
                .contains("không tự xác nhận");
        assertThat(an.post("/board/machine/withdraw").body())
                .as("what was asked for stands on these two")
                .contains("số người tối thiểu");
        assertThat(school.principal().get("/").body()).contains("chờ người thứ hai xác nhận");
        assertThat(binh.post("/board/machine/changes/" + change + "/confirm").statusCode())
                .isEqualTo(303);
        assertThat(Files.readString(orders().getFirst())).isEqualTo("{\"order\":\"board\"}");
        assertThat(memory.resolve("store.key")).doesNotExist();
        answer(change, true, "");
        tell("board", "locked");
        school.house.custody.tick();
        assertThat(school.one("SELECT state FROM custody_change")).isEqualTo("DONE");
        assertThat(orders()).isEmpty();
        assertThat(an.get("/board/machine").body()).contains("Hiện nay: Ban quản trị mở khoá", "Đã chuyển");

        binh.post("/board/machine/change", "keeper", "MACHINE");
        assertThat(binh.get("/board/machine").body()).contains("Chờ một thành viên khác");
        var back = school.one("SELECT id FROM custody_change WHERE keeper = 'MACHINE'");
        an.post("/board/machine/changes/" + back + "/confirm");
        assertThat(Files.readString(orders().getFirst())).isEqualTo("{\"order\":\"machine\"}");
        assertThat(DatabaseKey.readFrom(memory.resolve("store.key"))).isEqualTo(House.key(data));
        answer(back, false, "seal");
        school.house.custody.tick();
        assertThat(memory.resolve("store.key")).as("a key that nobody fetched").doesNotExist();
        assertThat(an.get("/board/machine").body()).contains("Không làm được", "không niêm phong được khoá");
        binh.post("/board/machine/change", "keeper", "MACHINE");
        var again = school.one("SELECT id FROM custody_change WHERE state = 'ASKED'");
        an.post("/board/machine/changes/" + again + "/confirm");
        answer(again, true, "");
        tell("host", "ready");
        school.house.custody.tick();
        assertThat(an.get("/board/machine").body()).contains("Hiện nay: Máy giữ khoá trên chính ổ đĩa");
    }

    @Test
    void a_box_that_could_not_seal_its_key_says_so() throws Exception {
        Files.writeString(
                facts.resolve("secrets.json"), "{\"mode\":\"file\",\"state\":\"ready\",\"warning\":\"key-in-file\"}");
        var an = school.in("Lê Thị An");
        assertThat(an.get("/board/machine").body()).contains("không niêm phong được khoá", "chưa đổi được");
        Files.writeString(facts.resolve("secrets.json"), "{half");
        assertThat(an.get("/board/machine").body()).contains("Không đọc được tình trạng khoá");
    }

    /** A school whose members opened it by hand, on a machine of its own: nobody else has the key. */
    @Test
    void a_store_that_a_member_opened_counts_as_the_board_s_until_the_machine_keeps_its_key_again() throws Exception {
        var data = new DataFolder(folder.resolve("opened"));
        var first = new Governed(data.root());
        var key = House.key(data);
        first.close();
        Files.delete(data.databaseKey());
        new Shares(data, Clock.systemUTC()).put(key, "s1", "Ai đó", WORDS, new SecureRandom());
        try (var house = House.open(
                data,
                StoreKeys.told(key),
                Duration.ofMinutes(10),
                Clock.systemUTC(),
                System::nanoTime,
                new SecureRandom())) {
            house.custody.tick();
            assertThat(new Shares(data, Clock.systemUTC()).list())
                    .as("the last share is kept, whoever holds it")
                    .hasSize(1);
        }
    }

    @Test
    void who_leaves_the_board_no_longer_opens_while_enough_others_can() throws Exception {
        tell("board", "ready");
        var shares = new Shares(new DataFolder(folder), Clock.systemUTC());
        var random = new SecureRandom();
        var key = House.key(new DataFolder(folder));
        school.in("Lê Thị An").post("/board/machine", "passphrase", WORDS, "again", WORDS);
        shares.put(key, school.staff("Trần Thị Lan"), "Trần Thị Lan", WORDS, random);
        school.house.custody.tick();
        assertThat(shares.list()).as("two are needed").hasSize(2);
        assertThat(school.in("Lê Thị An").get("/").body()).contains("Trần Thị Lan đã thôi ban quản trị");
        school.person("Phạm Văn Bình", Post.Kind.BOARD);
        school.in("Phạm Văn Bình").post("/board/machine", "passphrase", WORDS, "again", WORDS);
        school.house.custody.tick();
        assertThat(shares.list()).extracting("name").containsExactlyInAnyOrder("Lê Thị An", "Phạm Văn Bình");
        assertThat(school.in("Lê Thị An").get("/board/machine").body())
                .contains("thôi ban quản trị, cụm mật khẩu bị bỏ");
    }

    private void tell(String mode, String state) throws IOException {
        Files.writeString(
                facts.resolve("secrets.json"),
                "{\"mode\":\"" + mode + "\",\"state\":\"" + state + "\",\"warning\":\"\"}");
    }

    private void answer(@Nullable String id, boolean done, String reason) throws IOException {
        var answers = Files.createDirectories(folder.resolve("spool/answers/secrets"));
        Files.writeString(
                answers.resolve(id + ".json"),
                "{\"id\":\"" + id + "\",\"done\":" + done + ",\"reason\":\"" + reason + "\"}");
    }

    private List<Path> orders() throws IOException {
        var tray = folder.resolve("spool/orders/secrets");
        if (!Files.exists(tray)) {
            return List.of();
        }
        try (var all = Files.list(tray)) {
            return all.sorted().toList();
        }
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
        assertThat(MachineMode.read(told)).isEqualTo(new MachineMode(MachineMode.Mode.TPM, "ready", ""));
        Files.writeString(told, "{\"mode\":\"host\",\"state\":\"unopenable\",\"warning\":\"other-machine\"}");
        assertThat(MachineMode.read(told)).isEqualTo(new MachineMode(MachineMode.Mode.HOST, "unopenable", ""));
    }
}
