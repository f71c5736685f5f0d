package vn.sotruong.school.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

final class AttendanceTest {
    private static final LocalDate BEGIN = LocalDate.parse("2026-09-05");
    private static final String TODAY = "2026-10-15";
    private static final Actor SETUP = new Actor("setup", "test");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse(TODAY + "T01:00:00Z"));
    private final Map<String, Visitor> people = new HashMap<>();
    private final Map<String, String> staff = new HashMap<>();
    private Database db;
    private Attendance attendance;
    private Amendments amendments;
    private TestDoor door;
    private Homeroom class6a;
    private Homeroom class6b;
    private List<Pupil> pupils;
    private int op;

    @BeforeEach
    void open() {
        var random = new SecureRandom();
        var clock = new Moving();
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, SchoolSchema.SCHEMA, "79760512");
        db.write(SETUP, tx -> {
            SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            SchoolYears.open(
                    tx, new SchoolYear("2026-2027", BEGIN, LocalDate.parse("2027-05-25"), SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            return null;
        });
        class6a = db.write(SETUP, tx -> Roll.open(tx, "2026-2027", 6, "6A"));
        class6b = db.write(SETUP, tx -> Roll.open(tx, "2026-2027", 6, "6B"));
        pupils = db.write(
                SETUP,
                tx -> List.of("Lê An", "Lê Bình", "Lê Chi", "Lê Dung").stream()
                        .map(name -> People.admit(
                                tx, VietnameseName.split(name), BEGIN.minusYears(11), Sex.FEMALE, null, null, null))
                        .toList());
        db.write(SETUP, tx -> {
            Roll.enrol(tx, class6a, pupils.subList(0, 3), BEGIN);
            Roll.enrol(tx, class6b, pupils.subList(3, 4), BEGIN);
            for (var name : List.of("lan", "mai", "toan", "hieu", "nga", "duty", "van")) {
                staff.put(
                        name,
                        People.engage(tx, VietnameseName.split("Trần Thị " + name), null)
                                .id());
            }
            Roll.lead(tx, class6a.id(), staff("lan"), BEGIN);
            Roll.lead(tx, class6b.id(), staff("mai"), BEGIN);
            Roll.assign(tx, class6a.id(), "toan", staff("toan"), BEGIN);
            Roll.assign(tx, class6a.id(), "nguvan", staff("van"), BEGIN);
            return null;
        });
        person("lan", Capacity.USE, Need.HOMEROOM);
        person("mai", Capacity.USE, Need.HOMEROOM);
        person("toan", Capacity.USE, Need.ENTER_MARKS);
        person("van", Capacity.USE, Need.ENTER_MARKS);
        person("hieu", Capacity.USE, Need.PRINCIPAL);
        person("nga", Capacity.ADMINISTRATION, Need.BOARD);
        person("duty", Capacity.USE, Need.ATTENDANCE);
        attendance = new Attendance(db, new Locks(db, new Board((_, _) -> List.of()), clock), clock);
        amendments = new Amendments(db, attendance, new Seats(), clock);
        var entrance = new Entrance(people);
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new AttendancePages(db, attendance, clock, new Ids(random)),
                        new MonthPages(db, attendance),
                        new AmendmentPages(db, attendance, amendments),
                        new DayOffPages(db, attendance, new DaysOff(db, attendance, new Seats(), clock))));
    }

    @AfterEach
    void close() {
        door.close();
        db.close();
    }

    private final class Moving extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return ((InstantSource) () -> instant()).withZone(zone);
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private String presiding = "hieu";
    private String assisting = "van";

    private final class Seats implements Amendments.Seats {
        @Override
        public boolean presides(Handle handle, String who, LocalDate on) {
            return who.equals(staff(presiding));
        }

        @Override
        public boolean assists(Handle handle, String who, LocalDate on) {
            return who.equals(staff(assisting));
        }

        @Override
        public boolean sits(Handle handle, String who, LocalDate on) {
            return who.equals(staff("nga"));
        }
    }

    private String staff(String name) {
        return Objects.requireNonNull(staff.get(name));
    }

    private void person(String name, Capacity capacity, Need need) {
        people.put(
                name,
                new Visitor(
                        "tk-" + name,
                        "s-" + name,
                        staff(name),
                        name,
                        capacity,
                        Set.of(capacity),
                        Set.of(Need.SIGNED_IN, need),
                        List.of(),
                        0));
    }

    private TestBrowser browser(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        browser.get("/attendance?all=1");
        return browser;
    }

    private HttpResponse<String> tap(
            TestBrowser browser, int pupil, String day, String slot, String kind, String... more) {
        return tap(browser, class6a, pupils.get(pupil).id(), day, slot, kind, "operation-" + op++, more);
    }

    private HttpResponse<String> tap(
            TestBrowser browser,
            Homeroom homeroom,
            String pupil,
            String day,
            String slot,
            String kind,
            String id,
            String... more) {
        var base = db.read(handle -> AbsenceTable.find(handle, pupil, LocalDate.parse(day), Slot.valueOf(slot)))
                .map(Absence::seq)
                .orElse(0L);
        var fields = new java.util.ArrayList<>(List.of(
                "op", id, "pupil", pupil, "date", day, "slot", slot, "kind", kind, "base", String.valueOf(base)));
        fields.addAll(List.of(more));
        return browser.post("/classes/" + homeroom.id() + "/attendance/marks", fields.toArray(String[]::new));
    }

    private Kind kind(int pupil, String day, Slot slot) {
        return db.read(handle -> AbsenceTable.find(handle, pupils.get(pupil).id(), LocalDate.parse(day), slot))
                .map(Absence::kind)
                .orElse(Kind.PRESENT);
    }

    private long lines() {
        return db.read(handle -> handle.createQuery("SELECT count(*) FROM change WHERE ent = 'absence'")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void a_tap_stands_and_is_taken_back_and_leaves_both_in_the_trace() {
        var lan = browser("lan");
        assertThat(tap(lan, 0, TODAY, "MORNING", "UNEXCUSED").statusCode()).isEqualTo(303);
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.UNEXCUSED);
        assertThat(tap(lan, 0, TODAY, "MORNING", "PRESENT").statusCode()).isEqualTo(303);
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.PRESENT);
        assertThat(lines()).isEqualTo(2);
        assertThat(lan.get("/classes/" + class6a.id() + "/attendance").body()).contains("Có mặt 3 trên 3");
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    @Test
    void a_command_that_comes_twice_is_carried_out_once_and_never_with_other_contents() {
        var lan = browser("lan");
        var pupil = pupils.getFirst().id();
        for (var i = 0; i < 3; i++) {
            assertThat(tap(lan, class6a, pupil, TODAY, "MORNING", "EXCUSED", "same-command")
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(lines()).isEqualTo(1);
        var other = tap(lan, class6a, pupil, TODAY, "MORNING", "UNEXCUSED", "same-command");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.EXCUSED);
    }

    @Test
    void who_may_not_keep_a_session_changes_nothing() {
        assertThat(tap(browser("mai"), 0, TODAY, "MORNING", "EXCUSED").statusCode())
                .isNotEqualTo(303);
        assertThat(tap(browser("toan"), 0, TODAY, "MORNING", "EXCUSED").statusCode())
                .isEqualTo(422);
        assertThat(tap(browser("hieu"), 0, TODAY, "MORNING", "EXCUSED").statusCode())
                .isEqualTo(403);
        assertThat(tap(browser("nga"), 0, TODAY, "MORNING", "EXCUSED").statusCode())
                .isEqualTo(403);
        assertThat(tap(browser("toan"), 0, TODAY, "P1", "EXCUSED", "subject", "nguvan")
                        .statusCode())
                .as("a subject of somebody else")
                .isEqualTo(422);
        var lan = browser("lan");
        assertThat(tap(lan, class6a, pupils.get(3).id(), TODAY, "MORNING", "EXCUSED", "of-another-class")
                        .statusCode())
                .isEqualTo(422);
        assertThat(tap(lan, 0, "2026-10-16", "MORNING", "EXCUSED").statusCode())
                .as("tomorrow")
                .isEqualTo(422);
        assertThat(tap(lan, 0, "2026-09-04", "MORNING", "EXCUSED", "why", "x").statusCode())
                .as("before the year")
                .isEqualTo(422);
        assertThat(tap(lan, 0, "2026-10-14", "MORNING", "EXCUSED").statusCode())
                .as("a past day without reason")
                .isEqualTo(422);
        assertThat(lines()).isZero();

        var administering = new Marker(new Actor("tk-lan", "s-lan", Capacity.ADMINISTRATION), staff("lan"), true);
        var mark = new Mark(
                "administration",
                class6a.id(),
                pupils.getFirst().id(),
                LocalDate.parse(TODAY),
                Slot.MORNING,
                null,
                Kind.EXCUSED,
                0,
                "");
        assertThat(attendance.mark(administering, mark)).isEqualTo(new Told.Refused(Reason.NOT_IN_THIS_CAPACITY));
        assertThat(lines()).isZero();
    }

    @Test
    void whoever_stands_in_keeps_today_and_a_teacher_the_own_periods() {
        var duty = browser("duty");
        assertThat(tap(duty, 0, TODAY, "MORNING", "EXCUSED").statusCode()).isEqualTo(303);
        assertThat(tap(duty, 1, "2026-10-14", "MORNING", "EXCUSED", "why", "quên")
                        .statusCode())
                .isEqualTo(422);
        var toan = browser("toan");
        assertThat(tap(toan, 0, TODAY, "P3", "UNEXCUSED", "subject", "toan").statusCode())
                .isEqualTo(303);
        assertThat(toan.get("/classes/" + class6b.id() + "/attendance").statusCode())
                .isEqualTo(404);
    }

    @Test
    void two_who_keep_one_session_are_asked_and_lose_nothing() {
        var lan = browser("lan");
        var pupil = pupils.getFirst().id();
        assertThat(tap(browser("duty"), 0, TODAY, "MORNING", "EXCUSED").statusCode())
                .isEqualTo(303);
        var late = lan.send(lan.request("/classes/" + class6a.id() + "/attendance/marks")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("csrf=" + lan.token()
                        + "&op=too-late-to-see&pupil=" + pupil + "&date=" + TODAY
                        + "&slot=MORNING&kind=UNEXCUSED&base=0")));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("\"is\":\"conflict\"", "\"kind\":\"EXCUSED\"", "Trần Thị duty");
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.EXCUSED);
        assertThat(tap(lan, 0, TODAY, "MORNING", "UNEXCUSED").statusCode())
                .as("having seen it")
                .isEqualTo(303);
    }

    @Test
    void sixty_taps_at_once_are_each_answered_after_they_are_durable() {
        var lan = new Marker(new Actor("tk-lan", "s-lan"), staff("lan"), false);
        var day = LocalDate.parse("2026-09-10");
        var told = new java.util.ArrayList<CompletableFuture<Told>>();
        for (var i = 0; i < 60; i++) {
            var n = i;
            told.add(CompletableFuture.supplyAsync(() -> attendance.mark(
                    lan,
                    new Mark(
                            "many-taps-" + n,
                            class6a.id(),
                            pupils.get(n % 3).id(),
                            day.plusDays(n / 6),
                            Slot.SESSIONS.get(n / 3 % 2),
                            null,
                            Kind.EXCUSED,
                            0,
                            "ghi bù"))));
        }
        assertThat(told).allMatch(each -> each.join() instanceof Told.Kept);
        assertThat(lines()).isEqualTo(60);
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    private static boolean done(HttpResponse<String> answer) {
        return answer.statusCode() == 303;
    }

    @Test
    void after_the_month_is_confirmed_a_change_takes_three_people() {
        var lan = browser("lan");
        var month = "/classes/" + class6a.id() + "/attendance/confirm";
        assertThat(done(tap(lan, 0, "2026-09-10", "MORNING", "UNEXCUSED", "why", "ghi bù")))
                .isTrue();
        assertThat(lan.post(month, "month", "2026-10", "checked", "yes").statusCode())
                .as("not over")
                .isEqualTo(422);
        assertThat(done(browser("mai").post(month, "month", "2026-09", "checked", "yes")))
                .as("not her class")
                .isFalse();
        assertThat(done(lan.post(month, "month", "2026-09", "checked", "yes"))).isTrue();
        assertThat(browser("hieu").get("/attendance/months").body())
                .contains("6B")
                .doesNotContain("Lớp 6A");
        assertThat(done(tap(lan, 0, "2026-09-10", "MORNING", "EXCUSED", "why", "có giấy")))
                .isFalse();

        var ask = "/classes/" + class6a.id() + "/attendance/request";
        var wish = new String[] {
            "month",
            "2026-09",
            "pupil",
            pupils.getFirst().id(),
            "date",
            "2026-09-10",
            "slot",
            "MORNING",
            "kind",
            "EXCUSED",
            "why",
            "phụ huynh nộp giấy khám bệnh"
        };
        assertThat(done(lan.post(ask, wish))).isTrue();
        assertThat(done(lan.post(ask, wish))).as("one waits already").isFalse();
        var id = amendments.list().getFirst().id();
        var request = "/attendance/requests/" + id;
        var hieu = browser("hieu");
        var nga = browser("nga");
        assertThat(done(nga.post(request + "/execute"))).as("before consent").isFalse();
        assertThat(done(lan.post(request + "/consent"))).as("the one who asked").isFalse();
        assertThat(done(nga.post(request + "/consent"))).as("a board member").isFalse();
        assertThat(done(hieu.post(request + "/consent"))).isTrue();
        assertThat(done(hieu.post(request + "/consent"))).as("twice").isFalse();
        assertThat(done(hieu.post(request + "/execute")))
                .as("the one who consented")
                .isFalse();
        assertThat(kind(0, "2026-09-10", Slot.MORNING)).isEqualTo(Kind.UNEXCUSED);
        assertThat(done(nga.post(request + "/execute"))).isTrue();
        assertThat(kind(0, "2026-09-10", Slot.MORNING)).isEqualTo(Kind.EXCUSED);
        assertThat(nga.get("/attendance/requests").body()).contains("Đã sửa");
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    private List<String> told(String who) {
        return db.read(handle -> new Today(new Moving(), amendments)
                .of(handle, Objects.requireNonNull(people.get(who))).stream()
                        .map(notice -> notice.key() + notice.given())
                        .toList());
    }

    @Test
    void what_a_principal_asks_for_who_leads_a_class_is_a_deputys_to_decide() {
        var lan = browser("lan");
        assertThat(done(tap(lan, 0, "2026-09-10", "MORNING", "UNEXCUSED", "why", "ghi bù")))
                .isTrue();
        assertThat(done(lan.post(
                        "/classes/" + class6a.id() + "/attendance/confirm", "month", "2026-09", "checked", "yes")))
                .isTrue();
        presiding = "lan";
        assertThat(done(lan.post(
                        "/classes/" + class6a.id() + "/attendance/request",
                        "month",
                        "2026-09",
                        "pupil",
                        pupils.getFirst().id(),
                        "date",
                        "2026-09-10",
                        "slot",
                        "MORNING",
                        "kind",
                        "EXCUSED",
                        "why",
                        "phụ huynh nộp giấy khám bệnh")))
                .isTrue();
        var request = "/attendance/requests/" + amendments.list().getFirst().id();
        var hieu = browser("hieu");
        assertThat(hieu.get("/attendance/requests").body()).doesNotContain(request + "/consent");
        assertThat(done(hieu.post(request + "/consent"))).as("no deputy").isFalse();
        assisting = "hieu";
        assertThat(told("hieu")).contains("attendance.today.consent[1]");
        assertThat(hieu.get("/attendance/requests").body()).contains(request + "/consent");
        assertThat(done(hieu.post(request + "/consent"))).isTrue();
        assertThat(done(browser("nga").post(request + "/execute"))).isTrue();
        assertThat(kind(0, "2026-09-10", Slot.MORNING)).isEqualTo(Kind.EXCUSED);
    }

    @Test
    void a_period_is_its_markers_alone_until_the_month_is_confirmed_and_three_peoples_after() {
        var toan = browser("toan");
        var van = browser("van");
        var p3 = new String[] {"subject", "toan", "why", "ghi bù"};
        assertThat(done(tap(toan, 0, "2026-09-10", "P3", "UNEXCUSED", p3))).isTrue();
        assertThat(done(tap(toan, 0, "2026-09-10", "P3", "EXCUSED", "subject", "toan")))
                .as("no reason")
                .isFalse();
        assertThat(done(tap(van, 0, "2026-09-10", "P3", "EXCUSED", "subject", "nguvan", "why", "x")))
                .as("of another teacher")
                .isFalse();
        assertThat(done(tap(browser("lan"), 0, "2026-09-10", "P3", "EXCUSED", p3)))
                .as("the homeroom teacher")
                .isFalse();
        assertThat(done(tap(toan, 0, "2026-09-10", "P3", "EXCUSED", p3))).isTrue();
        browser("lan").post("/classes/" + class6a.id() + "/attendance/confirm", "month", "2026-09", "checked", "yes");
        assertThat(done(tap(toan, 0, "2026-09-10", "P3", "UNEXCUSED", p3))).isFalse();

        var ask = "/classes/" + class6a.id() + "/attendance/request";
        assertThat(toan.get("/classes/" + class6a.id() + "/attendance?date=2026-09-10&slot=P3&subject=toan")
                        .body())
                .contains(ask + "?date=2026-09-10");
        assertThat(toan.get(ask + "?date=2026-09-10&slot=P3&subject=toan").body())
                .contains("Tiết 3")
                .doesNotContain("value=\"MORNING\"");
        assertThat(done(van.post(ask, wish("P3", "nguvan"))))
                .as("of another teacher")
                .isFalse();
        assertThat(done(van.post(ask, wish("P3", "toan"))))
                .as("another's subject")
                .isFalse();
        assertThat(done(browser("lan").post(ask, wish("P3", "toan")))).isFalse();
        assertThat(done(toan.post(ask, wish("MORNING", "toan"))))
                .as("a half day")
                .isFalse();
        var kept = toan.post(ask, wish("P3", "nguvan"));
        assertThat(kept.statusCode()).isEqualTo(422);
        assertThat(kept.body()).contains("nhìn nhầm em");
        assertThat(done(toan.post(ask, wish("P3", "toan")))).isTrue();
        assertThat(toan.get("/attendance/requests").body()).contains("Tiết 3, Toán", "nhìn nhầm em");
        assertThat(van.get("/attendance/requests").body()).doesNotContain("nhìn nhầm em");

        assertThat(told("hieu")).contains("attendance.today.consent[1]");
        assertThat(told("nga")).isEmpty();
        var request = "/attendance/requests/" + amendments.list().getFirst().id();
        assertThat(done(browser("hieu").post(request + "/consent"))).isTrue();
        assertThat(told("hieu")).doesNotContain("attendance.today.consent[1]");
        assertThat(told("nga")).containsExactly("attendance.today.execute[1]");
        assertThat(done(browser("nga").post(request + "/execute"))).isTrue();
        assertThat(told("nga")).isEmpty();
        assertThat(kind(0, "2026-09-10", Slot.P3)).isEqualTo(Kind.UNEXCUSED);
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    private String[] wish(String slot, String subject) {
        return new String[] {
            "pupil",
            pupils.getFirst().id(),
            "date",
            "2026-09-10",
            "slot",
            slot,
            "subject",
            subject,
            "kind",
            "UNEXCUSED",
            "why",
            "nhìn nhầm em"
        };
    }

    private List<YearMonth> asked(LocalDate day) {
        return db.read(handle -> Register.unconfirmed(handle, day)).stream()
                .map(Register.Open::month)
                .toList();
    }

    @Test
    void the_month_in_which_the_year_ends_is_asked_from_its_last_day_on() {
        var may = YearMonth.parse("2027-05");
        var eve = LocalDate.parse("2027-05-24");
        for (var late : List.of(eve.plusDays(1), eve.plusDays(40))) {
            assertThat(asked(late)).contains(may).doesNotContain(may.plusMonths(1));
        }
        assertThat(asked(eve)).contains(may.minusMonths(1)).doesNotContain(may);
        var lan = new Marker(new Actor("tk-lan", "s-lan"), staff("lan"), false);
        now.set(Instant.parse(eve + "T01:00:00Z"));
        assertThat(attendance.confirm(lan, class6a.id(), may)).contains(Reason.NOT_OVER);
        assertThat(told("lan")).doesNotContain("attendance.today.confirm[5, 6A]");
        now.set(Instant.parse("2027-06-10T01:00:00Z"));
        assertThat(told("lan")).contains("attendance.today.confirm[4, 6A]", "attendance.today.confirm[5, 6A]");
        assertThat(attendance.confirm(lan, class6a.id(), may.plusMonths(1))).isPresent();
        assertThat(attendance.confirm(lan, class6a.id(), may)).isEmpty();
        assertThat(told("lan")).doesNotContain("attendance.today.confirm[5, 6A]");
    }

    @Test
    void a_refused_request_tells_why_to_whoever_asked() {
        var toan = browser("toan");
        tap(toan, 0, "2026-09-10", "P3", "EXCUSED", "subject", "toan", "why", "ghi bù");
        browser("lan").post("/classes/" + class6a.id() + "/attendance/confirm", "month", "2026-09", "checked", "yes");
        toan.post("/classes/" + class6a.id() + "/attendance/request", wish("P3", "toan"));
        var request = "/attendance/requests/" + amendments.list().getFirst().id();
        var hieu = browser("hieu");
        assertThat(done(hieu.post(request + "/refuse", "why", " ")))
                .as("no reason")
                .isFalse();
        assertThat(done(hieu.post(request + "/refuse", "why", "chưa có giấy xác nhận")))
                .isTrue();
        assertThat(toan.get("/attendance/requests").body()).contains("Không đồng ý", "chưa có giấy xác nhận");
        assertThat(told("toan")).containsExactly("attendance.today.refused[10/09/2026, chưa có giấy xác nhận]");
        assertThat(browser("van").get("/attendance/requests").body()).doesNotContain("chưa có giấy xác nhận");
        assertThat(done(browser("nga").post(request + "/execute"))).isFalse();
        assertThat(done(toan.post(request + "/withdraw"))).isFalse();
    }

    @Test
    void whoever_is_paused_on_a_day_is_not_marked_and_shown_with_the_reason() {
        db.write(SETUP, tx -> {
            People.changeStatus(tx, pupils.get(1), PupilStatus.PAUSED, "chữa bệnh");
            return null;
        });
        var lan = browser("lan");
        assertThat(tap(lan, 1, TODAY, "MORNING", "UNEXCUSED").body()).contains("đang bảo lưu");
        assertThat(lines()).isZero();
        assertThat(done(tap(lan, 0, TODAY, "MORNING", "UNEXCUSED"))).isTrue();
        var page =
                lan.get("/classes/" + class6a.id() + "/attendance?slot=MORNING").body();
        assertThat(page).contains("Đang bảo lưu, không điểm danh", "Có mặt 1 trên 2");
        assertThat(page).doesNotContain("data-pupil=\"" + pupils.get(1).id());
        assertThat(lan.get("/classes/" + class6a.id() + "/attendance/state?slot=MORNING")
                        .body())
                .contains(pupils.get(2).id(), "Có mặt 1 trên 2")
                .doesNotContain(pupils.get(1).id());
    }

    private boolean off(Homeroom homeroom) {
        return db.read(handle ->
                DayOffTable.find(handle, homeroom.id(), LocalDate.parse(TODAY)).isPresent());
    }

    @Test
    void on_a_day_off_nobody_is_marked_and_no_roll_call_is_asked_for() {
        var lan = browser("lan");
        var home = "/classes/" + class6a.id() + "/attendance";
        assertThat(told("lan").toString()).contains("attendance.today.call");
        assertThat(done(browser("mai").post(home + "/off", "date", TODAY, "why", "bão")))
                .as("not her class")
                .isFalse();
        assertThat(done(browser("toan").post(home + "/off", "date", TODAY, "why", "bão")))
                .isFalse();
        assertThat(done(lan.post(home + "/off", "date", TODAY, "why", ""))).isFalse();
        assertThat(done(lan.post(home + "/off", "date", "2027-06-01", "why", "hè")))
                .isFalse();
        assertThat(done(lan.post(home + "/off", "date", TODAY, "why", "bão số 12")))
                .isTrue();
        assertThat(done(lan.post(home + "/off", "date", TODAY, "why", "bão số 12")))
                .isFalse();
        assertThat(told("lan").toString()).doesNotContain("attendance.today.call");
        assertThat(lan.get(home).body()).contains("Cả lớp nghỉ: bão số 12").doesNotContain("class=\"pk\"");
        assertThat(lan.get(home + "/month?month=2026-10").body()).contains("<abbr");
        assertThat(tap(lan, 0, TODAY, "MORNING", "EXCUSED").statusCode()).isEqualTo(422);
        assertThat(tap(browser("toan"), 0, TODAY, "P1", "EXCUSED", "subject", "toan")
                        .statusCode())
                .isEqualTo(422);
        assertThat(done(lan.post(home + "/called", "date", TODAY, "slot", "MORNING")))
                .isFalse();
        assertThat(lines()).isZero();

        assertThat(done(lan.post(home + "/on", "date", TODAY))).isTrue();
        assertThat(done(tap(lan, 0, TODAY, "MORNING", "EXCUSED"))).isTrue();
        assertThat(done(lan.post(home + "/off", "date", TODAY, "why", "bão")))
                .as("somebody is away")
                .isFalse();
        assertThat(done(browser("hieu").post(home + "/off", "date", TODAY, "why", "cả trường", "all", "yes")))
                .isTrue();
        assertThat(off(class6a)).isFalse();
        assertThat(off(class6b)).isTrue();
        lan.post(home + "/confirm", "month", "2026-09", "checked", "yes");
        assertThat(done(lan.post(home + "/off", "date", "2026-09-10", "why", "bão")))
                .as("confirmed")
                .isFalse();
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    @Test
    void on_a_sunday_the_page_asks_once_and_the_list_tells_which_class_was_called() {
        var lan = browser("lan");
        var home = "/classes/" + class6a.id() + "/attendance";
        var sunday = home + "?date=2026-09-13&slot=MORNING";
        assertThat(lan.get(sunday).body()).contains("13/09/2026 là Chủ nhật").doesNotContain("class=\"pk\"");
        assertThat(lan.get(sunday + "&anyway=1").body()).contains("class=\"pk\"", "P: vắng có phép");
        assertThat(browser("hieu").get("/attendance").body()).doesNotContain("Đã điểm danh");
        lan.get(home);
        assertThat(done(lan.post(home + "/called", "date", TODAY, "slot", "MORNING")))
                .isTrue();
        assertThat(browser("hieu").get("/attendance").body())
                .contains("Đã điểm danh: Sáng", "Hôm nay chưa điểm danh", "class=\"btn\" href=\"/attendance/months\"");
        assertThat(lan.get(home).body()).contains("<a href=\"/attendance\" aria-current=\"page\"");
    }

    @Test
    void no_statement_removes_an_absence() {
        tap(browser("lan"), 0, TODAY, "MORNING", "EXCUSED");
        for (var attack : List.of(
                "DELETE FROM absence",
                "UPDATE absence SET kind = 'PRESENT'",
                "INSERT OR REPLACE INTO absence SELECT pupil, day, slot, homeroom, subject, 'PRESENT', marked_by, marked_at, seq FROM absence",
                "DELETE FROM attendance_month",
                "UPDATE attendance_amendment SET state = 'EXECUTED'")) {
            try {
                db.write(SETUP, tx -> tx.handle().execute(attack));
            } catch (RuntimeException refused) {
                assertThat(refused).hasStackTraceContaining("SQLITE_CONSTRAINT_TRIGGER");
            }
        }
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.EXCUSED);
        assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings()).isEmpty();
    }

    @Test
    void on_a_phone_three_absentees_are_four_taps() {
        try (var chromium = new Chromium()) {
            var phone = chromium.phone();
            phone.navigate(door.web().address().resolve("/enter/lan").toString());
            phone.navigate(door.web().address().resolve("/attendance").toString());
            for (var i = 0; i < 3; i++) {
                phone.locator("#att li").nth(i).locator("button").nth(i % 2).click();
            }
            phone.waitForSelector("#state:has-text('đã ghi sổ')");
            phone.locator(".sum button").click();
            phone.waitForSelector(".sum .st.ok");
            assertThat(phone.locator("#sum").textContent()).isEqualTo("Có mặt 0 trên 3");
            assertThat(phone.locator("#att button").first().boundingBox().height)
                    .isGreaterThanOrEqualTo(44);
            assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            Chromium.shoot(phone, "diem-danh-390");
            var axe = new Axe();
            assertThat(axe.violations(phone)).isEmpty();
            phone.setViewportSize(1366, 768);
            phone.navigate(door.web().address().resolve("/enter/hieu").toString());
            phone.navigate(door.web()
                    .address()
                    .resolve("/classes/" + class6a.id() + "/attendance/off")
                    .toString());
            assertThat(axe.violations(phone)).isEmpty();
        }
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.EXCUSED);
        assertThat(kind(1, TODAY, Slot.MORNING)).isEqualTo(Kind.UNEXCUSED);
        var called = db.read(handle -> RollCallTable.find(handle, class6a.id(), LocalDate.parse(TODAY), Slot.MORNING));
        assertThat(called).isPresent();
    }

    @Test
    void a_tap_made_while_the_server_is_away_is_kept_by_the_browser_and_sent_later() {
        try (var chromium = new Chromium()) {
            var phone = chromium.phone();
            phone.navigate(door.web().address().resolve("/enter/lan").toString());
            phone.navigate(door.web().address().resolve("/attendance").toString());
            phone.context().setOffline(true);
            phone.locator("#att li").first().locator("button").first().click();
            phone.waitForSelector("#state:has-text('sẽ gửi lại')");
            assertThat(lines()).isZero();
            phone.context().setOffline(false);
            phone.navigate(door.web()
                    .address()
                    .resolve("/classes/" + class6a.id() + "/attendance?slot=AFTERNOON")
                    .toString());
            phone.waitForSelector("#state:has-text('đã ghi sổ')");
            phone.context().clearCookies();
            phone.locator("#att li").nth(1).locator("button").first().click();
            phone.waitForSelector("#state:has-text('đăng nhập lại ở đây')");
            assertThat(lines()).isEqualTo(1);
            phone.navigate(door.web().address().resolve("/enter/lan").toString());
            phone.navigate(door.web().address().resolve("/attendance").toString());
            phone.waitForSelector("#state:has-text('đã ghi sổ')");
        }
        assertThat(kind(0, TODAY, Slot.MORNING)).isEqualTo(Kind.EXCUSED);
        assertThat(kind(1, TODAY, Slot.AFTERNOON)).isEqualTo(Kind.EXCUSED);
        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void a_whole_day_away_is_one_session_and_half_of_two_is_half() {
        assertThat(days(false, "2026-09-10 MORNING EXCUSED")).isEqualTo(new Days(2, 0));
        assertThat(days(true, "2026-09-10 MORNING EXCUSED")).isEqualTo(new Days(1, 0));
        assertThat(days(true, "2026-09-10 MORNING EXCUSED", "2026-09-10 AFTERNOON UNEXCUSED"))
                .isEqualTo(new Days(1, 1));
        assertThat(days(false, "2026-09-10 MORNING EXCUSED", "2026-09-10 AFTERNOON EXCUSED"))
                .as("both in a class that comes once")
                .isEqualTo(new Days(2, 0));
        assertThat(days(true, "2026-09-10 MORNING PRESENT", "2026-09-10 P1 UNEXCUSED"))
                .isEqualTo(new Days(0, 0));
        assertThat(new Days(60, 29).warning()).isEqualTo(Days.Warning.LATE);
        assertThat(new Days(59, 0).warning()).isEqualTo(Days.Warning.NONE);
        assertThat(new Days(60, 0).warning()).isEqualTo(Days.Warning.EARLY);
        assertThat(new Days(80, 0).warning()).isEqualTo(Days.Warning.LATE);
        assertThat(new Days(90, 0).warning()).as("exactly 45 is allowed").isEqualTo(Days.Warning.LATE);
        assertThat(new Days(90, 1).warning()).isEqualTo(Days.Warning.OVER);
    }

    private Days days(boolean twice, String... absences) {
        return Days.count(
                List.of(absences).stream()
                        .map(each -> each.split(" "))
                        .map(each -> new Absence(
                                "p",
                                LocalDate.parse(each[0]),
                                Slot.valueOf(each[1]),
                                "h",
                                null,
                                Kind.valueOf(each[2]),
                                "s",
                                Instant.EPOCH,
                                1))
                        .toList(),
                homeroom -> twice);
    }

    @Test
    void a_month_that_is_over_waits_for_its_teacher_and_is_shown_to_leaders() {
        var open = db.read(handle -> Register.unconfirmed(handle, LocalDate.parse(TODAY)));
        var notices = db.read(
                handle -> new Today(new Moving(), amendments).of(handle, Objects.requireNonNull(people.get("lan"))));
        assertThat(open)
                .extracting(Register.Open::month)
                .containsExactly(YearMonth.parse("2026-09"), YearMonth.parse("2026-09"));
        assertThat(notices)
                .extracting(notice -> notice.key())
                .containsExactly("attendance.today.call", "attendance.today.confirm");
        assertThat(browser("lan")
                        .get("/pupils/" + pupils.getFirst().id() + "/attendance")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser("mai")
                        .get("/pupils/" + pupils.getFirst().id() + "/attendance")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser("lan")
                        .get("/classes/" + class6a.id() + "/attendance/month?month=2026-09")
                        .body())
                .contains("Lê An", "30");
        var file = browser("lan").get("/classes/" + class6a.id() + "/attendance/month.xlsx?month=2026-09");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).startsWith("PK");
    }
}
