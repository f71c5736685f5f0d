package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/** Đợt nhập: published, proposed, extended and withdrawn by people at their pages. It is 08:00 on 21/11/2026. */
class WindowStoryTest {
    private static final Pattern BASE = Pattern.compile("name=\"base\" value=\"(\\d+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private String room;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        room = school.house.db.write(Governed.SETUP, tx -> {
            var homeroom = Roll.open(tx, "2026-2027", 7, "7A");
            Roll.assign(tx, homeroom.id(), "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            return homeroom.id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** As the browser's own field of a moment writes it. */
    private String iso(Duration later) {
        return LocalDateTime.ofInstant(school.clock.instant().plus(later), Formats.ZONE)
                .toString()
                .substring(0, 16);
    }

    private String in(Duration later) {
        return Typed.field(school.clock.instant().plus(later));
    }

    private HttpResponse<String> post(TestBrowser browser, String deed, String name, Duration opens, Duration closes) {
        browser.get("/windows");
        return browser.post(
                "/windows/" + deed,
                "name",
                name,
                "semester",
                "1",
                "scope",
                "g7",
                "subject",
                "toan",
                "col",
                "gk",
                "opens",
                in(opens),
                "closes",
                in(closes),
                "document",
                "45/TB-THCS");
    }

    private List<Window> windows() {
        return school.house.db.read(handle -> Windows.list(handle, "2026-2027"));
    }

    private boolean takes(String subject, String col) {
        Instant now = school.clock.instant();
        return school.house.db.read(handle ->
                Windows.schedule(handle, room, subject, 1).open(col, now).isPresent());
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(words).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    @Test
    @Tag("art:002-15.3")
    @Tag("art:000-10.3")
    @Tag("art:003-10.1")
    void the_principal_publishes_and_the_teachers_concerned_read_it_at_once() {
        assertThat(takes("toan", "gk")).as("before anything is published").isFalse();
        assertThat(post(school.principal(), "publish", "Giữa kỳ I", Duration.ZERO, Duration.ofHours(8))
                        .statusCode())
                .isEqualTo(303);
        assertThat(takes("toan", "gk")).isTrue();
        assertThat(takes("toan", "ck")).as("another column").isFalse();
        assertThat(takes("nguvan", "gk")).as("another subject").isFalse();
        assertThat(school.teacher().get("/").body()).contains("Giữa kỳ I sắp hết giờ: nhập được đến 16:00 21/11/2026");
        assertThat(school.teacher().get("/sheets").body()).contains("Giữa kỳ I: 08:00 21/11/2026 – 16:00 21/11/2026");
        assertThat(school.teacher().get("/windows").body())
                .contains("Khối 7, Toán", "ĐĐGgk", "Nguyễn Thị Hoa công bố", "45/TB-THCS")
                .doesNotContain("/windows/publish");
        school.later(Duration.ofHours(8));
        assertThat(takes("toan", "gk")).isFalse();
        assertThat(school.lines("entry_window")).hasSize(1);
    }

    @Test
    void a_vice_principal_proposes_and_only_another_who_may_publishes() {
        var day = Duration.ofDays(1);
        refused(post(school.vice(), "publish", "Lén", Duration.ZERO, day), "Chỉ hiệu trưởng");
        assertThat(post(school.teacher(), "publish", "Lén", Duration.ZERO, day).statusCode())
                .isEqualTo(403);
        assertThat(post(school.teacher(), "propose", "Lén", Duration.ZERO, day).statusCode())
                .isEqualTo(403);
        assertThat(post(school.vice(), "propose", "Giữa kỳ I", Duration.ZERO, day)
                        .statusCode())
                .isEqualTo(303);
        var window = windows().getFirst();
        assertThat(takes("toan", "gk")).as("only proposed").isFalse();
        assertThat(school.teacher().get("/windows").body()).doesNotContain("Giữa kỳ I");
        refused(school.vice().post("/windows/" + window.id() + "/approve"), "Chỉ hiệu trưởng");
        assertThat(school.principal().get("/").body()).contains("Có 1 đợt nhập điểm chờ thầy cô công bố");
        school.principal().get("/windows");
        assertThat(school.principal()
                        .post("/windows/" + window.id() + "/approve")
                        .statusCode())
                .isEqualTo(303);
        assertThat(takes("toan", "gk")).isTrue();
        refused(school.principal().post("/windows/" + window.id() + "/approve"), "đã được quyết định");
        refused(school.vice().post("/windows/" + window.id() + "/take-back", "reason", "thôi"), "đã được quyết định");
    }

    @Test
    void a_published_window_is_extended_before_its_end_and_never_after_and_withdrawn_before_it_opens() {
        var hour = Duration.ofHours(1);
        post(school.principal(), "publish", "Giữa kỳ I", Duration.ZERO, hour.multipliedBy(2));
        post(school.principal(), "publish", "Sau này", hour, hour.multipliedBy(9));
        var open = windows().getFirst().id();
        var coming = windows().getLast().id();
        refused(withdraw(open), "đã mở nên không rút được");
        assertThat(withdraw(coming).statusCode()).isEqualTo(303);
        refused(withdraw(coming), "chưa công bố hoặc đã rút");

        var page = school.principal().get("/windows").body();
        var base = BASE.matcher(page);
        assertThat(base.find()).isTrue();
        refused(extend(open, base.group(1), hour), "phải sau giờ kết thúc");
        refused(extend(open, base.group(1), Duration.ofDays(90)), "quá 60 ngày");
        assertThat(extend(open, base.group(1), hour.multipliedBy(3)).statusCode())
                .isEqualTo(303);
        refused(extend(open, base.group(1), hour.multipliedBy(5)), "vừa thay đổi");
        assertThat(school.teacher().get("/windows").body()).contains("gia hạn lúc 08:00 21/11/2026, đến 11:00");
        assertThat(school.principal().get("/trace?about=WINDOW").body())
                .contains("Giữa kỳ I, giờ kết thúc", "10:00 21/11/2026 → 11:00 21/11/2026", "Họp hội đồng")
                .contains("đã công bố → đã rút", "Đổi kế hoạch");
        school.later(hour.multipliedBy(2));
        assertThat(takes("toan", "gk")).as("extended").isTrue();
        school.later(hour);
        assertThat(takes("toan", "gk")).isFalse();
        refused(extend(open, String.valueOf(windows().getFirst().seq()), hour), "đã hết giờ");
    }

    private HttpResponse<String> withdraw(String id) {
        school.principal().get("/windows");
        return school.principal().post("/windows/" + id + "/withdraw", "reason", "Đổi kế hoạch");
    }

    private HttpResponse<String> extend(String id, String base, Duration until) {
        school.principal().get("/windows");
        return school.principal()
                .post("/windows/" + id + "/extend", "base", base, "until", in(until), "reason", "Họp hội đồng");
    }

    @Test
    void what_makes_no_sense_is_refused_and_what_was_typed_stays() {
        var day = Duration.ofDays(1);
        refused(post(school.principal(), "publish", "Ngược", day, Duration.ofHours(2)), "kết thúc phải sau khi mở");
        refused(post(school.principal(), "publish", "Qua rồi", day.negated(), Duration.ZERO), "Giờ kết thúc đã qua");
        var answer = post(school.principal(), "publish", " ", Duration.ZERO, day);
        refused(answer, "Chưa ghi tên đợt");
        assertThat(answer.body())
                .contains("value=\"45/TB-THCS\"", "value=\"" + in(Duration.ZERO) + "\"")
                .doesNotContain("type=\"date");
        var odd = school.principal()
                .post("/windows/publish", "name", "x", "semester", "1", "opens", "2026-11-21T08:00", "closes", "mai");
        refused(odd, "ví dụ 05/09/2026 07:30");
        assertThat(odd.body()).contains("value=\"2026-11-21T08:00\"", "value=\"mai\"");
        refused(post(school.principal(), "publish", "Dài", Duration.ZERO, Duration.ofDays(401)), "quá 400 ngày");
        refused(
                school.principal()
                        .post(
                                "/windows/publish",
                                "name",
                                "x",
                                "semester",
                                "1",
                                "scope",
                                "khong-co",
                                "subject",
                                "",
                                "opens",
                                in(Duration.ZERO),
                                "closes",
                                in(day)),
                "này không có");
        assertThat(windows()).isEmpty();
    }

    @Test
    void whoever_opens_the_store_itself_moves_no_end_back_and_reopens_nothing() {
        post(school.principal(), "publish", "Giữa kỳ I", Duration.ZERO, Duration.ofHours(2));
        var id = windows().getFirst().id();
        for (var attack : List.of(
                "UPDATE entry_window SET closes = '2027-01-01T00:00:00.000Z'",
                "UPDATE entry_window SET cols = '', seq = seq + 1",
                "DELETE FROM entry_window")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(attack)))
                    .as(attack)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(windows())
                .singleElement()
                .satisfies(each -> assertThat(each.id()).isEqualTo(id));
        assertThat(takes("toan", "ck")).isFalse();
    }

    @Test
    @Tag("scenario-18")
    @Tag("art:002-15.3")
    void a_failure_inside_a_window_offers_the_principal_the_two_and_a_half_hours_that_it_took() {
        post(school.principal(), "publish", "Giữa kỳ I", Duration.ZERO, Duration.ofHours(8));
        school.later(Duration.ofHours(1));
        var declared = incident("Mất điện", Duration.ZERO);
        assertThat(declared.statusCode()).isEqualTo(303);
        assertThat(school.teacher().get("/").body()).contains("Mất điện");
        school.later(Duration.ofMinutes(150));
        assertThat(school.principal().get("/windows").body()).contains("Sự cố chưa xong");
        resume();
        assertThat(school.teacher().get("/").body()).contains("11:30 21/11/2026");
        assertThat(school.principal().get("/").body()).contains("mất 150 phút");
        assertThat(school.principal().get("/windows").body()).contains("Bù 150 phút, đến 18:30 21/11/2026");
        assertThat(school.teacher().get("/windows").body()).doesNotContain("Bù 150 phút");
        var id = windows().getFirst().id();
        var incident = String.valueOf(school.one("SELECT id FROM incident"));
        refused(school.vice().post("/windows/" + id + "/give-back", "incident", incident), "Chỉ hiệu trưởng");
        assertThat(give(id, incident).statusCode()).isEqualTo(303);
        assertThat(windows())
                .singleElement()
                .satisfies(each -> assertThat(each.closes()).isEqualTo(Instant.parse("2026-11-21T11:30:00Z")));
        refused(give(id, incident), "đã được quyết định");
        assertThat(school.teacher().get("/windows").body()).contains("gia hạn lúc 11:30", "Mất điện");
    }

    @Test
    @Tag("scenario-18")
    void a_failure_over_the_end_is_given_back_as_a_new_window_or_refused_with_a_reason() {
        post(school.principal(), "publish", "Giữa kỳ I", Duration.ZERO, Duration.ofHours(2));
        school.later(Duration.ofHours(1));
        incident("Máy chủ hỏng", Duration.ZERO);
        school.later(Duration.ofHours(3));
        resume();
        var id = windows().getFirst().id();
        var incident = String.valueOf(school.one("SELECT id FROM incident"));
        assertThat(takes("toan", "gk")).isFalse();
        assertThat(school.principal().get("/windows").body()).contains("Bù 60 phút, đến 13:00 21/11/2026");
        assertThat(give(id, incident).statusCode()).isEqualTo(303);
        assertThat(takes("toan", "gk")).isTrue();
        assertThat(windows()).hasSize(2);
        assertThat(windows().getFirst().closes()).isEqualTo(Instant.parse("2026-11-21T03:00:00Z"));
        school.later(Duration.ofHours(1));
        assertThat(takes("toan", "gk")).isFalse();
        school.later(Duration.ofMinutes(1));
        assertThat(school.principal().get("/windows").body()).doesNotContain("give-back");
    }

    @Test
    @Tag("scenario-18")
    void one_failure_in_three_windows_is_one_decision() {
        for (var name : List.of("Một", "Hai", "Ba")) {
            post(school.principal(), "publish", name, Duration.ZERO, Duration.ofHours(8));
        }
        school.later(Duration.ofHours(1));
        incident("Mất điện", Duration.ZERO);
        school.later(Duration.ofHours(1));
        resume();
        var today = school.principal().get("/").body();
        assertThat(today).containsOnlyOnce("mất giờ từ").contains("3 đợt nhập");
        assertThat(school.principal().get("/windows").body()).contains("Bù giờ cho cả 3 đợt");
        var id = windows().getFirst().id();
        var incident = String.valueOf(school.one("SELECT id FROM incident"));
        refused(
                school.vice().post("/windows/" + id + "/give-back", "incident", incident, "all", "1"),
                "Chỉ hiệu trưởng");
        assertThat(school.principal()
                        .post("/windows/" + id + "/give-back", "incident", incident, "all", "1")
                        .statusCode())
                .isEqualTo(303);
        assertThat(windows())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.closes()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z")));
        refused(
                school.principal().post("/windows/" + id + "/decline", "incident", incident, "all", "1", "reason", "x"),
                "đã được quyết định");
        assertThat(school.principal().get("/").body()).doesNotContain("mất giờ từ");
    }

    @Test
    void the_page_is_whole_at_a_desk_and_on_a_phone() {
        post(school.principal(), "publish", "Nhập điểm giữa kỳ I", Duration.ZERO, Duration.ofHours(8));
        post(school.principal(), "publish", "Nhập điểm cuối kỳ I", Duration.ofDays(3), Duration.ofDays(9));
        post(school.vice(), "propose", "Nhập bổ sung", Duration.ofDays(1), Duration.ofDays(2));
        incident("Mất điện cả xã", Duration.ZERO);
        school.later(Duration.ofHours(1));
        resume();
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", "hoant.thcshm");
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                page.navigate(school.web().address().resolve("/windows").toString());
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
                Chromium.shoot(page, "windows-" + page.viewportSize().width);
            }
        }
    }

    private HttpResponse<String> incident(String what, Duration ago) {
        school.admin().get("/incidents");
        return school.admin()
                .post("/incidents", "body", what, "start", iso(ago.negated()), "expected", "", "sure", "yes");
    }

    private void resume() {
        var id = school.one("SELECT id FROM incident");
        school.admin().get("/incidents");
        assertThat(school.admin()
                        .post("/incidents/" + id + "/resume", "at", iso(Duration.ZERO))
                        .statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> give(String id, String incident) {
        school.principal().get("/windows");
        return school.principal().post("/windows/" + id + "/give-back", "incident", incident);
    }
}
