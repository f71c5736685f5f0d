package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.disc.Burning;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.board.BoardPages;

/** The backup page and the key ceremony over HTTP, with the work really done behind them. */
class BackupPagesTest {
    @TempDir
    Path folder;

    private Box box;
    private Watchman watchman;
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        box = Box.found(folder.resolve("box"), 12, false);
        watchman = new Watchman(box.db, box.safekeeping, box.data, Clock.systemUTC());
        var entrance = new Entrance(Map.of(
                "principal", Entrance.visitor("ht", "Nguyễn Thị Hoa", Need.PRINCIPAL),
                "member", Entrance.visitor("b1", "Lê Quang Minh", Need.BOARD),
                "teacher", Entrance.visitor("gv", "Trần Thu Lan", Need.ENTER_MARKS)));
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new BackupPages(box.db, box.safekeeping, watchman, box.archive, box.data, Clock.systemUTC()),
                        new BoardPages(
                                box.db, box.board, box.archive, box.device::signerCertificate, Clock.systemUTC())));
    }

    @AfterEach
    void close() {
        door.close();
        watchman.close();
        box.close();
    }

    @Test
    @Tag("browser")
    void two_people_make_the_key_its_cards_show_once_and_then_sets_are_taken_from_the_page() throws Exception {
        var principal = entered("principal");
        var member = entered("member");
        assertThat(principal.get("/backups").body()).contains("chưa có khoá lưu trữ");
        assertThat(watched(member.post("/backups/take", "csrf", member.token()), member))
                .contains("chưa có khoá lưu trữ");
        member.get("/board/archive-key");
        var tooEarly = member.post("/board/archive-key/make");
        assertThat(tooEarly.statusCode()).isEqualTo(422);
        assertThat(tooEarly.body()).contains("Chưa có quyết định lập khoá");
        principal.get("/board/archive-key");
        assertThat(principal
                        .post("/board/archive-key/decide", "decision", "07/QĐ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(principal.post("/board/archive-key/make").statusCode()).isEqualTo(422);
        var cards = member.post("/board/archive-key/make");
        assertThat(cards.statusCode()).isEqualTo(200);
        assertThat(cards.body()).contains("SOTRUONG THE-1", "SO 3 TREN 3 CAN 2");
        assertThat(cards.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(member.post("/board/archive-key/make").statusCode()).isEqualTo(422);
        assertThat(member.get("/board/archive-key").body())
                .contains("cần 2 trong 3 thẻ")
                .doesNotContain("SOTRUONG THE-1");

        member.get("/backups");
        assertThat(watched(member.post("/backups/take", "session", "HK1"), member))
                .contains("kết thúc học kỳ I", "-HK1-");
        assertThat(watched(member.post("/backups/rehearse"), member)).contains("đạt,");
        var stick = Files.createDirectories(folder.resolve("stick"));
        try (var sets = Files.list(box.safekeeping.tray())) {
            new Burning(box.data.spool().resolve("media"), folder.resolve("work"), Clock.systemUTC(), line -> {})
                    .burn(sets.findFirst().orElseThrow(), new UsbFolder(stick));
        }
        assertThat(member.get("/backups").body()).contains("đọc lại đúng");
        var bad = member.post("/backups/hour", "at", "25 giờ");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("Giờ sao lưu phải viết như 22:00");
        member.post("/backups/hour", "at", "21:30");
        assertThat(member.get("/backups").body()).contains("value=\"21:30\"");
        assertThat(entered("teacher").get("/backups").statusCode()).isEqualTo(403);
        look();
    }

    private void look() {
        try (var chromium = new Chromium()) {
            show(chromium.desk(), "/backups", "backups-1366");
            var phone = show(chromium.phone(), "/backups", "backups-390");
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            show(chromium.desk(), "/board/archive-key", "board-1366");
        }
    }

    private Page show(Page page, String path, String shot) {
        page.navigate(door.web().address().resolve("/enter/member").toString());
        page.navigate(door.web().address().resolve(path).toString());
        Chromium.shoot(page, shot);
        return page;
    }

    /** Waits for the work that a post began, and gives the page after it. */
    private String watched(java.net.http.HttpResponse<String> began, TestBrowser browser) throws InterruptedException {
        assertThat(began.statusCode()).isEqualTo(303);
        while (watchman.working()) {
            Thread.sleep(50);
        }
        return browser.get("/backups").body();
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        browser.get("/backups");
        return browser;
    }
}
