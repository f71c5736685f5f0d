package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Order;
import vn.sotruong.school.locks.Outcome;
import vn.sotruong.school.locks.Scope;
import vn.sotruong.school.locks.Seals;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.remarks.Remark;
import vn.sotruong.school.remarks.Remarks;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Windows;

/** Nhận xét môn, qua cửa của cả ngôi nhà: a class's remarks, whose they are, and until when they change. */
class RemarkStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String NAM = "Nguyễn Hoài Nam";
    private static final String MINH = "Lê Văn Minh";
    private static final String HOA = "Nguyễn Thị Hoa";
    private static final String BINH = "Đỗ Văn Bình";

    @TempDir
    private Path folder;

    private Governed school;
    private Sheet toan;
    private final List<Pupil> pupils = new ArrayList<>();

    @BeforeEach
    void open() {
        school = new Governed(folder);
        school.person(NAM);
        school.person(MINH);
        window();
        toan = school.house.db.write(Governed.SETUP, tx -> {
            var room = Roll.open(tx, "2026-2027", 8, "8A");
            for (var i = 0; i < 45; i++) {
                pupils.add(People.admit(
                        tx,
                        new VietnameseName("Lê Thị", "Xuân " + (char) ('A' + i % 25)),
                        LocalDate.parse("2013-03-01").plusDays(i),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
            }
            Roll.enrol(tx, room, pupils, Governed.FROM);
            Roll.assign(tx, room.id(), "toan", school.staff(LAN), Governed.FROM);
            Roll.assign(tx, room.id(), "toan", school.staff(NAM), Governed.FROM);
            Roll.assign(tx, room.id(), "nguvan", school.staff(MINH), Governed.FROM);
            return Gradebook.open(tx, room.id(), "toan", 1, 2);
        });
    }

    private void window() {
        school.house.db.write(
                Governed.SETUP,
                tx -> Windows.establish(
                        tx,
                        "2026-2027",
                        1,
                        "Nhập điểm học kỳ I",
                        tx.now(),
                        tx.now().plus(Duration.ofHours(2)),
                        school.staff("Nguyễn Thị Hoa")));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String here() {
        return "/sheets/" + toan.id() + "/remarks";
    }

    private String id(int pupil) {
        return pupils.get(pupil).id();
    }

    private String held(int pupil) {
        return school.house.db.read(handle ->
                Remarks.find(handle, toan.id(), id(pupil)).map(Remark::body).orElse(""));
    }

    private static String base(String page, String pupil) {
        var found =
                Pattern.compile("name=\"seq\\." + pupil + "\" value=\"(\\d+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return String.valueOf(found.group(1));
    }

    private HttpResponse<String> write(TestBrowser browser, int pupil, String base, String was, String text) {
        return browser.post(here(), "seq." + id(pupil), base, "was." + id(pupil), was, "text." + id(pupil), text);
    }

    @Test
    void remarks_are_written_by_whoever_teaches_while_the_time_runs_and_each_version_is_kept() {
        var lan = school.teacher();
        var page = lan.get(here()).body();
        assertThat(page).contains("0/45 em đã có nhận xét");
        assertThat(write(lan, 0, "0", "", "  Em tính nhanh,\r\n trình bày  rõ. ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(held(0)).isEqualTo("Em tính nhanh, trình bày rõ.");
        assertThat(lan.get("/sheets/" + toan.id()).body()).contains("href=\"" + here() + "\"");

        var seen = base(lan.get(here()).body(), id(0));
        var nam = school.in(NAM);
        assertThat(write(nam, 0, seen, held(0), "Em tiến bộ nhiều.").statusCode())
                .isEqualTo(303);
        var asked = write(lan, 0, seen, "Em tính nhanh, trình bày rõ.", "Em tính rất nhanh.");
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("Vừa có người sửa ô này thành “Em tiến bộ nhiều.”", "Em tính rất nhanh.");
        assertThat(held(0)).isEqualTo("Em tiến bộ nhiều.");
        assertThat(write(lan, 0, base(asked.body(), id(0)), held(0), "Em tính rất nhanh.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(write(lan, 1, "0", "", "x".repeat(501)).statusCode()).isEqualTo(422);
        assertThat(write(lan, 1, "x", "", "y").statusCode()).isEqualTo(400);
        assertThat(lan.post(here(), "seq.khac", "0", "was.khac", "", "text.khac", "ai đó")
                        .statusCode())
                .isEqualTo(400);
        for (var other : List.of(school.in(MINH), school.vice(), school.admin(), school.clerk())) {
            assertThat(write(other, 1, "0", "", "Không phải lớp mình").statusCode())
                    .isEqualTo(403);
        }
        assertThat(school.in(MINH).get(here()).statusCode()).isEqualTo(403);
        assertThat(school.principal().get(here()).body())
                .contains("Em tính rất nhanh.")
                .doesNotContain("<textarea");
        assertThat(held(1)).isEmpty();
        assertThat(school.lines("subject_remark")).hasSize(3);
        assertThat(school.principal().get("/trace?about=REMARK").body())
                .contains("<b>2</b> thay đổi", "Em tiến bộ nhiều. → Em tính rất nhanh.", NAM);

        school.later(Duration.ofHours(3));
        var late = write(school.teacher(), 1, "0", "", "Muộn rồi");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("đề nghị hiệu trưởng gia hạn");
        window();
        assertThat(write(school.teacher(), 1, "0", "", "Nhập ở đợt sau").statusCode())
                .isEqualTo(303);
        var settled = write(school.teacher(), 0, "0", "", "Đổi sau khi đã hết đợt");
        assertThat(settled.statusCode()).isEqualTo(409);
        assertThat(settled.body()).contains("đã ghi trong đợt nhập đã kết thúc");
        assertThat(held(0)).isEqualTo("Em tính rất nhanh.");
        assertThat(Audit.verify(school.house.db, SchoolSchema.SCHEMA, List.of()).findings())
                .isEmpty();
        assertThatThrownBy(() ->
                        school.house.db.write(Governed.SETUP, tx -> tx.handle().execute("DELETE FROM subject_remark")))
                .isInstanceOf(RuntimeException.class);
    }

    private List<String> lock(Lock.Kind kind) {
        var wide = new Order.Wide(
                kind,
                new Scope(null, null, null, toan.homeroom(), "toan", 1, null),
                null,
                null,
                "5/QĐ-THCS",
                "Đối chiếu sổ");
        var decided =
                (Outcome.Done) school.house.locks.decide(school.actor(HOA, Capacity.USE), school.staff(HOA), wide);
        assertThat(school.house.locks.execute(
                        school.actor(BINH, Capacity.ADMINISTRATION), school.staff(BINH), decided.locks()))
                .isInstanceOf(Outcome.Done.class);
        return decided.locks();
    }

    private void reopen(List<String> locks) {
        school.clock.forward(Duration.ofMinutes(1));
        var order = new Order.Reopening(
                "6/QĐ-THCS", "Nhập tiếp", school.clock.instant().plus(Duration.ofDays(5)));
        school.house.locks.decideReopening(school.actor(HOA, Capacity.USE), school.staff(HOA), locks, order);
        assertThat(school.house.locks.executeReopening(
                        school.actor(BINH, Capacity.ADMINISTRATION),
                        school.staff(BINH),
                        locks,
                        Seals.read(school.house.db, school.house.locks, locks)))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void what_a_lock_once_held_is_never_rewritten_by_the_teacher_alone() {
        List.of(BINH, "Lý Thị Chi", "Mai Văn Dũng").forEach(name -> school.person(name, Post.Kind.BOARD));
        var lan = school.teacher();
        lan.get(here());
        write(lan, 0, "0", "", "Chăm học");
        school.clock.forward(Duration.ofSeconds(1));
        var entry = lock(Lock.Kind.ENTRY);
        assertThat(write(lan, 1, "0", "", "Đang khoá").body()).contains("đã khoá, nên nhận xét cũng không ghi được");
        reopen(entry);
        school.clock.forward(Duration.ofSeconds(1));
        var settled = write(lan, 0, base(lan, 0), "Chăm học", "Lười học");
        assertThat(settled.statusCode()).isEqualTo(409);
        assertThat(settled.body()).contains("đã bị khoá, nên không tự đổi được");
        assertThat(held(0)).isEqualTo("Chăm học");
        assertThat(lan.get(here()).body()).contains("pupil=" + id(0) + "&amp;detail=");
        // what was written since then no lock has held
        write(lan, 1, "0", "", "Ghi sau khi mở");
        assertThat(write(lan, 1, base(lan, 1), held(1), "Sửa ngay được").statusCode())
                .isEqualTo(303);

        school.clock.forward(Duration.ofSeconds(1));
        lock(Lock.Kind.VALUES);
        assertThat(write(lan, 1, base(lan, 1), held(1), "Lười học").statusCode())
                .isEqualTo(409);
        assertThat(held(1)).isEqualTo("Sửa ngay được");
        assertThat(write(lan, 2, "0", "", "Ô trống vẫn ghi được").statusCode()).isEqualTo(303);
    }

    private String base(TestBrowser browser, int pupil) {
        browser.get(here());
        return String.valueOf(school.one("SELECT seq FROM subject_remark WHERE pupil = '" + id(pupil) + "'"));
    }

    @Test
    void a_class_of_forty_five_is_written_with_the_bank_and_counted() {
        var lan = school.teacher();
        lan.get("/phrases");
        assertThat(lan.post("/phrases", "topic", "toan", "grade", "8", "body", "Nắm chắc kiến thức.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.post("/phrases", "topic", "nguvan", "grade", "", "body", "Viết hay.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(lan.get(here()).body()).contains("Nắm chắc kiến thức.").doesNotContain("Viết hay.");
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", "lantt.thcshm");
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                page.navigate(school.web().address().resolve(here()).toString());
                var fields = page.locator("textarea");
                assertThat(fields.count()).isEqualTo(45);
                if (page.viewportSize().width > 900) {
                    fields.first().focus();
                    for (var i = 0; i < 45; i++) {
                        page.keyboard().type("Em số " + i);
                        page.keyboard().press("Enter");
                    }
                    page.click(".bank button");
                    assertThat(fields.last().inputValue()).isEqualTo("Em số 44 Nắm chắc kiến thức.");
                    page.waitForSelector("text=45 ô CHƯA ghi");
                    assertThat(page.locator(".count").first().textContent()).isEqualTo("7/500");
                    page.click("form#remarks button.go");
                    page.waitForSelector("text=Đã ghi 45 nhận xét");
                }
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo(true);
                assertThat(axe.violations(page)).isEmpty();
                Chromium.shoot(page, "remarks-" + page.viewportSize().width);
            }
        }
        assertThat(school.one("SELECT count(*) FROM subject_remark")).isEqualTo("45");
    }
}
