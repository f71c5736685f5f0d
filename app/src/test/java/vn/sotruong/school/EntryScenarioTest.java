package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.gradebook.RefusedWrite;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;

/** Nhập điểm có thời hạn, qua cửa của cả ngôi nhà: what teachers, attackers and the clock do to a window. */
class EntryScenarioTest {
    private static final Duration TO_TEN_TO_FIVE = Duration.ofMinutes(8 * 60 + 50);
    private static final Duration TO_THE_LAST_SECOND = Duration.ofSeconds(9 * 60 + 59);
    private static final Duration PAST_THE_END = Duration.ofMillis(1001);
    private static final int CLASSES = 5;
    private static final int PUPILS = 4;
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.gk\" value=\"([0-9a-f]+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private final SecureRandom random = new SecureRandom();
    private long ops = 0x19c_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder);
    }

    @AfterEach
    void close() {
        school.close();
    }

    /**
     * Một thầy cô với trình duyệt của mình.
     *
     * @param cookie of a session that is open
     */
    private record Seat(String staff, String cookie, Sheet sheet, List<String> pupils, TestBrowser browser) {
        HttpResponse<String> get(String path) {
            return browser.send(browser.request(path).header("Cookie", cookie).GET());
        }

        HttpResponse<String> post(String path, String type, String body) {
            return browser.send(browser.request(path)
                    .header("Cookie", cookie)
                    .header("Content-Type", type)
                    .header("Accept", "application/json")
                    .header("X-CSRF", browser.token())
                    .POST(BodyPublishers.ofString(body)));
        }

        String here() {
            return "/sheets/" + sheet.id();
        }

        HttpResponse<String> commit(String seal) {
            return post(
                    here() + "/commit",
                    "application/x-www-form-urlencoded",
                    "csrf=" + browser.token() + "&col=gk&seal.gk=" + seal);
        }
    }

    /** Publishes, as the principal does, a window that ends at five in the afternoon. */
    private void publish() {
        school.principal().get("/windows");
        var published = school.principal()
                .post(
                        "/windows/publish",
                        "semester",
                        "1",
                        "name",
                        "Nhập điểm giữa kỳ",
                        "scope",
                        "",
                        "subject",
                        "",
                        "opens",
                        "21/11/2026 08:00",
                        "closes",
                        "21/11/2026 17:00",
                        "document",
                        "");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(303);
    }

    private List<Seat> seats(int classes) {
        var hash = school.house.hashes.hash(Governed.PASSWORD);
        return school.house.db.write(Governed.SETUP, tx -> {
            var seats = new ArrayList<Seat>();
            for (var i = 0; i < classes; i++) {
                var homeroom = Roll.open(tx, "2026-2027", 6, "6" + (char) ('A' + i));
                var pupils = enrol(tx, homeroom);
                for (var subject : Curriculum.LOWER_SECONDARY) {
                    seats.add(seat(tx, homeroom, subject.id(), pupils, hash));
                }
            }
            return seats;
        });
    }

    private static List<String> enrol(Tx tx, Homeroom homeroom) {
        var admitted = new ArrayList<Pupil>();
        for (var i = 0; i < PUPILS; i++) {
            var name = VietnameseName.split("Lê Thị " + (char) ('A' + i) + "nh");
            admitted.add(
                    People.admit(tx, name, LocalDate.parse("2015-03-01").plusDays(i), Sex.FEMALE, null, null, null));
        }
        Roll.enrol(tx, homeroom, admitted, Governed.FROM);
        return admitted.stream().map(Pupil::id).toList();
    }

    private Seat seat(Tx tx, Homeroom homeroom, String subject, List<String> pupils, String hash) {
        var staff = People.engage(tx, VietnameseName.split("Trần Thị Dạy"), null);
        Roll.assign(tx, homeroom.id(), subject, staff.id(), Governed.FROM);
        var account = Accounts.create(tx, staff, "thcshm", hash, false);
        var sheet = Gradebook.open(tx, homeroom.id(), subject, 1, 2);
        return new Seat(
                staff.id(),
                "__Host-sotruong=" + OpenSession.begin(tx, random, account.id()),
                sheet,
                pupils,
                school.browser());
    }

    private String typed(List<String> pupils, String value) {
        return pupils.stream()
                .map(pupil -> "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"%s\"}"
                        .formatted(ops++, pupil, value))
                .collect(Collectors.joining(",", "{\"ops\":[", "]}"));
    }

    /** Opens the sheet, types a mark for every pupil, and looks at what would be committed. @return its seal */
    private String prepare(Seat seat) {
        assertThat(seat.get(seat.here()).statusCode()).isEqualTo(200);
        assertThat(TOKEN.matcher(seat.get(seat.here()).body()).find()).isTrue();
        var kept = seat.post(seat.here() + "/ops", "application/json", typed(seat.pupils(), "7,5"));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        var question = SEAL.matcher(seat.get(seat.here() + "/commit").body());
        assertThat(question.find()).isTrue();
        return question.group(1);
    }

    @Test
    @Tag("scenario-6")
    @Tag("art:002-15.3")
    @Tag("art:000-10.3")
    void sixty_browsers_at_the_deadline_are_each_committed_whole_or_listed_late() throws Exception {
        school.clock.forward(TO_TEN_TO_FIVE);
        publish();
        var seats = seats(CLASSES);
        assertThat(seats).hasSize(60);
        var seals = seats.stream().map(this::prepare).toList();
        school.clock.forward(TO_THE_LAST_SECOND);
        assertThat(school.clock.instant()).hasToString("2026-11-21T09:59:59Z");
        var answers = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            answers.addAll(together(threads.invokeAll(commits(seats, seals, 0, 20))));
            // twenty on their way while the clock strikes
            var onTheirWay =
                    commits(seats, seals, 20, 40).stream().map(threads::submit).toList();
            school.clock.forward(PAST_THE_END);
            assertThat(school.clock.instant()).hasToString("2026-11-21T10:00:00.001Z");
            var after =
                    commits(seats, seals, 40, 60).stream().map(threads::submit).toList();
            answers.addAll(together(onTheirWay));
            answers.addAll(together(after));
        }
        assertThat(answers.subList(0, 20)).allMatch(answer -> answer.statusCode() == 303);
        assertThat(answers.subList(40, 60)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("Đợt nhập của một cột đã hết", "hiệu trưởng đồng ý");
        });
        for (var i = 0; i < seats.size(); i++) {
            assertWholeOrLate(seats.get(i), answers.get(i).statusCode() == 303);
        }
        assertLateOp(seats.get(59));
    }

    private static List<Callable<HttpResponse<String>>> commits(
            List<Seat> seats, List<String> seals, int from, int until) {
        var calls = new ArrayList<Callable<HttpResponse<String>>>();
        for (var i = from; i < until; i++) {
            var seat = seats.get(i);
            var seal = seals.get(i);
            calls.add(() -> seat.commit(seal));
        }
        return calls;
    }

    private static List<HttpResponse<String>> together(List<Future<HttpResponse<String>>> asked) throws Exception {
        var answers = new ArrayList<HttpResponse<String>>();
        for (var each : asked) {
            answers.add(each.get());
        }
        return answers;
    }

    private void assertWholeOrLate(Seat seat, boolean committed) {
        var late = school.house.db.read(
                handle -> LateDrafts.list(handle, seat.sheet(), Column.GK, seat.staff(), school.clock.instant()));
        assertThat(count("mark", seat)).as("marks").isEqualTo(committed ? PUPILS : 0);
        assertThat(late).as("late").hasSize(committed ? 0 : PUPILS);
        var list = seat.get("/drafts").body();
        if (committed) {
            assertThat(list).contains("Không có bản nháp chờ ghi sổ");
        } else {
            assertThat(list).contains("Bản nháp muộn: 4 ô").doesNotContain("/commit");
        }
    }

    private long count(String table, Seat seat) {
        return school.house.db.read(handle -> handle.createQuery("SELECT count(*) FROM <table> WHERE sheet = :sheet")
                .define("table", table)
                .bind("sheet", seat.sheet().id())
                .mapTo(Long.class)
                .one());
    }

    /** What comes from an outbox after the end is kept, told of as late, and commits by no door. */
    private void assertLateOp(Seat seat) {
        seat.get(seat.here());
        var late = seat.post(
                seat.here() + "/ops",
                "application/json",
                typed(seat.pupils().subList(0, 1), "9").replace("\"base\":0", "\"base\":" + revision(seat)));
        assertThat(late.body()).contains("\"is\":\"late\"", "CHƯA có hiệu lực");
        assertThat(count("mark", seat)).isZero();
        assertThat(seat.get(seat.here()).body()).contains("hết hạn");
    }

    private long revision(Seat seat) {
        return school.house.db.read(
                handle -> handle.createQuery("SELECT rev FROM draft WHERE sheet = :sheet AND pupil = :pupil")
                        .bind("sheet", seat.sheet().id())
                        .bind("pupil", seat.pupils().getFirst())
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    @Tag("scenario-5")
    @Tag("art:002-16.2")
    void after_leaving_the_system_nobody_changes_what_was_committed() {
        publish();
        var staff = school.staff("Trần Thị Lan");
        var pupils = new ArrayList<String>();
        var sheet = school.house.db.write(Governed.SETUP, tx -> {
            var homeroom = Roll.open(tx, "2026-2027", 7, "7A");
            pupils.addAll(enrol(tx, homeroom));
            Roll.assign(tx, homeroom.id(), "toan", staff, Governed.FROM);
            return Gradebook.open(tx, homeroom.id(), "toan", 1, 2);
        });
        var here = "/sheets/" + sheet.id();
        var cell = here + "/cells/" + pupils.getFirst() + "/gk/correction";
        var lan = school.teacher();
        lan.get(here);
        assertThat(lan.postJson(here + "/ops", typed(pupils, "7,5")).statusCode())
                .isEqualTo(200);

        // leaving with drafts is asked about, and keeping them signs out
        assertThat(TestBrowser.location(lan.post("/sign-out"))).isEqualTo("/drafts?leave=1");
        assertThat(lan.get("/drafts?leave=1").body())
                .contains("Bản nháp: 4 ô CHƯA ghi sổ, còn", "Giữ nháp và đăng xuất", "Huỷ")
                .doesNotContain("Đã lưu");
        var question = SEAL.matcher(lan.get(here + "/commit?leave=1").body());
        assertThat(question.find()).isTrue();
        var committed = lan.post(here + "/commit", "col", "gk", "seal.gk", question.group(1), "leave", "1");
        assertThat(TestBrowser.location(committed)).startsWith("/drafts?leave=1");

        // until she leaves, the one who committed corrects alone, with a reason
        lan.get(cell);
        assertThat(lan.post(cell, "was", "7,5", "value", "8").statusCode())
                .as("no reason")
                .isEqualTo(422);
        assertThat(lan.post(cell, "was", "7,5", "value", "8", "reason", "MISTYPED")
                        .statusCode())
                .isEqualTo(303);
        assertThat(TestBrowser.location(lan.post("/sign-out"))).isEqualTo("/sign-in");

        // and then nobody: not she, not the administrator, not a request without a session
        var again = school.signIn(school.username("Trần Thị Lan"), Governed.PASSWORD);
        again.get(here);
        var typedOver = again.postJson(here + "/ops", typed(pupils.subList(0, 1), "9"));
        assertThat(typedOver.body()).contains("\"is\":\"committed\"", "phó hiệu trưởng chỉ đạo");
        assertThat(again.get(cell).statusCode()).isEqualTo(409);
        var corrected = again.post(cell, "was", "8", "value", "9", "reason", "MISTYPED");
        assertThat(corrected.statusCode()).isEqualTo(409);
        assertThat(corrected.body()).contains("phó hiệu trưởng");
        var admin = school.admin();
        admin.get("/menu");
        assertThat(admin.postJson(here + "/ops", typed(pupils.subList(0, 1), "10"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.post(cell, "was", "8", "value", "10", "reason", "MISTYPED")
                        .statusCode())
                .isEqualTo(403);
        assertThat(school.browser()
                        .postJson(here + "/ops", typed(pupils.subList(0, 1), "10"))
                        .statusCode())
                .isBetween(400, 499);

        assertThat(value(sheet, pupils.getFirst())).isEqualTo("80");
        var traced = school.house.db.read(handle -> RefusedWrite.list(handle, sheet.id()));
        assertThat(school.principal().get("/trace?about=REFUSED").body()).contains("Bị từ chối", "ĐĐG");
        assertThat(traced)
                .extracting(each -> each.staff() + " " + each.reason() + " " + each.wanted())
                .containsExactly(
                        staff + " COMMITTED 9",
                        staff + " NEEDS_DIRECTION 9,0",
                        school.staff("Phạm Quốc Toàn") + " NOT_YOUR_SHEET 10");
    }

    private String value(Sheet sheet, String pupil) {
        return school.house.db.read(handle -> handle.createQuery(
                        "SELECT tenths FROM mark WHERE sheet = :sheet AND pupil = :pupil AND col = 'gk'")
                .bind("sheet", sheet.id())
                .bind("pupil", pupil)
                .mapTo(String.class)
                .one());
    }
}
