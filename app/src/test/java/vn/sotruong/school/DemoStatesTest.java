package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.demo.HoaMai;
import vn.sotruong.school.demo.Sight;
import vn.sotruong.school.gradebook.Gradebook;

/** Bản dùng thử: every state of a term is on a page for whoever signs in with a printed account. */
class DemoStatesTest {
    private static final Path DOCUMENT = Path.of("../docs/demo.md");

    @TempDir
    private Path folder;

    private List<String> table = List.of();

    private Map<String, String> passwords() {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().execute("seed", "--past", "--data", folder.toString()))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        var found = new HashMap<String, String>();
        var said = out.toString(StandardCharsets.UTF_8);
        table = said.substring(said.indexOf("\n\n")).strip().lines().toList();
        said.lines()
                .takeWhile(line -> !line.isBlank())
                .forEach(line -> found.put(
                        line.substring(0, 24).strip(), line.substring(25, 53).strip()));
        return found;
    }

    @Test
    void a_term_in_every_state_waits_for_whoever_tries_the_school_out() {
        var passwords = passwords();
        var data = new DataFolder(folder);
        try (var house = House.open(data, Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom());
                var web = house.serve("127.0.0.1", 0)) {
            assertThat(house.audit().findings()).isEmpty();
            var authority = data.keys().resolve("lan").resolve("authority.pem");
            Pages lan = signIn(web.address(), authority, "lantt.thcshm", passwords);
            Pages minh = signIn(web.address(), authority, "minhlv.thcshm", passwords);
            Pages principal = signIn(web.address(), authority, "hoant.thcshm", passwords);
            Pages vice = signIn(web.address(), authority, "nhungvth.thcshm", passwords);

            assertThat(lan.read("/drafts")).contains("Toán 7A, Học kỳ I Bản nháp: 11 ô CHƯA ghi sổ");
            var sheet = house.db
                    .read(handle -> Gradebook.findSheet(
                            handle, HoaMai.find(house.db).homeroom("9A").id(), "toan", 1))
                    .orElseThrow();
            assertThat(lan.read("/sheets/" + sheet.id())).containsPattern("Đề nghị đang chờ: [^,]+, ĐĐGtx1");
            assertThat(minh.read("/drafts")).contains("Toán 8B, Học kỳ I Bản nháp muộn: 9 ô");
            assertThat(principal.read("/locks?subject=toan"))
                    .containsPattern("6A [^.]*ĐĐGtx1[^.]* Khoá điểm đã nhập 31/QĐ-THCSHM[^.]* Đang khoá")
                    .contains("6B chờ", "9B sổ đã khoá");
            assertThat(principal.read("/amendments?tab=all"))
                    .containsPattern("Toán 9A: [^:]* Đã gửi, chờ quyết định")
                    .containsPattern("Toán 9A: [^:]* Đã đồng ý, chờ buổi sửa")
                    .containsPattern("Toán 9A: [^:]* Đã sửa, chờ ký phiếu")
                    .containsPattern("Toán 7A: [^:]* Đã chỉ đạo, chờ sửa");
            assertThat(principal.read("/results"))
                    .contains("9B Đã duyệt", "8B Giáo viên bộ môn đang xác nhận", "7C Chưa xác nhận");
            assertThat(principal.read("/closing?semester=1")).contains("9B Đã in", "9C Đang mở");
            var book = HoaMai.find(house.db).homeroom("9B").id();
            assertThat(principal.read("/closing/" + book + "/1"))
                    .containsPattern("Bản in số 1, [0-9]+ trang Đã bị thay thế")
                    .containsPattern("Bản in số 2, [0-9]+ trang Còn giá trị");
            assertThat(vice.read("/progress/abnormal")).contains("Giáo dục công dân 8B, ĐĐGtx1 Cả cột một điểm");
            assertThat(vice.read("/missing-tests"))
                    .containsPattern("Dương Gia An, 7A: Toán[^:]* Đã hẹn kiểm tra bù")
                    .containsPattern("Dương Gia An, 7A: Ngữ văn[^:]* Nợ bài");
            var left = HoaMai.find(house.db).homeroom("8C").id();
            assertThat(principal.read("/classes/" + left + "/promotion")).contains("Không xét");
            walk(web.address(), authority, passwords);
        }
    }

    /** The printed table and the page of the documentation say the same, and whoever follows them finds what they say. */
    private void walk(URI door, Path authority, Map<String, String> passwords) {
        assertThat(table).hasSameSizeAs(Sight.ALL);
        for (var i = 0; i < table.size(); i++) {
            var sight = Sight.ALL.get(i);
            var words = table.get(i).split(" {2,}");
            assertThat(words).startsWith(sight.state()).hasSizeBetween(2, 4);
            var username = words[1].split(" ", 2)[0];
            assertThat(passwords).containsKey(username);
            assertThat(DOCUMENT)
                    .content()
                    .contains("| " + sight.state() + " | `" + username + "`"
                            + (sight.administering() ? ", tư cách quản trị" : "") + " | `" + sight.path() + "` |");
            var browser = browser(door, authority, username, passwords);
            if (sight.administering()) {
                // what waits there is told here already
                assertThat(browser.get("/").body())
                        .containsPattern("Ở tư cách kia có [1-9][0-9]* việc đang chờ")
                        .containsPattern("<em class=\"hot\">[1-9][0-9]*</em></button>");
                assertThat(browser.post("/capacity", "to", "ADMINISTRATION").statusCode())
                        .isEqualTo(303);
            }
            assertThat(words(browser, sight.path())).as(sight.state()).contains(sight.seen());
        }
    }

    /** Lời trên trang, as one line. */
    @FunctionalInterface
    private interface Pages {
        String read(String path);
    }

    private static Pages signIn(URI door, Path authority, String username, Map<String, String> passwords) {
        var browser = browser(door, authority, username, passwords);
        return path -> words(browser, path);
    }

    private static TestBrowser browser(URI door, Path authority, String username, Map<String, String> passwords) {
        var browser = new TestBrowser(door, authority);
        browser.get("/sign-in");
        var password = passwords.getOrDefault(username, "");
        assertThat(browser.post("/sign-in", "username", username, "password", password)
                        .statusCode())
                .isEqualTo(303);
        return browser;
    }

    private static String words(TestBrowser browser, String path) {
        return browser.get(path).body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
