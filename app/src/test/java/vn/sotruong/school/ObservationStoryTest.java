package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.windows.Windows;

/** Quan sát trẻ mầm non, qua cửa của cả ngôi nhà: sets of indicators, what is seen of a child, and that it stands. */
class ObservationStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String MINH = "Lê Văn Minh";
    private static final Pattern BASE = Pattern.compile("name=\"base\" value=\"([0-9]+)\"");

    @TempDir
    private Path folder;

    private final Axe axe = new Axe();
    private Governed school;
    private Homeroom leaf;
    private String child;
    private String here;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.MN);
        for (var name : List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        school.person(MINH);
        leaf = school.house.db.write(Governed.SETUP, tx -> {
            var homeroom = Roll.open(tx, "2026-2027", 0, "Lá 1");
            Roll.lead(tx, homeroom.id(), school.staff(LAN), Governed.FROM);
            var other = Roll.open(tx, "2026-2027", -2, "Mầm 1");
            Roll.lead(tx, other.id(), school.staff(MINH), Governed.FROM);
            var from = tx.now().minus(Duration.ofDays(1));
            for (var semester : List.of(1, 2)) {
                Windows.establish(
                        tx, "2026-2027", semester, "Quan sát", from, from.plus(Duration.ofDays(30)), "hieutruong");
            }
            return homeroom;
        });
        child = school.house.db.write(Governed.SETUP, tx -> {
            var an = People.admit(
                    tx,
                    VietnameseName.split("Dương Gia An"),
                    LocalDate.parse("2021-02-03"),
                    Sex.MALE,
                    null,
                    null,
                    null);
            var binh = People.admit(
                    tx,
                    VietnameseName.split("Lê Thị Bình"),
                    LocalDate.parse("2021-03-03"),
                    Sex.FEMALE,
                    null,
                    null,
                    null);
            Roll.enrol(tx, leaf, List.of(an, binh), Governed.FROM);
            return an.id();
        });
        here = "/classes/" + leaf.id() + "/observations";
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void publish() {
        var principal = school.principal();
        assertThat(principal.get("/indicator-sets").body())
                .contains("Mẫu giáo 5–6 tuổi", "Tiếp cận việc học", "Mẫu giáo 3–4 tuổi", "Phát triển thẩm mĩ");
        assertThat(principal
                        .post("/indicator-sets", "grade", "0", "d.thechat", "Bật xa 50 cm")
                        .body())
                .contains("Cần ghi số quyết định", "Bật xa 50 cm");
        var done = principal.post(
                "/indicator-sets",
                "grade",
                "0",
                "decision",
                "21/QĐ-MN",
                "d.thechat",
                "Bật xa tối thiểu 50 cm\r\nNhảy lò cò được ít nhất 5 bước liên tục",
                "d.ngonngu",
                "Kể lại được truyện ngắn theo trình tự");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    private static String base(TestBrowser browser, String path) {
        var found = BASE.matcher(browser.get(path).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    @Tag("art:tt17-mn")
    void a_child_is_observed_by_the_published_set_and_what_is_committed_stands() {
        var lan = school.teacher();
        assertThat(lan.get("/classes/" + leaf.id()).body()).contains(here);
        assertThat(lan.get(here).body()).contains("Chưa có bộ chỉ số");
        publish();
        var path = here + "/" + child;
        assertThat(lan.get(path).body()).contains("Bật xa tối thiểu 50 cm", "1.2", "3.1", "Quyết định 21/QĐ-MN");
        assertThat(lan.post(path, "stage", "BEGIN", "base", "0", "i.1.1", "D", "deed", "keep")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.get(here).body()).contains("1 chỉ số CHƯA ghi sổ").doesNotContain("Đã lưu");
        var unchecked = lan.post(path, "stage", "BEGIN", "base", "0", "i.1.1", "D", "i.1.2", "C", "deed", "commit");
        assertThat(unchecked.body()).contains("đánh dấu đã xem lại");
        assertThat(lan.post(
                                path,
                                "stage",
                                "BEGIN",
                                "base",
                                "0",
                                "i.1.1",
                                "D",
                                "i.1.2",
                                "C",
                                "remark",
                                "Cháu mạnh dạn hơn đầu năm",
                                "deed",
                                "commit",
                                "checked",
                                "yes")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.get(here).body())
                .contains("Đạt 1, cần cố gắng 1, chưa quan sát 0", "Đạt 0, cần cố gắng 0, chưa quan sát 1");
        // what stands is not changed, by nobody; what was not observed is added
        var base = base(lan, path);
        var changed = lan.post(path, "stage", "BEGIN", "base", base, "i.1.2", "D", "deed", "commit", "checked", "yes");
        assertThat(changed.body()).contains("đã ghi sổ, không tự sửa được");
        assertThat(lan.post(path, "stage", "BEGIN", "base", base, "remark", "Khác", "deed", "commit", "checked", "yes")
                        .body())
                .contains("không tự sửa được");
        assertThat(lan.post(path, "stage", "BEGIN", "base", "0", "i.3.1", "D", "deed", "commit", "checked", "yes")
                        .body())
                .contains("vừa được người khác ghi sổ");
        assertThat(lan.post(path, "stage", "BEGIN", "base", base, "i.3.1", "D", "deed", "commit", "checked", "yes")
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT seen || remark FROM observation"))
                .isEqualTo("1.1:D 1.2:C 3.1:DCháu mạnh dạn hơn đầu năm");
        assertThat(school.lines("observation")).hasSize(2);
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP,
                        tx -> tx.handle().execute("UPDATE observation SET seen = '1.1:C 1.2:C 3.1:D', seq = seq")))
                .hasMessageContaining("observation");
        // a new version leaves what is committed with its own
        var again = school.principal()
                .post("/indicator-sets", "grade", "0", "decision", "30/QĐ-MN", "d.thechat", "Ném trúng đích");
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(lan.get(path).body()).contains("Nhảy lò cò").doesNotContain("Ném trúng đích");
        assertThat(lan.get(path + "?stage=END").body())
                .contains("Ném trúng đích")
                .doesNotContain("Nhảy lò cò");
    }

    @Test
    void nobody_else_writes_and_no_mark_stands_anywhere() {
        publish();
        var path = here + "/" + child;
        var minh = school.in(MINH);
        assertThat(minh.get(here).body()).contains("không được xem phần này");
        assertThat(minh.post(path, "stage", "BEGIN", "base", "0", "i.1.1", "D", "deed", "keep")
                        .body())
                .contains("Chỉ giáo viên phụ trách lớp");
        assertThat(school.admin().get(here).statusCode()).isEqualTo(403);
        assertThat(minh.post("/indicator-sets", "grade", "0", "decision", "1", "d.thechat", "x")
                        .statusCode())
                .isEqualTo(403);
        var lan = school.teacher();
        lan.get(path);
        assertThat(lan.post(path, "stage", "BEGIN", "base", "0", "i.9.9", "D", "deed", "keep")
                        .body())
                .contains("chỉ số không thuộc bộ");
        assertThat(lan.post(path, "stage", "BEGIN", "base", "0", "i.1.1", "9,5", "deed", "keep")
                        .body())
                .contains("Chỉ chọn Đạt hoặc Cần cố gắng");
        assertThat(school.principal().post(path, "stage", "BEGIN", "i.1.1", "D").statusCode())
                .isEqualTo(403);
        assertThat(school.one("SELECT count(*) FROM observation_draft")).isEqualTo("0");
        for (var page : List.of(here, path)) {
            assertThat(school.principal().get(page).body())
                    .as(page)
                    .doesNotContainIgnoringCase("điểm trung bình")
                    .doesNotContainIgnoringCase("xếp hạng")
                    .doesNotContain("type=\"radio\"");
        }
    }

    @Test
    @Tag("browser")
    void as_it_looks() {
        publish();
        var path = here + "/" + child;
        var lan = school.teacher();
        lan.get(path);
        lan.post(path, "stage", "BEGIN", "base", "0", "i.1.1", "D", "deed", "commit", "checked", "yes");
        lan.post(path, "stage", "BEGIN", "base", base(lan, path), "i.1.2", "C", "deed", "keep");
        try (var chromium = new Chromium()) {
            for (var phone : List.of(false, true)) {
                var page = phone ? chromium.phone() : chromium.desk();
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("input[name=username]", school.username(LAN));
                page.fill("input[name=password]", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button");
                page.waitForURL(url -> !url.contains("/sign-in"));
                for (var each : List.of(here, path, "/indicator-sets")) {
                    page.navigate(school.web().address().resolve(each).toString());
                    Chromium.shoot(
                            page,
                            (each.equals(here)
                                            ? "observed-class"
                                            : each.equals(path) ? "observed-child" : "observed-sets")
                                    + (phone ? "-390" : "-1366"));
                    assertThat(axe.violations(page)).as(each).isEmpty();
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .as(each)
                            .isLessThanOrEqualTo(phone ? 390 : 1366);
                }
            }
        }
    }
}
