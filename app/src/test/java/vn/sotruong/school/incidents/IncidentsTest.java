package vn.sotruong.school.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.incidents.Outcome.Done;
import vn.sotruong.school.incidents.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Incidents, reports with their answers, and the register of use. */
class IncidentsTest {
    private static final Instant NINE = Instant.parse("2026-11-20T02:00:00Z");
    private static final Actor SETUP = new Actor("setup", "t");

    @TempDir
    private Path folder;

    private Instant now = NINE.minus(Duration.ofDays(30));
    private Database db;
    private Incidents incidents;
    private Faults faults;
    private String lan = "";
    private String khoa = "";

    @BeforeEach
    void open() {
        var random = new SecureRandom();
        var clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, SchoolSchema.SCHEMA, "79760512");
        db.write(SETUP, tx -> {
            SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            lan = People.engage(tx, VietnameseName.split("Trần Thị Lan"), null).id();
            khoa = People.engage(tx, VietnameseName.split("Hoàng Đăng Khoa"), null)
                    .id();
            return true;
        });
        incidents = new Incidents(db, clock);
        faults = new Faults(db, clock);
        now = NINE;
    }

    @AfterEach
    void close() {
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
        db.close();
    }

    private static Author author(String staff, Need... may) {
        return new Author(new Actor("tk-" + staff, "s"), staff, Set.of(may));
    }

    private Author khoa() {
        return author(khoa, Need.ADMIN);
    }

    private Author lan() {
        return author(lan, Need.ENTER_MARKS);
    }

    private List<String> today() {
        return db.<List<Notice>>read(handle -> incidents.reminders(handle, visitor(lan, Need.ENTER_MARKS))).stream()
                .map(Notice::key)
                .toList();
    }

    private List<String> told() {
        return db.<List<Notice>>read(incidents::notices).stream()
                .map(Notice::key)
                .toList();
    }

    @Test
    @Tag("scenario-18")
    void a_failure_from_nine_to_half_past_eleven_is_told_to_everybody_and_goes_to_the_superior_first() {
        var half = NINE.plus(Duration.ofMinutes(150));
        assertThat(incidents.declare(lan(), "Mất điện", NINE, half)).isEqualTo(new Refused(Reason.NOT_A_LEADER));
        var declared = incidents.declare(khoa(), "Mất điện, không nhập được điểm", NINE, half);
        assertThat(incidents.declare(khoa(), "Mất điện, không nhập được điểm", NINE, half))
                .isEqualTo(declared);
        assertThat(db.<List<Notice>>read(incidents::notices))
                .singleElement()
                .satisfies(notice -> assertThat(notice.given())
                        .containsExactly("09:00 20/11/2026", "11:30 20/11/2026", "Mất điện, không nhập được điểm"));
        assertThat(db.<List<ChangeLog.Stored>>read(handle -> ChangeLog.listFrom(handle, 1, 100)).stream()
                        .filter(line -> line.audience() == Audience.RECEIVER)
                        .map(line -> new String(line.line(), StandardCharsets.UTF_8))
                        .filter(line -> line.contains("\"ent\":\"incident\"")))
                .hasSize(1);

        now = half;
        var id = ((Done) declared).id();
        assertThat(incidents.close(khoa(), id, "Hỏng máy phát", "Đã thay")).isEqualTo(new Refused(Reason.NOT_RESUMED));
        assertThat(incidents.resume(khoa(), id, NINE.minusSeconds(60))).isEqualTo(new Refused(Reason.BAD_TIME));
        assertThat(incidents.resume(khoa(), id, half)).isEqualTo(declared);
        assertThat(incidents.resume(khoa(), id, half)).isEqualTo(new Refused(Reason.ALREADY_RESUMED));
        assertThat(told()).isEmpty();
        assertThat(today()).containsExactly("incidents.banner.resumed");
        assertThat(incidents.close(khoa(), id, "Hỏng máy phát", "Đã thay")).isEqualTo(declared);
        now = half.plus(Duration.ofDays(1));
        assertThat(today()).isEmpty();
    }

    @Test
    void a_pause_without_sense_is_refused() {
        for (var expected : List.of(NINE.minusSeconds(1), NINE.plus(Duration.ofDays(40)))) {
            assertThat(incidents.declare(khoa(), "x", NINE, expected)).isEqualTo(new Refused(Reason.BAD_TIME));
        }
        assertThat(incidents.declare(khoa(), "", NINE, null)).isEqualTo(new Refused(Reason.TEXT_MISSING));
        assertThat(incidents.declare(khoa(), "x".repeat(1001), NINE, null))
                .isEqualTo(new Refused(Reason.TEXT_TOO_LONG));
        assertThat(incidents.declare(khoa(), "x", NINE.minus(Duration.ofDays(60)), null))
                .isEqualTo(new Refused(Reason.BAD_TIME));
        assertThat(told()).isEmpty();
    }

    @Test
    void a_report_is_answered_read_reopened_and_sent_upward_step_by_step() {
        var filed = faults.file(lan(), FaultReport.Kind.FAULT, "Không dán được điểm từ Excel", "/sheets", null);
        var id = ((Done) filed).id();
        assertThat(faults.file(lan(), FaultReport.Kind.FAULT, "Không dán được điểm từ Excel", "/sheets", null))
                .isEqualTo(filed);
        assertThat(faults.answer(lan(), id, "tự trả lời")).isEqualTo(new Refused(Reason.NOT_A_LEADER));
        assertThat(faults.close(author("minh", Need.ENTER_MARKS), id)).isEqualTo(new Refused(Reason.NO_SUCH_REPORT));

        now = NINE.plus(Duration.ofDays(3));
        var principal = visitor("hieutruong", Need.PRINCIPAL);
        assertThat(reminded(principal)).contains("incidents.today.late");
        assertThat(faults.answer(khoa(), id, "Hãy bấm vào ô đầu rồi dán.")).isEqualTo(filed);
        assertThat(reminded(visitor(lan, Need.ENTER_MARKS))).containsExactly("incidents.today.answered");
        assertThat(reminded(principal)).isEmpty();
        assertThat(faults.reopen(lan(), id, "Vẫn không được")).isEqualTo(filed);
        assertThat(reminded(principal)).containsExactly("incidents.today.open");
        assertThat(faults.sendUp(khoa(), id, "Lỗi dán từ Excel")).isEqualTo(filed);
        assertThat(faults.sendUp(khoa(), id, "Lỗi dán từ Excel")).isEqualTo(new Refused(Reason.ALREADY_SENT));
        assertThat(faults.close(khoa(), id)).isEqualTo(new Refused(Reason.NOT_ANSWERED));
        assertThat(faults.close(lan(), id)).isEqualTo(filed);
        assertThat(faults.answer(khoa(), id, "nữa")).isEqualTo(new Refused(Reason.ALREADY_CLOSED));
        var steps = db.<List<FaultReport>>read(handle -> faults.list(handle, lan()))
                .getFirst()
                .steps();
        assertThat(steps)
                .extracting(FaultReport.Step::deed)
                .containsExactly(
                        FaultReport.Deed.FILED,
                        FaultReport.Deed.ANSWERED,
                        FaultReport.Deed.REOPENED,
                        FaultReport.Deed.SENT_UP,
                        FaultReport.Deed.CLOSED);
    }

    private List<String> reminded(Visitor visitor) {
        return db.<List<Notice>>read(handle -> faults.reminders(handle, visitor)).stream()
                .map(Notice::key)
                .toList();
    }

    private static Visitor visitor(String staff, Need... needs) {
        var may = new ArrayList<>(List.of(needs));
        may.add(Need.SIGNED_IN);
        return new Visitor("tk-" + staff, "s-" + staff, staff, "Thầy cô", Set.copyOf(may));
    }

    @Test
    void nobody_answers_themselves_or_writes_about_themselves() {
        var own = faults.file(khoa(), FaultReport.Kind.SUGGESTION, "Thêm phím tắt", "", null);
        assertThat(faults.answer(khoa(), ((Done) own).id(), "được")).isEqualTo(new Refused(Reason.OWN_REPORT));
        var principal = author(lan, Need.PRINCIPAL);
        var day = LocalDate.parse("2026-11-19");
        var kind = UsageRecord.Kind.VIOLATION;
        var authority = UsageRecord.Authority.PRINCIPAL;
        assertThat(faults.record(principal, kind, lan, day, "x", authority, ""))
                .isEqualTo(new Refused(Reason.ABOUT_YOURSELF));
        assertThat(faults.record(lan(), kind, khoa, day, "x", authority, ""))
                .isEqualTo(new Refused(Reason.NOT_A_LEADER));
        assertThat(faults.record(author(lan, Need.DEPARTMENT_HEAD), kind, khoa, day, "x", authority, ""))
                .isEqualTo(new Refused(Reason.NOT_A_LEADER));
        var recorded = faults.record(principal, kind, khoa, day, "Cho người khác mượn mật khẩu", authority, "9/QĐ");
        assertThat(recorded).isInstanceOf(Done.class);
        assertThat(faults.withdraw(principal, ((Done) recorded).id(), "ghi nhầm"))
                .isEqualTo(recorded);
        assertThat(db.<List<UsageRecord>>read(handle -> faults.listUsage(handle, principal)))
                .singleElement()
                .satisfies(record -> assertThat(record.withdrawn()).isEqualTo("ghi nhầm"));
    }

    @Test
    void the_pages_work_by_forms_alone_and_print_a_report() {
        var entrance = new Entrance(Map.of("khoa", visitor(khoa, Need.ADMIN), "lan", visitor(lan, Need.ENTER_MARKS)));
        var pages = List.of(entrance, new IncidentPages(incidents, seq -> Upward.State.ALONE), new FaultPages(faults));
        try (var door = TestDoor.open(folder, entrance, pages);
                var chromium = new Chromium()) {
            var teacher = entered(door, "lan");
            assertThat(teacher.get("/incidents").statusCode()).isEqualTo(403);
            assertThat(teacher.get("/faults?page=/sheets/abc").body()).contains("value=\"/sheets/abc\"");
            var filed = teacher.post("/faults", "kind", "FAULT", "body", "<script>alert(1)</script>", "page", "/x");
            assertThat(teacher.get(TestBrowser.location(filed)).body())
                    .contains("&lt;script&gt;", "Đã gửi phản ánh")
                    .doesNotContain("<script>alert");
            assertThat(teacher.post("/faults", "kind", "FAULT", "body", "").statusCode())
                    .isEqualTo(422);
            teacher.get("/faults");
            assertThat(teacher.upload("/faults", "photo", "a.html", "<html>".getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(422);
            var admin = entered(door, "khoa");
            admin.get("/incidents");
            var asked = admin.post(
                    "/incidents", "body", "Mất điện", "start", "2026-11-20T09:00", "expected", "2026-11-20T11:30");
            assertThat(asked.body()).contains("Thông báo này cho mọi người?", "value=\"2026-11-20T11:30\"");
            assertThat(db.<List<Incident>>read(Incidents::list)).isEmpty();
            assertThat(admin.post("/incidents", "back", "yes", "body", "Mất điện", "start", "2026-11-20T09:00")
                            .body())
                    .contains("Mất điện</textarea>");
            var declared = admin.post(
                    "/incidents",
                    "sure",
                    "yes",
                    "body",
                    "Mất điện",
                    "start",
                    "2026-11-20T09:00",
                    "expected",
                    "2026-11-20T11:30");
            assertThat(declared.statusCode()).isEqualTo(303);
            assertThat(admin.get(TestBrowser.location(declared)).body())
                    .contains("Chưa nối với cơ quan nào", "/outbox", "Xem cách ghi danh")
                    .doesNotContain("gửi ngay lên cấp trên");
            assertThat(admin.post("/incidents", "body", "Mất điện", "start", "hôm nay")
                            .body())
                    .contains("Thời điểm không đúng", "Mất điện</textarea>");
            var desk = chromium.desk();
            shoot(door, desk, "khoa", "/incidents", "incidents-1366");
            shoot(door, desk, "khoa", "/faults", "faults-1366");
            desk.locator(".said a").first().click();
            Chromium.shoot(desk, "fault-1366");
            var incident = db.<List<Incident>>read(Incidents::list).getFirst();
            shoot(door, desk, "khoa", "/incidents/" + incident.id(), "incident-report-1366");
            assertThat(desk.content()).contains("BÁO CÁO SỰ CỐ", "Trường THCS Hoa Mai");
            var phone = chromium.phone();
            shoot(door, phone, "khoa", "/incidents", "incidents-390");
            shoot(door, phone, "lan", "/faults", "faults-390");
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
        }
    }

    private static void shoot(TestDoor door, Page page, String who, String path, String shot) {
        page.navigate(door.web().address().resolve("/enter/" + who).toString());
        page.navigate(door.web().address().resolve(path).toString());
        Chromium.shoot(page, shot);
    }

    private static TestBrowser entered(TestDoor door, String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        return browser;
    }
}
