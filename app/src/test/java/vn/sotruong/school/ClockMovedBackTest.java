package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.StoreKeys;

/** The machine's clock falls back to the year 2000, as with an empty battery. */
@Tag("scenario-8")
final class ClockMovedBackTest {
    private static final String PASSWORD = "mùa xuân ở trường";
    private static final DateTimeFormatter TYPED =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm").withZone(Formats.ZONE);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();

    private void found() {
        var data = new DataFolder(folder);
        try (var _ = Premises.enter(data);
                var house = House.found(data, "79760512", Duration.ofMinutes(10), Clock.systemUTC(), random)) {
            var hash = house.hashes.hash(PASSWORD);
            house.db.write(new Actor("setup", "test"), tx -> {
                SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
                SchoolYears.open(
                        tx,
                        new SchoolYear(
                                "2026-2027",
                                LocalDate.parse("2026-09-05"),
                                LocalDate.parse("2027-05-31"),
                                SchoolYear.State.OPEN));
                person(tx, hash, "Trần Văn Hiệu", Post.Kind.PRINCIPAL);
                person(tx, hash, "Lê Thị An", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Bình", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Chi", Post.Kind.BOARD);
                person(tx, hash, "Nguyễn Thị Lan");
                return null;
            });
        }
    }

    private static void person(Tx tx, String hash, String name, Post.Kind... posts) {
        var staff = People.engage(tx, VietnameseName.split(name), null);
        for (var post : posts) {
            Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", LocalDate.parse("2026-09-01"), null);
        }
        Accounts.create(tx, staff, "thcshm", hash, false);
    }

    private House open(Instant machineSays) {
        var wrong = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), machineSays));
        return House.open(new DataFolder(folder), Duration.ofMinutes(10), wrong, random);
    }

    private TestBrowser signIn(Web web, String name) {
        var browser = new TestBrowser(web.address(), folder.resolve("keys/lan/authority.pem"));
        browser.get("/sign-in");
        var answer = browser.post("/sign-in", "username", name + ".thcshm", "password", PASSWORD);
        assertThat(answer.statusCode()).as(name).isEqualTo(303);
        browser.get("/password");
        return browser;
    }

    private static HttpResponse<String> write(TestBrowser browser, String from, String to) {
        return browser.post("/password", "old", from, "new", to, "again", to);
    }

    /** Confirms the statement that the page shows. */
    private static HttpResponse<String> confirm(TestBrowser browser) {
        var shown = Pattern.compile("name=\"statement\" value=\"(\\d+)\"")
                .matcher(browser.get("/clock").body());
        return browser.post("/clock/confirm", "statement", shown.find() ? shown.group(1) : "1");
    }

    private List<String> moments(House house) {
        return house.db.read(handle -> handle.createQuery("SELECT at FROM change ORDER BY seq")
                .mapTo(String.class)
                .list());
    }

    @Test
    void writes_stay_closed_until_two_people_said_what_time_it_is_and_the_trace_never_runs_backwards() {
        found();
        var fallen = Instant.parse("2000-01-01T00:07:00Z");
        try (var house = open(fallen);
                var web = house.serve("127.0.0.1", 0)) {
            var lan = signIn(web, "lannt");
            assertThat(lan.get("/").body()).contains("Đồng hồ máy chủ đang sai").doesNotContain("href=\"/clock\"");
            var refused = write(lan, PASSWORD, "gió mùa đông bắc về");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("Đồng hồ máy chủ đang sai");
            List<String> kept = house.db.read(handle -> handle.createQuery("SELECT room || reason || deed FROM refusal")
                    .mapTo(String.class)
                    .list());
            assertThat(kept).containsExactly("webCLOCKPOST /password");
            assertThat(lan.get("/clock").statusCode()).isEqualTo(403);

            var an = signIn(web, "anlt");
            var now = Instant.now();
            assertThat(an.post("/clock/state", "time", "hôm nay", "reason", "hết pin")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(an.post("/clock/state", "time", TYPED.format(now), "reason", "")
                            .statusCode())
                    .isEqualTo(422);
            an.post("/clock/state", "time", TYPED.format(now), "reason", "hết pin đồng hồ");
            assertThat(confirm(an).statusCode()).as("not alone").isEqualTo(422);
            assertThat(write(lan, PASSWORD, "gió mùa đông bắc về").statusCode()).isEqualTo(503);
            an.post("/clock/state", "time", TYPED.format(now.plusSeconds(60)), "reason", "nói lại");
            assertThat(signIn(web, "hieutv")
                            .post("/clock/confirm", "statement", "1")
                            .statusCode())
                    .as("not another statement than was read")
                    .isEqualTo(422);

            assertThat(confirm(signIn(web, "hieutv")).statusCode()).isEqualTo(303);
            assertThat(house.db.doubt()).isEmpty();
            var again = signIn(web, "lannt");
            assertThat(write(again, PASSWORD, "gió mùa đông bắc về").statusCode())
                    .isEqualTo(303);

            assertThat(moments(house)).isSorted();
            assertThat(Instant.parse(moments(house).getLast())).isBetween(now.minusSeconds(60), now.plusSeconds(180));
            var act = house.timekeeping.list().getFirst();
            assertThat(act.machine()).isBetween(fallen, fallen.plusSeconds(60));
            assertThat(act.statedBy()).isNotEqualTo(act.confirmedBy());
            assertThat(house.audit().findings()).isEmpty();
        }
    }

    @Test
    void a_correction_lives_on_with_the_machine_and_ends_when_its_clock_is_set_or_falls_again() {
        found();
        var fallen = Instant.parse("2000-01-01T00:07:00Z");
        try (var house = open(fallen);
                var web = house.serve("127.0.0.1", 0)) {
            signIn(web, "anlt").post("/clock/state", "time", TYPED.format(Instant.now()), "reason", "hết pin đồng hồ");
            confirm(signIn(web, "binhlt"));
            assertThat(house.db.doubt()).isEmpty();
        }
        try (var house = open(fallen.plusSeconds(120))) {
            assertThat(house.db.doubt()).as("the program was started again").isEmpty();
            assertThat(house.timekeeping.correction()).isGreaterThan(Duration.ofDays(9000));
        }
        try (var house = open(fallen.minusSeconds(300))) {
            assertThat(house.db.doubt()).as("the machine's clock fell again").isPresent();
        }
        try (var house = open(Instant.now())) {
            assertThat(house.timekeeping.correction())
                    .as("somebody set it right")
                    .isZero();
            assertThat(house.db.doubt()).isEmpty();
            assertThat(house.today()).isEqualTo(LocalDate.ofInstant(Instant.now(), ZoneOffset.ofHours(7)));
        }
    }

    @Test
    void a_clock_that_is_set_back_while_the_server_runs_closes_the_book_until_two_people_said_what_time_it_is() {
        found();
        var since = System.nanoTime();
        var wall = new AtomicReference<>(Instant.now());
        var clock = ((InstantSource) () -> wall.get().plusNanos(System.nanoTime() - since)).withZone(ZoneOffset.UTC);
        var ticks = new AtomicLong();
        try (var house = House.open(
                        new DataFolder(folder),
                        StoreKeys.inFile(new DataFolder(folder)),
                        Duration.ofMinutes(10),
                        clock,
                        () -> ticks.get() + System.nanoTime() - since,
                        random);
                var web = house.serve("127.0.0.1", 0)) {
            var lan = signIn(web, "lannt");
            assertThat(write(lan, PASSWORD, "gió mùa đông bắc về").statusCode()).isEqualTo(303);
            // nobody writes for an hour; then the clock is set back by less than that
            wall.updateAndGet(at -> at.plus(Duration.ofMinutes(60 - 20)));
            ticks.addAndGet(Duration.ofMinutes(60).toNanos());
            var an = signIn(web, "anlt");
            assertThat(write(an, PASSWORD, "nắng vàng trên sân trường").statusCode())
                    .isEqualTo(503);
            assertThat(an.get("/clock").body())
                    .contains("Đồng hồ vừa bị chỉnh lùi trong lúc máy đang chạy", "Nếu không ai chỉnh, phải là");
            an.post(
                    "/clock/state",
                    "time",
                    TYPED.format(wall.get().plus(Duration.ofMinutes(20))),
                    "reason",
                    "có người chỉnh đồng hồ");
            assertThat(confirm(signIn(web, "hieutv")).statusCode()).isEqualTo(303);
            assertThat(house.db.doubt()).isEmpty();
            assertThat(write(an, PASSWORD, "nắng vàng trên sân trường").statusCode())
                    .isEqualTo(303);
            assertThat(house.audit().findings()).isEmpty();
        }
    }
}
