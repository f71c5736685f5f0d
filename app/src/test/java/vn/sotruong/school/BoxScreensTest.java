package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.secrets.Shares;

/** The pages that only a box has, looked at on a desk and on a phone: its system, who keeps its key, the locked start. */
@Tag("browser")
final class BoxScreensTest {
    private static final String WORDS = "gió mùa đông bắc về";

    @TempDir
    private Path folder;

    private final Axe axe = new Axe();
    private Governed school;

    @BeforeEach
    void open() throws Exception {
        var facts = Files.createDirectories(folder.resolve("facts"));
        System.setProperty("sotruong.facts", facts.toString());
        System.setProperty("sotruong.memory", folder.toString());
        Files.writeString(facts.resolve("secrets.json"), """
                {"mode":"tpm2+host","state":"ready","warning":""}""");
        Files.writeString(facts.resolve("box.json"), """
                {"written":"2026-11-22T01:00:00Z","slot":"A","version":"2026.11.1","state":"good","why":"fell-back",
                 "reason":"HEALTH","tries":"1","keyring":"development","floor":"2026.11.1",
                 "other":{"slot":"B","version":"2026.12.1","state":"bad"},
                 "fellBack":{"slot":"B","version":"2026.12.1"},"pending":null,"failure":null,
                 "offered":[
                  {"from":"stick","medium":"0A1B-2C3D","file":"moi.raucb","version":"2026.12.2","size":250000000,"sha256":"%s","reason":""},
                  {"from":"stick","medium":"0A1B-2C3D","file":"la.raucb","version":"","size":99,"sha256":"","reason":"OTHER_SIGNER"}],
                 "history":[{"at":"2026-11-20T01:00:00Z","event":"proven","slot":"A","version":"2026.11.1","reason":""}]}
                """.formatted("ab".repeat(32)));
        school = new Governed(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        System.clearProperty("sotruong.facts");
        System.clearProperty("sotruong.memory");
        school.close();
    }

    @Test
    void the_system_and_who_keeps_the_key() {
        school.person("Lê Thị An", Post.Kind.BOARD);
        school.person("Phạm Văn Bình", Post.Kind.BOARD);
        try (var chromium = new Chromium()) {
            var admin = signIn(chromium, "Phạm Quốc Toàn");
            look(admin, "/system", "he-thong");
            look(admin, "/system/install?source=STICK&medium=0A1B-2C3D&file=moi.raucb", "he-thong-cai");
            admin.locator("main form[action='/system/install'] button").click();
            var an = signIn(chromium, "Lê Thị An");
            look(an, "/board/machine", "giu-khoa");
            setWords(an);
            var binh = signIn(chromium, "Phạm Văn Bình");
            look(binh, "/system", "he-thong-cho");
            binh.navigate(at("/board/machine"));
            setWords(binh);
            look(an, "/board/machine/change", "giu-khoa-doi");
            an.locator("main form[action='/board/machine/change'] button").click();
            look(binh, "/board/machine", "giu-khoa-cho");
            binh.locator("form[action$='/confirm'] button").click();
            binh.locator("text=Máy đang làm").waitFor();
        }
    }

    @Test
    void the_locked_start() throws Exception {
        var data = new DataFolder(folder.resolve("locked"));
        Files.createDirectories(data.keys());
        var random = new SecureRandom();
        var key = DatabaseKey.random(random);
        var shares = new Shares(data, Clock.systemUTC());
        shares.put(key, "s1", "Lê Thị An", WORDS, random);
        Files.createDirectories(data.database().getParent());
        Files.write(data.database(), new byte[4096]);
        try (var running = RunningSchool.start(data.root(), 0);
                var chromium = new Chromium()) {
            var store = running.awaitReady().resolve("/store");
            var page = chromium.desk();
            page.navigate(store.toString());
            page.locator("#passphrase").fill("không phải cụm này đâu");
            page.keyboard().press("Enter");
            page.locator("text=Đã gõ sai 1 lần").waitFor();
            shoot(page, "may-khoa");
            running.kill();
        }
    }

    private String at(String path) {
        return school.web().address().resolve(path).toString();
    }

    private void setWords(Page page) {
        page.locator("#passphrase").fill(WORDS);
        page.locator("#again").fill(WORDS);
        page.locator("form[action='/board/machine'] button").click();
        page.locator(".note.ok").waitFor();
    }

    private Page signIn(Chromium chromium, String name) {
        var page = chromium.desk();
        page.navigate(at("/sign-in"));
        page.locator("#username").fill(school.username(name));
        page.locator("#password").fill(Governed.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> URI.create(url).getPath().equals("/"));
        return page;
    }

    private void look(Page page, String path, String name) {
        page.navigate(at(path));
        shoot(page, name);
    }

    private void shoot(Page page, String name) {
        for (var width : List.of(390, 1366)) {
            page.setViewportSize(width, width == 390 ? 844 : 768);
            assertThat(axe.violations(page)).as(name + " " + width).isEmpty();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(name + " scrolls sideways")
                    .isLessThanOrEqualTo(width);
            Chromium.shoot(page, "hop-" + name + "-" + width);
        }
    }
}
