package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;

/** Finding anybody by name, the yearly review, records that look double, and fields of the school's own. */
class FindAndCareTest {
    @TempDir
    private Path folder;

    private Database db;
    private TestDoor door;
    private List<Homeroom> rooms;
    private Pupil anh;
    private Pupil binh;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        rooms = SampleSchool.openClasses(db, "7A", "7B");
        anh = admit("Nguyễn Thị Ngọc Ánh", "2600000001");
        binh = admit("Lê Thị Bình", null);
        var lan = engage("Trần Thị Lan");
        db.write(CLERK, tx -> {
            Roll.enrol(tx, rooms.get(0), List.of(anh), TODAY);
            Roll.enrol(tx, rooms.get(1), List.of(binh), TODAY);
            Roll.lead(tx, rooms.get(0).id(), lan, TODAY);
            return true;
        });
        var entrance = new Entrance(Map.of(
                "clerk", Entrance.visitor("vt1", "Đặng Thu Hà", Need.CLERK),
                "admin", Entrance.visitor("qt", "Hoàng Đăng Khoa", Need.ADMIN),
                "principal", Entrance.visitor("ht", "Nguyễn Thanh Hòa", Need.PRINCIPAL),
                "homeroom", Entrance.visitor(lan, "Trần Thị Lan", Need.HOMEROOM),
                "stranger", Entrance.visitor("x", "Người Khác", Need.BOARD)));
        var seating = new Seating();
        var list = new PupilList(seating, CLOCK);
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new FindPages(db, list, seating),
                        new CarePages(
                                db, new Review(db, seating, CLOCK), new Duplicates(db), new ExtraFields(db), seating),
                        new PupilPages(
                                db, new PupilRecords(db, seating, CLOCK), list, seating, new Health(db, CLOCK))));
    }

    @AfterEach
    void close() {
        door.close();
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private Pupil admit(String name, @Nullable String code) {
        return db.write(
                CLERK,
                tx -> People.admit(
                        tx, VietnameseName.split(name), LocalDate.parse("2014-03-02"), Sex.FEMALE, "Kinh", code, null));
    }

    private String engage(String name) {
        return db.write(
                CLERK, tx -> People.engage(tx, VietnameseName.split(name), null).id());
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        return browser;
    }

    @Test
    void a_name_is_found_however_it_is_typed_and_the_box_stands_on_every_page() {
        var clerk = entered("clerk");
        for (var typed : List.of("anh", "ng+anh", "ntna", "NGOC+ANH", "ngocanh", "ngojc+asnh", "2600000001")) {
            assertThat(clerk.get("/find?q=" + typed).body()).as(typed).contains("Nguyễn Thị Ngọc Ánh");
        }
        assertThat(clerk.get("/find?q=anh+anh").body()).contains("Không tìm thấy gì");
        assertThat(clerk.get("/find?q=7a").body()).contains("Lớp 7A").doesNotContain("Lớp 7B");
        assertThat(clerk.get("/find?q=lop+7").body()).contains("Lớp 7A", "Lớp 7B");
        assertThat(clerk.get("/find?q=lan").body()).contains("Trần Thị Lan");
        assertThat(clerk.get("/pupils").body()).contains("action=\"/find\"");
        assertThat(clerk.get("/find?q=%22%3E%3Cscript%3E").body()).doesNotContain("\"><script>");
    }

    @Test
    void nobody_finds_pupils_who_are_not_theirs() {
        var homeroom = entered("homeroom");
        assertThat(homeroom.get("/find?q=anh").body()).contains("Nguyễn Thị Ngọc Ánh");
        assertThat(homeroom.get("/find?q=binh").body()).doesNotContain("Lê Thị Bình");
        assertThat(homeroom.get("/find?q=2600000001").body()).doesNotContain("Ngọc Ánh");
        assertThat(entered("stranger").get("/find?q=anh").body()).doesNotContain("Ngọc Ánh");
        assertThat(door.browser().get("/find?q=anh").statusCode()).isEqualTo(303);
    }

    @Test
    void the_homeroom_teacher_signs_the_own_class_and_leaders_see_what_is_missing() {
        var homeroom = entered("homeroom");
        assertThat(homeroom.get("/pupils/review").body())
                .contains("7A", "Chưa ký")
                .doesNotContain(">7B<");
        assertThat(homeroom.post("/pupils/review", "class", rooms.get(1).id()).statusCode())
                .isEqualTo(422);
        assertThat(homeroom.post("/pupils/review", "class", rooms.get(0).id()).statusCode())
                .isEqualTo(303);
        homeroom.post("/pupils/review", "class", rooms.get(0).id());
        var principal = entered("principal");
        assertThat(principal.get("/pupils/review").body())
                .contains("Trần Thị Lan đã ký", ">7B<", "Chưa ký", "lúc ký: 1 em, 1 hồ sơ còn thiếu");
        assertThat(principal.post("/pupils/review", "class", rooms.get(0).id()).statusCode())
                .isEqualTo(403);
        assertThat(principal.get("/pupils?class=7A&incomplete=1").body()).contains("Ngọc Ánh");
    }

    @Test
    void records_that_look_double_are_compared_and_parted_with_a_reason() {
        var again = admit("Nguyen Thi Ngoc Anh", null);
        var twin = admit("Lê Thị An", null);
        db.write(CLERK, tx -> {
            PupilRecords.keep(tx, binh, Map.of("mother.name", "Hoa", "mother.phone", "0911111111"), "x");
            PupilRecords.keep(tx, twin, Map.of("father.name", "Nam", "father.phone", "0911111111"), "x");
            return true;
        });
        var clerk = entered("clerk");
        assertThat(clerk.get("/pupils/duplicates").body())
                .contains("Cùng họ tên và ngày sinh", "Cùng người thân, ngày sinh");
        var one = anh.id().compareTo(again.id()) < 0 ? anh : again;
        var two = one.equals(anh) ? again : anh;
        var page = "/pupils/compare?one=" + one.id() + "&two=" + two.id();
        assertThat(clerk.get(page).body()).contains("Nguyen Thi Ngoc", "Nguyễn Thị Ngọc", "differs");
        assertThat(clerk.post("/pupils/compare", "one", one.id(), "two", two.id())
                        .statusCode())
                .isEqualTo(422);
        clerk.post("/pupils/compare", "one", one.id(), "two", two.id(), "why", "hai em họ cùng tên");
        assertThat(clerk.get("/pupils/duplicates").body())
                .doesNotContain("Cùng họ tên và ngày sinh")
                .contains("Cùng người thân");
        assertThat(entered("homeroom").get(page).statusCode()).isEqualTo(403);
        assertThat(db.<List<Pupil>>read(People::listPupils)).hasSize(4);
    }

    @Test
    void a_field_is_added_by_the_administrator_and_filled_by_the_clerk() {
        var admin = entered("admin");
        admin.get("/extra-fields");
        assertThat(admin.post(
                                "/extra-fields",
                                "owner",
                                "HOMEROOM",
                                "name",
                                "Phòng học bộ môn",
                                "shape",
                                "CHOICE",
                                "choices",
                                "P.101\nP.102")
                        .statusCode())
                .isEqualTo(303);
        var clerk = entered("clerk");
        var path = "/extra-fields/class/" + rooms.get(0).id();
        assertThat(clerk.get(path).body()).contains("Phòng học bộ môn", "P.101");
        var key = "x." + new ExtraFields(db).all().getFirst().id();
        assertThat(clerk.post(path, key, "P.999").body()).contains("Hãy chọn trong danh sách");
        assertThat(clerk.post(path, key, "P.102").statusCode()).isEqualTo(303);
        var shown = db.<Map<String, String>>read(handle -> ExtraFields.shown(
                handle, ExtraField.Owner.HOMEROOM, rooms.get(0).id()));
        assertThat(shown).containsEntry("Phòng học bộ môn", "P.102");
        assertThat(clerk.post(path, key, "P.101").statusCode()).isEqualTo(409);
        assertThat(clerk.post("/extra-fields", "owner", "PUPIL", "name", "x", "shape", "TEXT")
                        .statusCode())
                .isEqualTo(403);
        assertThat(clerk.get("/extra-fields/class/none").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("browser")
    void they_stand_on_a_desk_and_on_a_phone() {
        admit("Nguyen Thi Ngoc Anh", null);
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                for (var who : List.of("clerk", "admin", "homeroom")) {
                    page.navigate(door.web().address().resolve("/enter/" + who).toString());
                    var paths = switch (who) {
                        case "clerk" -> List.of("/find?q=anh", "/pupils/duplicates", "/extra-fields");
                        case "admin" -> List.of("/extra-fields");
                        default -> List.of("/pupils/review");
                    };
                    for (var path : paths) {
                        page.navigate(door.web().address().resolve(path).toString());
                        assertThat(page.evaluate(
                                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                                .as(page.url())
                                .isEqualTo(0);
                        Chromium.shoot(
                                page,
                                "care-" + who + "-" + path.replaceAll("\\W", "") + "-" + page.viewportSize().width);
                    }
                }
            }
        }
    }
}
