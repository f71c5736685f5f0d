package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.movements.EarlierMarks;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.primary.Author;
import vn.sotruong.school.primary.Outcome;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Đính chính những gì đã hết thời gian sửa, qua cửa của cả ngôi nhà: record by record. */
class RectificationStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String MINH = "Lê Văn Minh";
    private static final String HOA = "Nguyễn Thị Hoa";
    private static final String HUONG = "Vũ Mai Hương";
    private static final String BINH = "Đỗ Văn Bình";

    @TempDir
    private Path folder;

    private final Axe axe = new Axe();
    private Governed school;
    private Rectifying rectifying;
    private Homeroom room;
    private final List<String> pupils = new ArrayList<>();

    /** A preschool, a primary or a lower secondary school, as the test's tag says. */
    @BeforeEach
    void open(TestInfo test) {
        var level = test.getTags().contains("preschool")
                ? Level.MN
                : test.getTags().contains("primary") ? Level.TH : Level.THCS;
        var grade = level == Level.MN ? 0 : level == Level.TH ? 4 : 8;
        school = new Governed(folder, level);
        rectifying = new Rectifying(school);
        List.of(BINH, "Lý Thị Chi", "Mai Văn Dũng").forEach(name -> school.person(name, Post.Kind.BOARD));
        school.person(MINH);
        room = school.house.db.write(Governed.SETUP, tx -> {
            var opened = Roll.open(tx, "2026-2027", grade, "Lớp Lan");
            Roll.lead(tx, opened.id(), school.staff(LAN), Governed.FROM);
            var other = Roll.open(tx, "2026-2027", grade, "Lớp Minh");
            Roll.lead(tx, other.id(), school.staff(MINH), Governed.FROM);
            for (var name : List.of("Dương Gia An", "Lê Thị Bình")) {
                var pupil = People.admit(
                        tx, VietnameseName.split(name), LocalDate.parse("2017-02-03"), Sex.MALE, null, null, null);
                Roll.enrol(tx, opened, List.of(pupil), Governed.FROM);
                pupils.add(pupil.id());
            }
            return opened;
        });
        window(30);
    }

    private void window(int days) {
        school.house.db.write(Governed.SETUP, tx -> {
            var from = tx.now().minus(Duration.ofDays(1));
            Windows.establish(tx, "2026-2027", 1, "Học kỳ I", from, from.plus(Duration.ofDays(days)), "hieutruong");
            return null;
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String address(String kind, String slot, int pupil) {
        return "/rectifications/new?kind=" + kind + "&homeroom=" + room.id() + "&slot=" + slot + "&pupil="
                + pupils.get(pupil);
    }

    private Outcome level(int pupil, Map<String, String> levels) {
        var author = new Author(school.actor(LAN, Capacity.USE), school.staff(LAN), Set.of(Need.HOMEROOM));
        return school.house.traits.enter(author, room.id(), Moment.MID_FIRST, Map.of(pupils.get(pupil), levels));
    }

    private String levels(int pupil) {
        return String.valueOf(school.one("SELECT levels FROM trait_level WHERE pupil = '" + pupils.get(pupil) + "'"));
    }

    /** How many lines of refusals there are: those of the store, and those on a request. */
    private String traces() {
        return String.valueOf(school.one(
                "SELECT (SELECT count(*) FROM refusal) || ' ' || (SELECT count(*) FROM rectification_refusal)"));
    }

    @Test
    @Tag("primary")
    void a_level_of_a_window_that_has_ended_changes_before_three_people_and_in_no_other_way() {
        assertThat(level(0, Map.of("pc-nhanai", "T", "pc-chamchi", "D"))).isInstanceOf(Outcome.Done.class);
        var address = address("TRAITS", "MID1", 0);
        school.later(Duration.ofDays(40));
        var lan = school.in(LAN);
        var here = "/classes/" + room.id() + "/traits";
        assertThat(lan.get(here + "?at=MID_FIRST").body()).contains(address.replace("&", "&amp;"));
        var alone = lan.get(here + "/correct?at=MID_FIRST&pupil=" + pupils.getFirst());
        assertThat(alone.body()).contains(address.replace("&", "&amp;"));

        var form = school.in(MINH).get(address);
        assertThat(form.body()).contains("Chỉ giáo viên chủ nhiệm");
        Rectifying.refused(
                school.in(MINH)
                        .post(
                                "/rectifications",
                                "kind",
                                "TRAITS",
                                "homeroom",
                                room.id(),
                                "slot",
                                "MID1",
                                "pupil",
                                pupils.getFirst(),
                                "f.pc-nhanai",
                                "C"),
                "Chỉ giáo viên chủ nhiệm");
        assertThat(traces()).as("asked for by somebody else").isEqualTo("1 0");
        Rectifying.refused(Rectifying.ask(lan, address, "f.pc-nhanai", "T", "f.pc-chamchi", "D"), "giống nội dung");
        Rectifying.refused(Rectifying.ask(lan, address, "f.pc-nhanai", "K"), "Chỉ nhận T, Đ hoặc C");
        var id = Rectifying.id(Rectifying.ask(lan, address, "f.pc-nhanai", "C"));
        Rectifying.refused(Rectifying.ask(lan, address, "f.pc-nhanai", "D"), "chờ quyết định");
        assertThat(school.in(MINH).get("/rectifications/" + id).statusCode()).isEqualTo(404);
        assertThat(school.principal().get("/rectifications/" + id).body())
                .contains("Nhân ái: T", "Nhân ái: C", "Biên bản số 4");
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        assertThat(rectifying.attend(MINH, id, "LEADER", HOA).statusCode())
                .as("at the machine of somebody else")
                .isEqualTo(404);
        assertThat(school.one("SELECT count(*) FROM rectification_witness")).isEqualTo("0");
        assertThat(traces()).as("at a request of somebody else").isEqualTo("1 1");
        // with a wrong password: neither a second line of it, nor one of a request that there is not
        rectifying.attend(MINH, id, "LEADER", HOA, "sai mật khẩu");
        lan.post(
                "/rectifications/khongco/attend",
                "role",
                "LEADER",
                "username",
                school.username(HOA),
                "password",
                "sai mật khẩu");
        assertThat(traces()).isEqualTo("1 1");
        rectifying.attend(LAN, id, "LEADER", HUONG);
        Rectifying.refused(rectifying.attend(LAN, id, "BOARD", HUONG), "ba người khác nhau");
        Rectifying.refused(rectifying.attend(LAN, id, "BOARD", LAN), "chính mình");
        assertThat(traces()).as("one line of each refusal").isEqualTo("1 3");
        rectifying.attend(LAN, id, "BOARD", BINH);
        Rectifying.refused(rectifying.execute(LAN, id), "Chưa đủ ba người");
        assertThat(levels(0)).isEqualTo("pc-chamchi:D pc-nhanai:T");
        rectifying.attend(LAN, id, "REQUESTER", LAN);
        assertThat(rectifying.execute(LAN, id).statusCode()).isEqualTo(303);
        assertThat(levels(0)).isEqualTo("pc-chamchi:D pc-nhanai:C");
        assertThat(school.lines("trait_level").getLast()).contains("Hội đồng xét lại");

        // a new window opens nothing that three people wrote, nor what was committed before
        window(60);
        assertThat(lan.get(here + "/correct?at=MID_FIRST&pupil=" + pupils.getFirst())
                        .body())
                .contains("Nhân ái: C");
        id = Rectifying.id(Rectifying.ask(lan, address, "f.pc-nhanai", "T"));
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        // what stands there changes after the consent: nothing of it is written
        assertThat(level(0, Map.of("pc-yeunuoc", "T"))).isInstanceOf(Outcome.Done.class);
        Rectifying.refused(rectifying.together(LAN, id, HUONG, BINH), "đã khác lúc đề nghị");
        assertThat(levels(0)).isEqualTo("pc-chamchi:D pc-nhanai:C pc-yeunuoc:T");
    }

    private void publish() {
        school.principal().get("/indicator-sets");
        var done = school.principal()
                .post(
                        "/indicator-sets",
                        "grade",
                        "0",
                        "decision",
                        "21/QĐ-MN",
                        "d.thechat",
                        "Bật xa tối thiểu 50 cm\r\nNhảy lò cò",
                        "d.ngonngu",
                        "Kể lại được truyện ngắn");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    private HttpResponse<String> observe(String stage, String base, String... seen) {
        var path = "/classes/" + room.id() + "/observations/" + pupils.getFirst();
        var sent = new ArrayList<>(List.of("stage", stage, "base", base, "deed", "commit", "checked", "yes"));
        sent.addAll(List.of(seen));
        school.in(LAN).get(path);
        return school.in(LAN).post(path, sent.toArray(String[]::new));
    }

    private String seen() {
        return String.valueOf(school.one("SELECT seen || ' ' || remark FROM observation"));
    }

    @Test
    @Tag("preschool")
    @Tag("scenario-21")
    void what_was_observed_of_a_child_changes_before_three_people_and_its_stage_has_a_window() {
        publish();
        assertThat(observe("BEGIN", "0", "i.1.1", "D", "i.1.2", "C", "remark", "Cháu mạnh dạn")
                        .statusCode())
                .isEqualTo(303);
        Rectifying.refused(observe("END", "0", "i.1.1", "D"), "Chưa có đợt nhập cho giai đoạn này");
        var address = address("OBSERVATION", "BEGIN", 0);
        var link = address.replace("&", "&amp;");
        var refused = observe("BEGIN", String.valueOf(school.one("SELECT seq FROM observation")), "i.1.2", "D");
        Rectifying.refused(refused, "không tự sửa được");
        assertThat(refused.body()).contains(link);
        school.later(Duration.ofDays(40));
        var late = observe("BEGIN", String.valueOf(school.one("SELECT seq FROM observation")), "i.3.1", "D");
        Rectifying.refused(late, "đã hết, nên chưa ghi");
        assertThat(late.body()).contains(link);

        assertThat(school.in(MINH).get(address).body()).contains("Chỉ giáo viên phụ trách lớp");
        var lan = school.in(LAN);
        Rectifying.refused(Rectifying.ask(lan, address, "f.1.1", "9,5"), "Chỉ chọn Đạt hoặc Cần cố gắng");
        var id = Rectifying.id(Rectifying.ask(lan, address, "f.1.2", "D"));
        int waiting = school.house.db.read(handle -> school.house.rectifications.countWaiting(handle, room.id(), 1));
        assertThat(waiting).as("the closing of the book names it").isEqualTo(1);
        Rectifying.refused(rectifying.execute(LAN, id), "không còn chờ bước đó");
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        for (var pair : List.of(List.of("LEADER", HOA), List.of("BOARD", BINH))) {
            assertThat(rectifying
                            .attend(LAN, id, pair.getFirst(), pair.getLast())
                            .statusCode())
                    .isEqualTo(303);
        }
        Rectifying.refused(rectifying.attend(LAN, id, "REQUESTER", HOA), "ba người khác nhau");
        Rectifying.refused(rectifying.attend(LAN, id, "REQUESTER", "Lý Thị Chi"), "không giữ chức vụ");
        Rectifying.refused(rectifying.execute(LAN, id), "Chưa đủ ba người");
        assertThat(seen()).isEqualTo("1.1:D 1.2:C Cháu mạnh dạn");
        assertThat(rectifying.attend(LAN, id, "REQUESTER", LAN).statusCode()).isEqualTo(303);
        assertThat(rectifying.execute(LAN, id).statusCode()).isEqualTo(303);
        assertThat(seen()).isEqualTo("1.1:D 1.2:D Cháu mạnh dạn");
        assertThat(school.lines("observation").getLast()).contains("Hội đồng xét lại");
        // what nobody agreed to does not even get past the tables
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP,
                        tx -> tx.handle().execute("UPDATE conduct_amendment SET new_level = '1.1:C' WHERE id = ?", id)))
                .hasMessageContaining("conduct_amendment");

        // a child of whom nothing was written in time gets its record the same way
        var other = address("OBSERVATION", "BEGIN", 1);
        var stale = Rectifying.id(Rectifying.ask(lan, other, "f.1.1", "D", "f.remark", ""));
        school.later(Duration.ofMinutes(1));
        publish();
        Rectifying.refused(rectifying.consent(HOA, stale), "đã khác lúc đề nghị");
        assertThat(school.one("SELECT count(*) FROM observation"))
                .as("its codes name other indicators now")
                .isEqualTo("1");
        var again = school.in(LAN);
        again.get("/rectifications/" + stale);
        assertThat(again.post("/rectifications/" + stale + "/withdraw").statusCode())
                .isEqualTo(303);
        agreed(Rectifying.id(Rectifying.ask(school.in(LAN), other, "f.1.1", "D", "f.remark", "")));
        assertThat(school.one("SELECT count(*) FROM observation")).isEqualTo("2");
    }

    private void agreed(String id) {
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        assertThat(rectifying.together(LAN, id, HUONG, BINH).statusCode()).isEqualTo(303);
    }

    @Test
    @Tag("browser")
    @Tag("primary")
    void as_it_looks() {
        level(0, Map.of("pc-nhanai", "T", "pc-chamchi", "D"));
        school.later(Duration.ofDays(40));
        var address = address("TRAITS", "MID1", 0);
        var id = Rectifying.id(Rectifying.ask(school.in(LAN), address, "f.pc-nhanai", "C"));
        rectifying.consent(HOA, id);
        try (var chromium = new Chromium()) {
            for (var phone : List.of(false, true)) {
                var page = phone ? chromium.phone() : chromium.desk();
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("input[name=username]", school.username(LAN));
                page.fill("input[name=password]", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button");
                page.waitForURL(url -> !url.contains("/sign-in"));
                for (var each : List.of(address, "/rectifications", "/rectifications/" + id)) {
                    page.navigate(school.web().address().resolve(each).toString());
                    var name = each.equals(address) ? "ask" : each.endsWith(id) ? "one" : "list";
                    Chromium.shoot(page, "rectifications-" + name + (phone ? "-390" : "-1366"));
                    assertThat(axe.violations(page)).as(each).isEmpty();
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .as(each)
                            .isLessThanOrEqualTo(phone ? 390 : 1366);
                }
            }
        }
    }

    @Test
    void a_written_remark_of_a_time_that_has_ended_changes_before_three_people() {
        var sheet = school.house.db.write(Governed.SETUP, tx -> {
            Roll.assign(tx, room.id(), "toan", school.staff(MINH), Governed.FROM);
            return Gradebook.open(tx, room.id(), "toan", 1, 2);
        });
        var here = "/sheets/" + sheet.id() + "/remarks";
        school.in(MINH).get(here);
        assertThat(remark(here, "0", "", "Chăm học").statusCode()).isEqualTo(303);
        school.later(Duration.ofDays(40));
        var address = address("REMARK", "HK1", 0) + "&detail=" + sheet.id();
        assertThat(school.in(MINH).get(here).body()).contains(address.replace("&", "&amp;"));
        assertThat(school.in(LAN).get(address).body()).contains("không được phân công");
        Rectifying.refused(Rectifying.ask(school.in(MINH), address, "f.text", "x".repeat(501)), "500 ký tự");
        var id = Rectifying.id(Rectifying.ask(school.in(MINH), address, "f.text", "Chăm học, cần cẩn thận hơn"));
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        Rectifying.refused(rectifying.attend(MINH, id, "BOARD", MINH), "chính mình");
        assertThat(rectifying.together(MINH, id, HUONG, BINH).statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT body FROM subject_remark")).isEqualTo("Chăm học, cần cẩn thận hơn");
        assertThat(school.lines("subject_remark").getLast()).contains("Hội đồng xét lại");
        // a new time for entering does not open what three people wrote
        window(60);
        var seq = String.valueOf(school.one("SELECT seq FROM subject_remark"));
        assertThat(remark(here, seq, "Chăm học, cần cẩn thận hơn", "Khác").statusCode())
                .isEqualTo(409);
        assertThat(school.one("SELECT body FROM subject_remark")).isEqualTo("Chăm học, cần cẩn thận hơn");
        // what stands of a pupil who sits in another class now can be put right too, and nothing new begins there
        school.house.db.write(Governed.SETUP, tx -> {
            var other = Roll.open(tx, "2026-2027", 8, "Lớp khác");
            for (var each : pupils) {
                var pupil = People.getPupil(tx.handle(), each);
                Roll.move(tx, pupil, other, LocalDate.ofInstant(tx.now(), Formats.ZONE), "chuyển lớp");
            }
            return null;
        });
        Rectifying.id(Rectifying.ask(school.in(MINH), address, "f.text", "Chăm học"));
        var none = address("REMARK", "HK1", 1) + "&detail=" + sheet.id();
        assertThat(school.in(MINH).get(none).body()).contains("không được phân công");
    }

    private HttpResponse<String> remark(String here, String base, String was, String text) {
        var pupil = pupils.getFirst();
        return school.in(MINH).post(here, "seq." + pupil, base, "was." + pupil, was, "text." + pupil, text);
    }

    @Test
    void a_mark_of_a_former_school_that_was_confirmed_wrongly_changes_or_is_struck_before_three_people() {
        var pupil = pupils.getFirst();
        var van = "Ngô Bích Vân";
        school.house.db.write(Governed.SETUP, tx -> {
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("pupil", pupil);
            row.put("kind", "TRANSFER_IN");
            row.put("date", "2027-01-20");
            row.put("from_homeroom", null);
            row.put("to_homeroom", room.id());
            row.put("reason", "chuyển chỗ ở");
            row.put("other_school", "Trường cũ");
            row.put("document_no", "1/GCT");
            row.put("attachment", null);
            row.put("other_code", null);
            row.put("requested_by", school.staff(van));
            row.put("approved_by", school.staff(HOA));
            row.put("at", Moments.text(tx.now()));
            return tx.create(
                    Movements.ENTITIES.stream()
                            .filter(each -> each.table().equals("status_event"))
                            .findFirst()
                            .orElseThrow(),
                    row);
        });
        var marks = school.house.moves.earlierMarks(school.house.moves.desk());
        assertThat(marks.enter(
                        school.actor(van, Capacity.USE),
                        school.staff(van),
                        pupil,
                        "2026-2027",
                        "1",
                        "Trường cũ",
                        List.of(new EarlierMarks.Typed("toan", "tb", "5,5")),
                        null))
                .isInstanceOf(vn.sotruong.school.movements.Outcome.Done.class);
        var mark = String.valueOf(school.one("SELECT id FROM earlier_mark"));
        var address = address("EARLIER_MARK", "HK1", 0) + "&detail=" + mark;
        assertThat(school.clerk().get(address).body()).as("it waits").contains("Không có đề nghị này");
        assertThat(marks.hold(school.actor(HOA, Capacity.USE), school.staff(HOA), pupil, List.of(mark), true))
                .isInstanceOf(vn.sotruong.school.movements.Outcome.Done.class);

        assertThat(school.clerk().get("/pupils/" + pupil + "/movements").body())
                .contains(address.replace("&", "&amp;"));
        assertThat(school.in(MINH).get(address).body()).contains("Chưa có gì thay đổi");
        Rectifying.refused(Rectifying.ask(school.clerk(), address, "f.value", "85"), "8,5");
        var id = Rectifying.id(Rectifying.ask(school.clerk(), address, "f.value", "8,5"));
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        Rectifying.refused(rectifying.execute(van, id), "Chưa đủ ba người");
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE earlier_mark SET tenths = 85")))
                .hasMessageContaining("earlier_mark");
        assertThat(rectifying.together(van, id, HOA, BINH).statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT state || tenths FROM earlier_mark")).isEqualTo("CONFIRMED85");
        assertThat(school.lines("earlier_mark").getLast()).contains("Hội đồng xét lại");
        assertThat(result(pupil)).contains("85");

        // the row of a year that has ended follows too
        school.house.db.write(Governed.SETUP, tx -> {
            SchoolYears.turn(tx, SchoolYears.getOpenYear(tx.handle()), SchoolYear.State.CLOSED, "kết chuyển");
            return null;
        });
        id = Rectifying.id(Rectifying.ask(school.clerk(), address, "f.value", ""));
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        assertThat(rectifying.together(van, id, HUONG, BINH).statusCode()).isEqualTo(303);
        assertThat(school.one("SELECT state FROM earlier_mark")).isEqualTo("REJECTED");
        assertThat(result(pupil)).doesNotContain("85");
    }

    private String result(String pupil) {
        return String.valueOf(school.one("SELECT subjects FROM pupil_result WHERE pupil = '" + pupil + "'"));
    }
}
