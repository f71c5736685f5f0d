package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.safekeeping.Safekeeping;

/** Chuyển năm học: proposed by the board, confirmed by the principal, whole or not at all; and taken back by both. */
class RolloverStoryTest {
    private static final String OLD = "2026-2027";
    private static final String NEW = "2027-2028";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]{64})\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom six;
    private Homeroom nine;
    private String sheet;
    private String set = "";
    private final Map<String, String> pupils = new HashMap<>();
    private final Map<String, Homeroom> rooms = new HashMap<>();

    @BeforeEach
    void open() {
        school = new Governed(folder);
        for (var name : List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi")) {
            school.person(name, Post.Kind.BOARD);
        }
        six = school.house.db.write(Governed.SETUP, tx -> Roll.open(tx, OLD, 6, "6A"));
        nine = school.house.db.write(Governed.SETUP, tx -> Roll.open(tx, OLD, 9, "9A"));
        sheet = school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, OLD);
            admit(tx, six, "Trần An", "Trần Bình", "Lê Hè", "Đỗ Hè", "Vũ Lại");
            admit(tx, nine, "Phan Cúc", "Phan Lại");
            Roll.assign(tx, six.id(), "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            Roll.lead(tx, six.id(), school.staff("Trần Thị Lan"), Governed.FROM);
            return Gradebook.open(tx, six.id(), "toan", 2, 2).id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void admit(Tx tx, Homeroom room, String... names) {
        var all = new ArrayList<Pupil>();
        for (var name : names) {
            all.add(People.admit(
                    tx, VietnameseName.split(name), LocalDate.parse("2014-05-01"), Sex.FEMALE, null, null, null));
            pupils.put(name, all.getLast().id());
            rooms.put(name, room);
        }
        Roll.enrol(tx, room, all, Governed.FROM);
    }

    /** Everybody is reviewed; the names say how it came out. */
    private void review() {
        school.house.db.write(Governed.SETUP, tx -> {
            pupils.forEach((name, pupil) -> {
                var outcome = name.endsWith("Hè") ? "KIEM_TRA_LAI" : name.endsWith("Lại") ? "O_LAI_LOP" : "LEN_LOP";
                var room = Objects.requireNonNull(rooms.get(name)).id();
                Reviewed.first(tx, OLD, room, pupil, outcome, school.staff("Nguyễn Thị Hoa"));
            });
            return null;
        });
    }

    private TestBrowser member() {
        return school.in("Lê Thị An");
    }

    private void closeBook(Homeroom room, int semester) {
        var here = "/closing/" + room.id() + "/" + semester + "/";
        step(member(), here + "propose", "said", "Đủ điểm");
        step(school.principal(), here + "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        step(member(), here + "close");
    }

    private static void step(TestBrowser browser, String path, String... fields) {
        browser.get("/menu");
        var answer = browser.post(path, fields);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(303);
    }

    /** A set of the year's end, and what the backup program says of its copies. */
    private void archive(String... kinds) {
        set = "nam-" + school.clock.instant().getEpochSecond();
        school.house.db.write(Governed.SETUP, tx -> {
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("name", set);
            row.put("session", "NAM");
            row.put("made_at", Moments.text(tx.now()));
            row.put("epoch", "0".repeat(16));
            row.put("head_seq", 1L);
            row.put("head", "0".repeat(64));
            row.put("bytes", 1L);
            row.put("state", "READY");
            tx.create(Safekeeping.ENTITIES.getFirst(), row);
            return null;
        });
        for (var kind : kinds) {
            burnt(kind, "VERIFIED");
        }
    }

    private void burnt(String kind, String state) {
        var media = school.house.data.spool().resolve("media");
        var result = "{\"set\":\"%s\",\"kind\":\"%s\",\"place\":\"x\",\"state\":\"%s\",\"at\":\"%s\"}"
                .formatted(set, kind, state, school.clock.instant());
        try {
            Files.createDirectories(media);
            Files.writeString(media.resolve(set + kind + state + ".json"), result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page of the trial would send. */
    private String[] form(TestBrowser browser, String handed) {
        var page = browser.get("/year-end/plan?handed=" + handed).body();
        var at = page.indexOf("action=\"/year-end/propose\"");
        var fields = new ArrayList<String>();
        HIDDEN.matcher(at < 0 ? "" : page.substring(at)).results().forEach(found -> {
            if (!found.group(1).equals("csrf")) {
                fields.add(found.group(1));
                fields.add(found.group(2));
            }
        });
        return fields.toArray(String[]::new);
    }

    private HttpResponse<String> propose() {
        return member().post("/year-end/propose", form(member(), "BB-01"));
    }

    private String roll() {
        return Objects.requireNonNull(
                school.one("SELECT id FROM year_roll ORDER BY proposed_at DESC, seq DESC LIMIT 1"));
    }

    private HttpResponse<String> principal(String deed, String... fields) {
        school.principal().get("/year-end");
        return school.principal().post("/year-end/" + roll() + "/" + deed, fields);
    }

    private void ready() {
        for (var room : List.of(six, nine)) {
            closeBook(room, 1);
            closeBook(room, 2);
        }
        review();
        archive("dvd", "usb");
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(words).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    private List<String> in(String year, String name) {
        return school.house.db.read(handle -> Roll.listHomerooms(handle, year).stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> Roll.list(handle, each.id()).stream())
                .map(each -> each.pupil().name().full())
                .sorted()
                .toList());
    }

    /** All that a roll-over may change, row by row, without the numbers of the journal. */
    private List<String> state() {
        var all = new ArrayList<String>();
        for (var sql : List.of(
                "SELECT id || state FROM school_year WHERE id = '" + OLD + "'",
                "SELECT e.id || e.pupil || e.number || e.from_date || ifnull(e.until_date, '-') || ifnull(e.ended, '-')"
                        + " FROM enrolment e JOIN homeroom h ON h.id = e.homeroom WHERE h.school_year = '" + OLD + "'",
                "SELECT id || ifnull(until_date, '-') FROM teaching_assignment",
                "SELECT id || ifnull(until_date, '-') FROM homeroom_teacher",
                "SELECT id || status FROM pupil")) {
            all.addAll(school.house.db.<List<String>>read(
                    handle -> handle.createQuery(sql).mapTo(String.class).list()));
        }
        return all.stream().sorted().toList();
    }

    @Test
    @Tag("scenario-9")
    @Tag("art:000-10.2")
    @Tag("art:002-6.a")
    void an_open_book_holds_the_year_and_what_is_ready_rolls_once() {
        closeBook(six, 1);
        closeBook(nine, 1);
        closeBook(nine, 2);
        archive("dvd", "usb");
        assertThat(school.principal().get("/year-end").body()).contains(">Xem thử<", "không thay đổi gì");
        assertThat(member().get("/year-end").body())
                .as("pupils without a decision are named")
                .contains("Còn 7 học sinh chưa xét lên lớp xong", "Trần An (6A)");
        review();
        assertThat(member().get("/year-end").body())
                .as("the open book is named, and a link leads to it")
                .contains("Còn 1 sổ học kỳ II chưa đóng", "/closing/" + six.id() + "/2\">6A")
                .contains("Chưa có bộ lưu trữ cuối năm lập sau khi đóng sổ cuối cùng");
        assertThat(member().get("/year-end/plan").body())
                .contains("Chưa đủ điều kiện chuyển năm")
                .doesNotContain("action=\"/year-end/propose\"");
        refused(proposed(), "Chưa đủ điều kiện");

        school.clock.forward(Duration.ofSeconds(5));
        closeBook(six, 2);
        assertThat(member().get("/year-end").body())
                .doesNotContain("chưa đóng</a>")
                .contains("Chưa có bộ lưu trữ cuối năm lập sau khi đóng sổ cuối cùng");
        refused(proposed(), "Chưa đủ điều kiện");
        school.clock.forward(Duration.ofSeconds(5));
        archive("dvd");
        burnt("usb", "FAILED");
        assertThat(member().get("/year-end").body())
                .contains("chưa được ghi và kiểm tra trên USB", "Bản trên đĩa DVD đã đọc lại")
                .contains("Có thay đổi nơi nhận chưa ký nhận");
        school.clock.forward(Duration.ofSeconds(5));
        burnt("usb", "VERIFIED");
        refused(proposed(), "Chưa đủ điều kiện");

        var before = state();
        assertThat(propose().statusCode()).isEqualTo(303);
        assertThat(state()).as("the trial leaves nothing").isEqualTo(before);
        refused(proposed(), "đã được đề nghị");
        for (var other : List.of(school.teacher(), school.clerk(), member())) {
            other.get("/menu");
            assertThat(other.post("/year-end/" + roll() + "/confirm", "decision", "1")
                            .statusCode())
                    .isEqualTo(403);
        }
        school.vice().get("/menu");
        refused(school.vice().post("/year-end/" + roll() + "/confirm", "decision", "1"), "Chỉ hiệu trưởng");
        refused(principal("confirm", "decision", ""), "Thiếu số quyết định");
        assertThat(school.principal().get("/").body()).contains("đề nghị chuyển từ năm học 2026-2027 sang 2027-2028");
        assertThat(principal("confirm", "decision", "50/QĐ-THCS").statusCode()).isEqualTo(303);
        refused(principal("confirm", "decision", "51/QĐ-THCS"), "đã chuyển rồi");
        refused(proposed(), "Chưa đủ điều kiện");

        assertThat(in(NEW, "7A")).containsExactly("Trần An", "Trần Bình");
        assertThat(in(NEW, "6A")).containsExactly("Vũ Lại");
        assertThat(in(NEW, "9A")).containsExactly("Phan Lại");
        assertThat(status("Phan Cúc")).isEqualTo(PupilStatus.FINISHED);
        for (var held : List.of("Lê Hè", "Đỗ Hè")) {
            assertThat(places(held)).as(held).hasSize(1);
            assertThat(school.clerk().get("/year-end/held").body()).contains(held, "Chờ duyệt kết quả hè");
        }
        assertThat(in(OLD, "6A"))
                .as("the old class goes on showing whom it had")
                .hasSize(5);
        assertThat(school.principal().get("/classes/" + six.id()).body()).contains("Lê Hè", "Trần An");
        assertThat(school.principal().get("/closing/" + six.id() + "/2").statusCode())
                .isEqualTo(200);
        assertThat(school.teacher().get("/sheets/" + sheet).body()).contains("Lê Hè", "Trần An");
        assertThat(school.teacher()
                        .postJson(
                                "/sheets/" + sheet + "/ops",
                                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"8\"}]}"
                                        .formatted(7, pupils.get("Trần An")))
                        .body())
                .doesNotContain("\"kept\"");
        school.clerk().get("/classes/" + six.id() + "/edit");
        refused(
                school.clerk().post("/classes/" + six.id() + "/edit", "grade", "6", "name", "6X", "base", "1"),
                "đã kết thúc");
        assertThat(school.one("SELECT count(*) FROM teaching_assignment WHERE until_date IS NULL"))
                .isEqualTo("0");
        assertThat(school.lines("year_roll")).hasSize(2);
    }

    /** A proposal as somebody forges it. */
    private HttpResponse<String> proposed() {
        member().get("/menu");
        return member().post("/year-end/propose", "starts", "2027-09-05", "ends", "2028-05-31", "seal", "0".repeat(64));
    }

    private PupilStatus status(String name) {
        return school.house.db.read(handle -> People.getPupil(handle, Objects.requireNonNull(pupils.get(name)))
                .status());
    }

    private List<Enrolment> places(String name) {
        return school.house.db.read(handle -> Roll.listPlaces(handle, Objects.requireNonNull(pupils.get(name))));
    }

    @Test
    void it_is_taken_back_by_two_until_the_new_year_begins_to_write() {
        ready();
        var before = state();
        assertThat(propose().statusCode()).isEqualTo(303);
        assertThat(principal("confirm", "decision", "50/QĐ-THCS").statusCode()).isEqualTo(303);
        refused(principal("undo", "decision", "52/QĐ-THCS"), "Chưa có đề nghị hoàn tác");
        step(member(), "/year-end/" + roll() + "/ask-undo", "reason", "Nhầm lớp");
        assertThat(school.principal().get("/year-end").body()).contains("Nhầm lớp");
        assertThat(principal("undo", "decision", "52/QĐ-THCS").statusCode()).isEqualTo(303);
        assertThat(state()).as("everything is where it was").isEqualTo(before);
        assertThat(in(NEW, "7A")).isEmpty();
        refused(principal("undo", "decision", "52/QĐ-THCS"), "chưa chuyển, hoặc đã hoàn tác");

        assertThat(propose().statusCode()).as("and again").isEqualTo(303);
        assertThat(principal("confirm", "decision", "53/QĐ-THCS").statusCode()).isEqualTo(303);
        assertThat(in(NEW, "7A")).containsExactly("Trần An", "Trần Bình");
        assertThat(school.house.db.<Integer>read(handle -> Roll.listHomerooms(handle, NEW).stream()
                        .mapToInt(each -> Roll.listFormer(handle, each.id()).size())
                        .sum()))
                .as("nobody was in a class that never began")
                .isZero();

        var seven = school.house.db.write(Governed.SETUP, tx -> {
            var room = Roll.listHomerooms(tx.handle(), NEW).stream()
                    .filter(each -> each.name().equals("7A"))
                    .findFirst()
                    .orElseThrow();
            Roll.lead(tx, room.id(), school.staff("Trần Thị Lan"), Governed.FROM);
            return room.id();
        });
        step(school.admin(), "/classes/ready");
        step(school.teacher(), "/classes/" + seven + "/number", "seen", "2");
        step(school.teacher(), "/classes/" + seven + "/sign", "seen", "2");
        assertThat(member().get("/year-end").body()).contains("Không hoàn tác được nữa", "đã xác nhận danh sách");
        member().get("/menu");
        refused(member().post("/year-end/" + roll() + "/ask-undo", "reason", "Muộn"), "đã xác nhận danh sách");
    }

    @Test
    void whoever_waited_for_the_summer_is_placed_once_it_is_decided() {
        ready();
        assertThat(propose().statusCode()).isEqualTo(303);
        assertThat(principal("confirm", "decision", "50/QĐ-THCS").statusCode()).isEqualTo(303);
        refused(place("Lê Hè", "7A"), "chưa được duyệt");
        school.house.db.write(Governed.SETUP, tx -> {
            var principal = school.staff("Nguyễn Thị Hoa");
            Reviewed.second(tx, OLD, six.id(), Objects.requireNonNull(pupils.get("Lê Hè")), "LEN_LOP", principal);
            Reviewed.second(tx, OLD, six.id(), Objects.requireNonNull(pupils.get("Đỗ Hè")), "O_LAI_LOP", principal);
            return null;
        });
        assertThat(school.clerk().get("/").body()).contains("2 học sinh đã có kết quả hè");
        assertThat(school.clerk().get("/year-end/held").body()).contains("Được lên lớp sau hè", "Ở lại lớp sau hè");
        refused(place("Lê Hè", "6A"), "không đúng khối");
        refused(place("Trần An", "7A"), "không có trong danh sách chờ");
        school.teacher().get("/menu");
        assertThat(school.teacher()
                        .post("/year-end/held", "pupil", Objects.requireNonNull(pupils.get("Lê Hè")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(place("Lê Hè", "7A").statusCode()).isEqualTo(303);
        assertThat(place("Đỗ Hè", "6A").statusCode()).isEqualTo(303);
        refused(place("Lê Hè", "7A"), "không có trong danh sách chờ");
        assertThat(in(NEW, "7A")).containsExactly("Lê Hè", "Trần An", "Trần Bình");
        assertThat(in(NEW, "6A")).containsExactly("Vũ Lại", "Đỗ Hè");
        assertThat(school.clerk().get("/year-end/held").body()).contains("Đã xếp vào lớp 7A");
        member().get("/menu");
        refused(member().post("/year-end/" + roll() + "/ask-undo", "reason", "Muộn"), "đã có học sinh đến");
    }

    private HttpResponse<String> place(String name, String room) {
        var id = school.house.db.<String>read(handle -> Roll.listHomerooms(handle, NEW).stream()
                .filter(each -> each.name().equals(room))
                .findFirst()
                .orElseThrow()
                .id());
        school.clerk().get("/year-end/held");
        return school.clerk()
                .post("/year-end/held", "year", OLD, "pupil", Objects.requireNonNull(pupils.get(name)), "homeroom", id);
    }

    @Test
    void classes_are_named_as_the_board_says_and_one_name_is_of_one_grade() {
        ready();
        var fields = form(member(), "BB-01");
        var plan = "/year-end/plan?handed=BB-01&stay." + nine.id() + "=9A&stay." + six.id() + "=6A&up." + six.id();
        assertThat(member().get(plan + "=9A").body()).contains("dùng cho hai khối");
        assertThat(member().get(plan + "=").body()).contains("chưa có tên");
        var page = member().get(plan + "=7B").body();
        assertThat(page).contains(">7B<").doesNotContain(">7A<");
        assertThat(SEAL.matcher(page).results().count()).isEqualTo(1);
        for (var i = 0; i < fields.length; i += 2) {
            if (fields[i].startsWith("up.")) {
                fields[i + 1] = "7C";
            }
        }
        refused(member().post("/year-end/propose", fields), "Sổ đã đổi từ khi thầy cô xem");
        assertThat(propose().statusCode()).isEqualTo(303);
        school.house.db.write(Governed.SETUP, tx -> {
            admit(tx, six, "Trần Chín");
            var nine = Objects.requireNonNull(pupils.get("Trần Chín"));
            Reviewed.first(tx, OLD, six.id(), nine, "LEN_LOP", school.staff("Nguyễn Thị Hoa"));
            return null;
        });
        assertThat(school.principal().get("/year-end").body()).contains("Sổ đã đổi từ khi đề nghị");
        refused(principal("confirm", "decision", "50/QĐ-THCS"), "Sổ đã đổi");
        step(member(), "/year-end/" + roll() + "/withdraw", "reason", "Có em mới vào");
        for (var sql : List.of("UPDATE year_roll SET state = 'ROLLED'", "UPDATE year_roll SET seal = 'x'")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void the_pages_are_whole_on_a_desk_and_on_a_phone() {
        closeBook(six, 1);
        look("missing", List.of("/year-end", "/year-end/plan"));
        closeBook(six, 2);
        closeBook(nine, 1);
        closeBook(nine, 2);
        review();
        archive("dvd", "usb");
        propose();
        look("proposed", List.of("/year-end", "/year-end/plan"));
        principal("confirm", "decision", "50/QĐ-THCS");
        look("rolled", List.of("/year-end", "/year-end/held"));
    }

    private void look(String name, List<String> paths) {
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", school.username("Nguyễn Thị Hoa"));
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                for (var path : paths) {
                    var answer =
                            page.navigate(school.web().address().resolve(path).toString());
                    assertThat(answer.status()).as(path).isEqualTo(200);
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                            .as(path)
                            .isLessThanOrEqualTo(0);
                    assertThat(axe.violations(page)).as(path).isEmpty();
                    Chromium.shoot(
                            page, "rollover-" + name + "-" + paths.indexOf(path) + "-" + page.viewportSize().width);
                }
            }
        }
    }
}
