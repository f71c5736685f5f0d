package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Phẩm chất và năng lực ở tiểu học, qua cửa của cả ngôi nhà. */
class PrimaryStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String MINH = "Lê Văn Minh";
    private static final Pattern SEEN = Pattern.compile("name=\"seen\\.([0-9a-z]{13})\" value=\"([^\"]*)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEQ = Pattern.compile("name=\"seen\" value=\"([0-9]+)\"");
    private static final int FULL_CLASS = 45;

    @TempDir
    private Path folder;

    private final Axe axe = new Axe();
    private Governed school;
    private Homeroom four;
    private final List<Pupil> pupils = new ArrayList<>();
    private String here;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        school.person(MINH);
        four = school.house.db.write(Governed.SETUP, tx -> {
            var homeroom = Roll.open(tx, "2026-2027", 4, "4A");
            Roll.lead(tx, homeroom.id(), school.staff(LAN), Governed.FROM);
            var other = Roll.open(tx, "2026-2027", 4, "4B");
            Roll.lead(tx, other.id(), school.staff(MINH), Governed.FROM);
            for (var i = 0; i < FULL_CLASS; i++) {
                var name = VietnameseName.split("Nguyễn Ngọc Bảo " + (char) ('A' + i / 9) + "nh");
                pupils.add(People.admit(
                        tx, name, LocalDate.parse("2017-01-01").plusDays(i), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, homeroom, pupils, Governed.FROM);
            var from = tx.now().minus(Duration.ofDays(1));
            Windows.establish(
                    tx, "2026-2027", 1, "Đánh giá học kỳ I", from, from.plus(Duration.ofDays(30)), "hieutruong");
            return homeroom;
        });
        here = "/classes/" + four.id() + "/traits";
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static String seen(HttpResponse<String> page, String pupil) {
        return SEEN.matcher(page.body())
                .results()
                .filter(found -> found.group(1).equals(pupil))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    private String id(int number) {
        return pupils.get(number).id();
    }

    private HttpResponse<String> type(TestBrowser browser, String at, int pupil, String... traits) {
        var page = browser.get(here + "?at=" + at);
        var fields = new ArrayList<>(List.of("at", at, "seen." + id(pupil), seen(page, id(pupil))));
        for (var i = 0; i < traits.length; i += 2) {
            fields.addAll(List.of("t." + id(pupil) + "." + traits[i], traits[i + 1]));
        }
        return browser.post(here, fields.toArray(String[]::new));
    }

    private HttpResponse<String> commit(TestBrowser browser, String at) {
        var page = browser.get(here + "/commit?at=" + at);
        var seal = SEAL.matcher(page.body());
        assertThat(seal.find()).as(page.body()).isTrue();
        return browser.post(here + "/commit", "at", at, "seal", seal.group(1));
    }

    @Test
    @Tag("art:tt27-6")
    @Tag("art:004-7.1")
    void a_homeroom_teacher_types_commits_and_corrects_with_a_reason() throws IOException {
        var lan = school.teacher();
        var page = lan.get(here);
        assertThat(page.body())
                .contains("Yêu nước", "Giải quyết vấn đề và sáng tạo", "Tin học", "Đang trong đợt nhập", "/675 mức");
        assertThat(zipped(page.body())).isLessThan(15 * 1024);
        assertThat(lan.get("/classes/" + four.id()).body()).contains(here);
        assertThat(lan.get("/classes/" + four.id() + "/conduct").body()).contains(here);

        var wrong = type(lan, "MID_FIRST", 0, "pc-nhanai", "K", "pc-chamchi", "đ");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("“K” không phải là mức", "value=\"K\"", "value=\"đ\"");

        assertThat(type(lan, "MID_FIRST", 0, "pc-nhanai", "t", "pc-chamchi", "đ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.get(here).body()).contains("Bản nháp: 2 ô CHƯA ghi sổ").doesNotContain("Đã lưu");
        var plan = lan.get(here + "/commit?at=MID_FIRST");
        assertThat(plan.body()).contains("Sẽ ghi sổ 2 mức của 1 em", "T: 1", "Đ: 1", "còn 45 em thiếu mức");
        assertThat(commit(lan, "MID_FIRST").statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT levels FROM trait_level")).isEqualTo("pc-chamchi:D pc-nhanai:T");
        assertThat(school.lines("trait_level")).hasSize(1);

        // what is committed is no cell to type in; a stale or crafted form asks
        var asked =
                lan.post(here, "at", "MID_FIRST", "seen." + id(0), ",,,,,,,,,,,,,,", "t." + id(0) + ".pc-nhanai", "C");
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("đã ghi sổ là T");

        var correcting = lan.get(here + "/correct?at=MID_FIRST&pupil=" + id(0));
        var seq = SEQ.matcher(correcting.body());
        assertThat(seq.find()).isTrue();
        var bare = lan.post(
                here + "/correct", "at", "MID_FIRST", "pupil", id(0), "seen", seq.group(1), "t.pc-nhanai", "C");
        assertThat(bare.body()).contains("Cần nêu lý do");
        var done = lan.post(
                here + "/correct",
                "at",
                "MID_FIRST",
                "pupil",
                id(0),
                "seen",
                seq.group(1),
                "t.pc-nhanai",
                "C",
                "why",
                "Ghi nhầm dòng");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(school.lines("trait_level")).hasSize(2).last().asString().contains("Ghi nhầm dòng", "pc-nhanai:C");
        assertThat(lan.get(here + "/correct?at=MID_FIRST&pupil=" + id(0)).body())
                .contains("Ghi nhầm dòng", "Nhân ái: T", "Nhân ái: C");
        assertThat(school.principal().get(here).body()).doesNotContain("<input name=\"t.");

        // a level that was taken away is committed still: nobody types over it, and it comes back the way it went
        assertThat(correct(lan, "pc-nhanai", "").statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT levels FROM trait_level")).isEqualTo("pc-chamchi:D pc-nhanai:-");
        assertThat(lan.get(here).body()).doesNotContain("name=\"t." + id(0) + ".pc-nhanai\"");
        assertThat(type(lan, "MID_FIRST", 0, "pc-nhanai", "T").statusCode()).isEqualTo(409);
        assertThat(school.one("SELECT count(*) FROM trait_draft")).isEqualTo("0");
        assertThat(correct(lan, "pc-nhanai", "T").statusCode()).isEqualTo(303);
        // once the teacher has left, nobody corrects alone, and never where the school does not let them
        school.later(Duration.ofMinutes(1));
        var again = school.in(LAN);
        assertThat(correct(again, "pc-nhanai", "C").body()).contains("Chỉ người đã ghi sổ mức này tự sửa được");
        school.house.traits.heed(_ -> false);
        assertThat(correct(lan, "pc-nhanai", "C").body()).contains("Trường không cho tự sửa");
        assertThat(school.principal().get("/trace?about=TRAIT").body())
                .contains("<b>3</b> thay đổi", "Nhân ái, Giữa học kỳ I", "T → C", "C → trống", "Ghi nhầm dòng")
                .doesNotContain("Chăm chỉ, Giữa");
        assertThat(school.one("SELECT levels FROM trait_level")).isEqualTo("pc-chamchi:D pc-nhanai:T");
    }

    private HttpResponse<String> correct(TestBrowser browser, String trait, String level) {
        var seq = SEQ.matcher(
                browser.get(here + "/correct?at=MID_FIRST&pupil=" + id(0)).body());
        assertThat(seq.find()).isTrue();
        return browser.post(
                here + "/correct",
                "at",
                "MID_FIRST",
                "pupil",
                id(0),
                "seen",
                seq.group(1),
                "t." + trait,
                level,
                "why",
                "Ghi nhầm");
    }

    @Test
    void nobody_else_writes_and_no_window_no_level() {
        var lan = school.teacher();
        var minh = school.in(MINH);
        assertThat(minh.get(here).body()).contains("không được xem phần này");
        var crafted =
                minh.post(here, "at", "MID_FIRST", "seen." + id(0), ",,,,,,,,,,,,,,", "t." + id(0) + ".pc-nhanai", "T");
        assertThat(crafted.body()).contains("Chỉ giáo viên chủ nhiệm");
        assertThat(school.admin().get(here).statusCode()).isEqualTo(403);
        school.principal().get(here);
        assertThat(school.principal()
                        .post(here, "at", "MID_FIRST", "t." + id(0) + ".pc-nhanai", "T")
                        .statusCode())
                .isEqualTo(403);
        assertThat(lan.get(here + "?at=END_YEAR").body())
                .contains("Chưa có đợt nhập")
                .doesNotContain("name=\"t.");
        assertThat(lan.post(
                                here,
                                "at",
                                "END_YEAR",
                                "seen." + id(0),
                                ",,,,,,,,,,,,,,,,",
                                "t." + id(0) + ".pc-nhanai",
                                "T")
                        .body())
                .contains("Chưa đến đợt nhập");
        var other = school.house.db.write(
                Governed.SETUP,
                tx -> People.admit(
                                tx,
                                VietnameseName.split("Võ Lạ"),
                                LocalDate.parse("2017-03-01"),
                                Sex.MALE,
                                null,
                                null,
                                null)
                        .id());
        assertThat(lan.post(
                                here,
                                "at",
                                "MID_FIRST",
                                "seen." + other,
                                ",,,,,,,,,,,,,,",
                                "t." + other + ".pc-nhanai",
                                "T")
                        .body())
                .contains("không thuộc lớp này");
        assertThat(school.one("SELECT count(*) FROM trait_draft")).isEqualTo("0");

        assertThat(type(lan, "MID_FIRST", 1, "nl-tuchu", "T").statusCode()).isEqualTo(303);
        assertThat(commit(lan, "MID_FIRST").statusCode()).isEqualTo(303);
        assertThat(type(lan, "MID_FIRST", 2, "nl-tuchu", "T").statusCode()).isEqualTo(303);
        school.later(Duration.ofDays(40));
        lan = school.teacher();
        assertThat(lan.get(here + "?at=MID_FIRST").body()).contains("Đợt nhập đã hết");
        var page = lan.get(here + "/commit?at=MID_FIRST");
        var seal = SEAL.matcher(page.body());
        assertThat(seal.find()).isTrue();
        assertThat(lan.post(here + "/commit", "at", "MID_FIRST", "seal", seal.group(1))
                        .body())
                .contains("Đợt nhập đã hết, nên chưa ghi");
        var corrected = lan.post(
                here + "/correct", "at", "MID_FIRST", "pupil", id(1), "seen", "1", "t.nl-tuchu", "C", "why", "x");
        assertThat(corrected.body()).contains("bấm Đề nghị sửa");
        // a window that is published again opens what was never committed, and nothing else
        school.house.db.write(
                Governed.SETUP,
                tx -> Windows.establish(
                        tx, "2026-2027", 1, "Nhập bù", tx.now(), tx.now().plus(Duration.ofDays(9)), "hieutruong"));
        assertThat(commit(lan, "MID_FIRST").statusCode()).isEqualTo(303);
        var seq = SEQ.matcher(
                lan.get(here + "/correct?at=MID_FIRST&pupil=" + id(1)).body());
        assertThat(seq.find()).isTrue();
        assertThat(lan.post(
                                here + "/correct",
                                "at",
                                "MID_FIRST",
                                "pupil",
                                id(1),
                                "seen",
                                seq.group(1),
                                "t.nl-tuchu",
                                "C",
                                "why",
                                "x")
                        .body())
                .contains("bấm Đề nghị sửa");
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE trait_level SET first_at = '2030'")))
                .hasMessageContaining("trait_level");
    }

    @Test
    @Tag("browser")
    void by_keyboard_and_as_it_looks() {
        var lan = school.teacher();
        school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            return null;
        });
        type(lan, "MID_FIRST", 0, "pc-nhanai", "T", "pc-chamchi", "C", "nl-tuchu", "Đ");
        commit(lan, "MID_FIRST");
        try (var chromium = new Chromium()) {
            var desk = chromium.desk();
            signIn(desk);
            desk.navigate(address(here));
            desk.locator("td.m input").first().focus();
            for (var key : List.of("t", "ArrowRight", "Shift+D", "Enter", "c")) {
                desk.keyboard().press(key);
            }
            desk.waitForSelector("#saved.warn:has-text('CHƯA ghi sổ')");
            assertThat(school.one("SELECT count(*) FROM trait_draft")).isEqualTo(String.valueOf(FULL_CLASS));
            whole(desk, "traits-1366");
            desk.navigate(address(here + "/commit?at=MID_FIRST"));
            whole(desk, "traits-commit-1366");
            desk.navigate(address(here + "/correct?at=MID_FIRST&pupil=" + id(0)));
            whole(desk, "traits-correct-1366");
            desk.navigate(address("/classes/" + four.id() + "/results?term=year"));
            whole(desk, "primary-results-1366");
            var phone = chromium.phone();
            signIn(phone);
            for (var path : List.of(
                    "/traits",
                    "/traits/commit?at=MID_FIRST",
                    "/traits/correct?at=MID_FIRST&pupil=" + id(0),
                    "/results?term=year")) {
                phone.navigate(address("/classes/" + four.id() + path));
                whole(phone, "primary-390" + path.replaceAll("[^a-z]", "").replaceAll("atpupil.*", ""));
                assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(390);
            }
        }
    }

    @Test
    @Tag("browser")
    void levels_and_tests_of_a_subject_are_typed_in_the_sheet_and_half_marks_refused() {
        var sheet = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            Roll.assign(tx, four.id(), "toan", school.staff(LAN), Governed.FROM);
            return Gradebook.openPrimary(tx, four, "toan", 1);
        });
        assertThat(sheet.columns()).extracting(Column::code).containsExactly("mgk", "gk", "mck", "ck");
        try (var chromium = new Chromium()) {
            var desk = chromium.desk();
            signIn(desk);
            desk.navigate(address("/sheets/" + sheet.id()));
            desk.waitForCondition(
                    () -> Boolean.TRUE.equals(desk.evaluate("performance.getEntriesByName('sheet-ready').length > 0")));
            desk.locator("td.c-mgk input").first().focus();
            for (var key : List.of("t", "Enter", "h", "Enter", "c", "Enter")) {
                desk.keyboard().press(key);
            }
            desk.locator("td.c-gk input").first().focus();
            for (var key : List.of("1", "0", "Enter", "8", "5", "Enter", "9", "Enter")) {
                desk.keyboard().press(key);
            }
            desk.waitForCondition(() -> "5".equals(school.one("SELECT count(*) FROM draft")));
            assertThat(desk.locator("td.c-gk.err").count()).isEqualTo(1);
            assertThat(desk.content())
                    .contains("điểm nguyên", "Kiểm tra giữa kỳ")
                    .doesNotContain("ĐĐGgk");
            Chromium.shoot(desk, "primary-sheet-1366");
            assertThat(school.one("SELECT group_concat(coalesce(word, tenths), ' ') FROM"
                            + " (SELECT * FROM draft ORDER BY word, tenths)"))
                    .isEqualTo("90 100 C H T");
            var phone = chromium.phone();
            signIn(phone);
            phone.navigate(address("/sheets/" + sheet.id()));
            Chromium.shoot(phone, "primary-sheet-390");
        }
    }

    private void whole(Page page, String name) {
        Chromium.shoot(page, name);
        assertThat(axe.violations(page)).as(name).isEmpty();
    }

    private String address(String path) {
        return school.web().address().resolve(path).toString();
    }

    private void signIn(Page page) {
        page.navigate(address("/sign-in"));
        page.fill("input[name=username]", school.username(LAN));
        page.fill("input[name=password]", Governed.PASSWORD);
        page.click("form[action='/sign-in'] button");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static int zipped(String page) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(page.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
