package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
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
import vn.sotruong.school.people.ExtraField.Owner;
import vn.sotruong.school.people.ExtraField.Shape;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;

/** A pupil's record as people keep it: by forms alone, by role, and two at once. */
class PupilRecordPagesTest {
    @TempDir
    private Path folder;

    private Database db;
    private TestDoor door;
    private Pupil an;
    private Pupil other;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        var rooms = SampleSchool.openClasses(db, "7A", "7B");
        an = admit("Dương Gia An", "2600000001", "099214000001");
        other = admit("Lê Thị Bình", null, null);
        var lan = engage("Trần Thị Lan");
        var minh = engage("Lê Văn Minh");
        db.write(CLERK, tx -> {
            Roll.enrol(tx, rooms.get(0), List.of(an), TODAY);
            Roll.enrol(tx, rooms.get(1), List.of(other), TODAY);
            Roll.lead(tx, rooms.get(0).id(), lan, TODAY);
            Roll.assign(tx, rooms.get(0).id(), "toan", minh, TODAY);
            return true;
        });
        var entrance = new Entrance(Map.of(
                "clerk", Entrance.visitor("vt1", "Đặng Thu Hà", Need.CLERK),
                "clerk2", Entrance.visitor("vt2", "Đỗ Thu Hà", Need.CLERK),
                "homeroom", Entrance.visitor(lan, "Trần Thị Lan", Need.HOMEROOM),
                "teacher", Entrance.visitor(minh, "Lê Văn Minh", Need.ENTER_MARKS),
                "nurse", Entrance.visitor("yt", "Hồ Thị Mai", Need.MEDICAL),
                "inspector", Entrance.visitor("tt", "Thanh tra", Need.INSPECTOR)));
        var seating = new Seating();
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new PupilPages(
                                db,
                                new PupilRecords(db, seating, CLOCK),
                                new PupilList(seating, CLOCK),
                                seating,
                                new Health(db, CLOCK))));
    }

    @AfterEach
    void close() {
        door.close();
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }

    private Pupil admit(String name, @Nullable String code, @Nullable String number) {
        return db.write(
                CLERK,
                tx -> People.admit(
                        tx,
                        VietnameseName.split(name),
                        LocalDate.parse("2014-03-02"),
                        Sex.FEMALE,
                        "Kinh",
                        code,
                        number));
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

    private Map<String, String> answers(Pupil pupil) {
        return db.read(handle -> PupilRecords.values(handle, People.getPupil(handle, pupil.id())));
    }

    private String edit(Pupil pupil) {
        return "/pupils/" + pupil.id() + "/edit";
    }

    private HttpResponse<String> fill(TestBrowser who, Pupil pupil, String... fields) {
        who.get(edit(pupil));
        return who.post(edit(pupil), fields);
    }

    @Test
    void the_clerk_fills_a_record_until_nothing_is_missing() {
        var clerk = entered("clerk");
        assertThat(clerk.get("/pupils/" + an.id()).body())
                .contains("Hồ sơ còn thiếu", "địa chỉ thường trú", "cha mẹ hoặc người giám hộ", "2600000001");
        var saved = fill(
                clerk,
                an,
                "permanent_address",
                "Số 5, phường Hoa Mai",
                "policy_family",
                "NONE",
                "priority_group",
                "NEAR_POOR",
                "mother.name",
                "Nguyễn Thị Hoa",
                "mother.phone",
                "+84 912 345 678",
                "mother.birth_year",
                "1985");
        assertThat(saved.statusCode()).isEqualTo(303);
        var page = clerk.get("/pupils/" + an.id()).body();
        assertThat(page).contains("Hồ sơ đã đủ", "0912345678", "Hộ cận nghèo", "Nguyễn Thị Hoa");
        assertThat(clerk.get("/pupils?incomplete=1").body())
                .contains("Lê Thị Bình")
                .doesNotContain("Dương Gia An");
        assertThat(clerk.get("/pupils/" + other.id()).body()).contains("Khoá tạm của trường: " + other.id());
    }

    @Test
    void what_cannot_stand_is_said_beside_its_field_and_nothing_is_written() {
        var clerk = entered("clerk");
        var answer = fill(
                clerk,
                other,
                "permanent_address",
                "=HYPERLINK(1)",
                "phone",
                "12345",
                "birth_date",
                "31/02/2014",
                "father.birth_year",
                "2090",
                "citizen_number",
                "1,23E+11",
                "policy_family",
                "BOGUS",
                "given_name",
                "",
                "was.given_name",
                "Bình",
                "hometown",
                "<script>alert(1)</script>");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Không được bắt đầu bằng dấu =",
                        "Số điện thoại có 10 hoặc 11 chữ số",
                        "Không có ngày này",
                        "không sau năm nay",
                        "Excel đã rút gọn số này",
                        "Hãy chọn trong danh sách",
                        "không được để trống",
                        "=HYPERLINK(1)",
                        "&lt;script&gt;")
                .doesNotContain("<script>alert");
        assertThat(fill(clerk, other, "citizen_number", "99214000009").body()).contains("mất số 0 ở đầu");
        assertThat(fill(clerk, other, "citizen_number", "099214000001").body()).contains("của người khác");
        assertThat(fill(clerk, an, "citizen_number", "099214000777", "was.citizen_number", "099214000001")
                        .body())
                .contains("không đổi được");
        assertThat(fill(clerk, an, "family_name", "Dương Thị Gia", "was.family_name", "Dương Gia")
                        .body())
                .contains("phải ghi lý do");
        assertThat(answers(other)).containsOnlyKeys("family_name", "given_name", "birth_date", "sex", "ethnicity");
    }

    @Test
    void a_name_changes_with_a_reason_that_the_journal_keeps() {
        var clerk = entered("clerk");
        var answer = fill(
                clerk,
                an,
                "family_name",
                "Dương Thị Gia",
                "was.family_name",
                "Dương Gia",
                "why",
                "theo giấy khai sinh");
        assertThat(answer.statusCode()).isEqualTo(303);
        var now = db.read(handle -> People.getPupil(handle, an.id()));
        assertThat(now.name().full()).isEqualTo("Dương Thị Gia An");
        assertThat(now.code()).isEqualTo("2600000001");
        var line = db.read(handle -> vn.sotruong.ground.store.ChangeLog.historyOf(handle, People.PUPIL, an.id()))
                .getLast();
        assertThat(line.why()).isEqualTo("theo giấy khai sinh");
    }

    @Test
    void the_homeroom_teacher_keeps_contacts_of_the_own_class_and_nothing_else() {
        var homeroom = entered("homeroom");
        assertThat(homeroom.get("/pupils/" + an.id()).body()).contains("Sửa hồ sơ", an.id() + "/conduct");
        assertThat(entered("clerk").get("/pupils/" + an.id()).body())
                .contains(an.id() + "/movements")
                .doesNotContain(an.id() + "/conduct");
        assertThat(homeroom.get(edit(an)).body())
                .contains("permanent_address", "priority_group", "father.phone")
                .doesNotContain("name=\"family_name\"", "name=\"disability\"");
        homeroom.post(
                edit(an),
                "current_address",
                "Số 7",
                "family_name",
                "Kẻ Khác",
                "was.family_name",
                "Dương Gia",
                "why",
                "x");
        assertThat(answers(an)).containsEntry("current_address", "Số 7").containsEntry("family_name", "Dương Gia");
        assertThat(homeroom.get("/pupils/" + other.id()).statusCode()).isEqualTo(404);
        assertThat(homeroom.post(edit(other), "current_address", "Số 7").statusCode())
                .isEqualTo(404);
        assertThat(homeroom.get("/pupils").body()).contains("Dương Gia An").doesNotContain("Lê Thị Bình");
    }

    @Test
    void a_subject_teacher_reads_name_and_class_alone_and_an_inspector_reads_all_and_writes_nothing() {
        fill(entered("clerk"), an, "permanent_address", "Số 5 đường Bí Mật");
        var teacher = entered("teacher");
        assertThat(teacher.get("/pupils/" + an.id()).body())
                .contains("Dương Gia An", "Lớp 7A")
                .doesNotContain("Bí Mật", "2600000001", "099214000001", "02/03/2014");
        assertThat(teacher.get("/pupils").body())
                .contains("Dương Gia An")
                .doesNotContain("Lê Thị Bình", "2600000001", "02/03/2014");
        assertThat(teacher.get("/pupils?q=2600000001").body()).doesNotContain("Dương Gia An");
        assertThat(teacher.get("/pupils/" + other.id()).statusCode()).isEqualTo(404);
        assertThat(teacher.get(edit(an)).statusCode()).isEqualTo(403);
        var inspector = entered("inspector");
        assertThat(inspector.get("/pupils/" + an.id()).body()).contains("Bí Mật");
        assertThat(inspector.post(edit(an), "current_address", "x").statusCode())
                .isEqualTo(403);
        assertThat(door.browser().get("/pupils/" + an.id()).statusCode()).isEqualTo(303);
    }

    @Test
    void health_notes_are_for_medical_staff_and_the_homeroom_teacher_sees_the_summary() {
        var nurse = entered("nurse");
        nurse.get("/pupils/" + an.id());
        var path = "/pupils/" + an.id();
        assertThat(nurse.post(path + "/health", "seen", "0", "blood", "O+", "conditions", "dị ứng penicillin")
                        .statusCode())
                .isEqualTo(303);
        assertThat(nurse.post(path + "/health", "seen", "0", "blood", "A+", "conditions", "")
                        .body())
                .contains("vừa sửa phần này");
        nurse.post(path + "/measures", "day", "01/09/2026", "height", "141,5", "weight", "35");
        assertThat(nurse.post(path + "/measures", "day", "01/09/2026", "height", "14150", "weight", "35")
                        .statusCode())
                .isEqualTo(422);
        assertThat(nurse.get(path).body()).contains("penicillin", "141,5");
        assertThat(entered("homeroom").get(path).body()).contains("O+", "141,5").doesNotContain("penicillin");
        for (var who : List.of("clerk", "teacher", "inspector")) {
            assertThat(entered(who).get(path).body()).as(who).doesNotContain("penicillin", "141,5");
        }
        assertThat(entered("clerk")
                        .post(path + "/measures", "day", "01/09/2026")
                        .statusCode())
                .isEqualTo(403);
        var audiences =
                db.read(handle -> handle.createQuery("SELECT DISTINCT audience FROM change WHERE ent LIKE 'health%'")
                        .mapTo(String.class)
                        .list());
        assertThat(audiences).containsExactly("SCHOOL_ONLY");
    }

    @Test
    void a_field_of_the_school_s_own_is_asked_for_checked_and_counted() {
        var fields = new ExtraFields(db);
        assertThat(fields.add(CLERK, Owner.PUPIL, "=cmd", Shape.TEXT, List.of(), true))
                .contains(Reason.FORMULA);
        assertThat(fields.add(CLERK, Owner.PUPIL, "Size áo", Shape.CHOICE, List.of("S"), false))
                .contains(Reason.BAD_CHOICES);
        assertThat(fields.add(CLERK, Owner.PUPIL, "Khoảng cách đến trường (km)", Shape.NUMBER, List.of(), true))
                .isEmpty();
        assertThat(fields.add(CLERK, Owner.PUPIL, "Khoang cach den truong km", Shape.TEXT, List.of(), true))
                .contains(Reason.FIELD_EXISTS);
        var field = "x." + fields.all().getFirst().id();
        var clerk = entered("clerk");
        assertThat(clerk.get(edit(an)).body()).contains("Khoảng cách đến trường (km)");
        assertThat(fill(clerk, an, field, "gần").body()).contains("Ô này chỉ nhận số");
        assertThat(fill(clerk, an, field, "=1+1").body()).contains("Không được bắt đầu bằng dấu");
        assertThat(fill(clerk, an, field, "9".repeat(400)).body()).contains("Dài quá");
        assertThat(clerk.get("/pupils/" + an.id()).body()).contains("trường bổ sung bắt buộc");
        assertThat(fill(clerk, an, field, "2,5").statusCode()).isEqualTo(303);
        assertThat(clerk.get("/pupils/" + an.id()).body()).contains("2.5").doesNotContain("trường bổ sung bắt buộc");
        assertThat(clerk.get("/pupils?extra=" + field.substring(2)).body())
                .contains("<th scope=\"col\">Khoảng cách đến trường (km)</th>", "<td>2.5</td>");
    }

    @Test
    void two_who_change_different_answers_lose_nothing() {
        var one = entered("clerk");
        var two = entered("clerk2");
        one.get(edit(an));
        two.get(edit(an));
        one.post(edit(an), "phone", "0912345678", "was.phone", "", "hometown", "", "was.hometown", "");
        var answer = two.post(edit(an), "phone", "", "was.phone", "", "hometown", "Huế", "was.hometown", "");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answers(an)).containsEntry("phone", "0912345678").containsEntry("hometown", "Huế");
    }

    @Test
    @Tag("browser")
    void two_clerks_at_one_record_are_asked_which_value_shall_stand() {
        try (var chromium = new Chromium()) {
            var one = at(chromium.desk(), "clerk", edit(an));
            var two = at(chromium.deskWithoutScripts(), "clerk2", edit(an));
            one.fill("[name=permanent_address]", "Số 5 đường Hoa Mai");
            one.fill("[name=phone]", "0911111111");
            one.click("main .btns .go");
            two.fill("[name=permanent_address]", "Số 55 đường Hoa Mai");
            two.fill("[name=phone]", "0922222222");
            two.fill("[name=hometown]", "Quảng Nam");
            two.click("main .btns .go");
            two.waitForLoadState(LoadState.DOMCONTENTLOADED);
            assertThat(two.content())
                    .contains("Hai người cùng sửa một ô", "Số 5 đường Hoa Mai", "Số 55 đường Hoa Mai", "0911111111");
            assertFits(two);
            Chromium.shoot(two, "people-clash-1366");
            assertThat(answers(an))
                    .containsEntry("permanent_address", "Số 5 đường Hoa Mai")
                    .doesNotContainKey("hometown");
            two.check("input[name=permanent_address][value='Số 55 đường Hoa Mai']");
            two.check("input[name=phone][value='0911111111']");
            two.click("main .btns .go");
            two.waitForLoadState(LoadState.DOMCONTENTLOADED);
            assertThat(answers(an))
                    .containsEntry("permanent_address", "Số 55 đường Hoa Mai")
                    .containsEntry("phone", "0911111111")
                    .containsEntry("hometown", "Quảng Nam");
            look(chromium);
        }
    }

    private void look(Chromium chromium) {
        var pages = new ArrayList<>(List.of("/pupils", "/pupils/" + an.id(), edit(an)));
        for (var page : List.of(chromium.desk(), chromium.phone())) {
            at(page, "clerk", "/pupils");
            var width = page.viewportSize().width;
            for (var path : pages) {
                page.navigate(door.web().address().resolve(path).toString());
                assertFits(page);
                Chromium.shoot(page, "people" + pages.indexOf(path) + "-" + width);
            }
        }
        var nurse = at(chromium.phone(), "nurse", "/pupils/" + an.id());
        assertFits(nurse);
        Chromium.shoot(nurse, "people-nurse-390");
    }

    private Page at(Page page, String who, String path) {
        page.navigate(door.web().address().resolve("/enter/" + who).toString());
        page.navigate(door.web().address().resolve(path).toString());
        return page;
    }

    private static void assertFits(Page page) {
        var wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as(page.url()).isEqualTo(0);
    }
}
