package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;

/** What an officer sees and may do. */
class OfficePagesTest {
    private static final Pattern SPOKEN = Pattern.compile("id=\"spoken\">([0-9A-F ]+)<");

    @TempDir
    Path folder;

    private TrialOffice office;
    private TestBrowser browser;

    @BeforeEach
    void open() {
        office = TrialOffice.open(folder.resolve("office"));
        browser = new TestBrowser(office.address, office.data.resolve("keys/office-ca.pem"));
    }

    @AfterEach
    void close() {
        office.close();
    }

    private void signIn() {
        browser.get("/sign-in");
        var answer = browser.post("/sign-in", "username", "tam", "password", TrialOffice.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void nobody_sees_anything_without_signing_in() throws Exception {
        office.enrol("HOAMAI");
        for (var path : new String[] {"/", "/schools/HOAMAI", "/schools/HOAMAI/classes/6a", "/enrolments"}) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(TestBrowser.location(answer)).startsWith("/sign-in");
        }
        browser.get("/sign-in");
        var wrong = browser.post("/sign-in", "username", "tam", "password", "sai");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Tên đăng nhập hoặc mật khẩu chưa đúng");
    }

    @Test
    void the_overview_shows_who_sent_and_what_is_wrong() throws Exception {
        var school = office.enrol("HOAMAI");
        var twin = office.enrol("NGUYENDU");
        school.openClass(3);
        school.mark(2, "tx1", 85);
        office.send(school.bundle(1, school.last()));
        var forger = school.twin();
        school.mark(1, "tx1", 60);
        forger.mark(1, "tx1", 100);
        office.send(school.bundle(school.last(), school.last()));
        office.send(forger.bundle(forger.last(), forger.last()));

        signIn();
        var overview = browser.get("/").body();
        assertThat(overview).contains("2 trường trực thuộc", "Trường THCS HOAMAI", "Chưa gửi lần nào", "Có báo động");
        var page = browser.get("/schools/HOAMAI").body();
        assertThat(page).contains("Hai lịch sử khác nhau", "1–" + (school.last() - 1), "Đúng hạn", "6A");
        var marks = browser.get("/schools/HOAMAI/classes/6a").body();
        assertThat(marks)
                .contains("Toán, học kỳ I", "Nguyễn Thị An2", "8,5", "6,0")
                .doesNotContain("10,0");
        var receipt = browser.get("/schools/HOAMAI/receipts/1");
        assertThat(receipt.headers().firstValue("Content-Type")).contains("application/cms");

        var settled = browser.post("/schools/HOAMAI/alarms/1/settle");
        assertThat(settled.statusCode()).isEqualTo(303);
        assertThat(browser.get("/schools/HOAMAI").body()).doesNotContain("Hai lịch sử khác nhau");
        school.restoreTo(school.last() - 1);
        school.mark(2, "tx1", 70);
        office.send(school.bundle(school.epoch().firstSeq(), school.last()));
        assertThat(browser.get("/schools/HOAMAI").body()).contains("ở đây giữ 1 dòng mà trường đã mất");
        assertThat(office.house.intake().verify().findings()).isEmpty();
        assertThat(browser.get("/schools/KHONGCO").statusCode()).isEqualTo(404);
        assertThat(browser.get("/schools/" + twin.code).statusCode()).isEqualTo(200);
    }

    @Test
    void a_school_is_enrolled_after_its_fingerprint_was_compared() throws Exception {
        signIn();
        browser.get("/enrolments");
        var refused = browser.upload("/enrolments", "request", "x.pem", "không phải".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);

        var school = new TrialSchool("HOAMAI");
        browser.get("/enrolments");
        var taken = browser.upload(
                "/enrolments", "request", "dang-ky-HOAMAI.pem", school.request().getBytes(StandardCharsets.UTF_8));
        var path = TestBrowser.location(taken);
        var page = browser.get(path).body();
        var spoken = SPOKEN.matcher(page);
        assertThat(spoken.find()).isTrue();

        var other = browser.post(path + "/approve", "fingerprint", "0".repeat(32), "passphrase", "trial");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("không khớp");
        var locked = browser.post(path + "/approve", "fingerprint", spoken.group(1), "passphrase", "sai");
        assertThat(locked.statusCode()).isEqualTo(422);
        var approved = browser.post(path + "/approve", "fingerprint", spoken.group(1), "passphrase", "trial");
        assertThat(approved.statusCode()).isEqualTo(303);
        school.enrolled(browser.get(path + "/answer").body().getBytes(StandardCharsets.UTF_8));

        school.openClass(1);
        assertThat(office.send(school.bundle(1, school.last()))).isEqualTo("applied");
        var again = browser.get(path);
        assertThat(again.body()).contains("Tải tệp trả lời");
        assertThat(browser.post(path + "/approve", "fingerprint", spoken.group(1), "passphrase", "trial")
                        .statusCode())
                .isEqualTo(422);
    }
}
