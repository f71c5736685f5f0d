package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.OpenPosts;
import vn.sotruong.school.accounts.Post;

/** Staff records as the personnel office keeps them, and as the person reads the own one. */
class StaffPagesTest {
    @TempDir
    private Path folder;

    private Database db;
    private TestDoor door;
    private String lan;
    private String minh;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        lan = engage("Trần Thị Lan");
        minh = engage("Lê Văn Minh");
        var entrance = new Entrance(Map.of(
                "personnel", Entrance.visitor(minh, "Lê Văn Minh", Need.PERSONNEL),
                "principal", Entrance.visitor("ht", "Nguyễn Thanh Hòa", Need.PRINCIPAL),
                "lan", Entrance.visitor(lan, "Trần Thị Lan", Need.ENTER_MARKS)));
        door = TestDoor.open(
                folder, entrance, List.of(entrance, new StaffPages(db, new StaffRecords(db, new OpenPosts(), CLOCK))));
    }

    @AfterEach
    void close() {
        door.close();
        var report = Audit.verify(db, SampleSchool.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
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
    void personnel_keeps_data_ratings_and_decisions_and_a_wrong_line_is_withdrawn() {
        var personnel = entered("personnel");
        personnel.get("/staff/" + lan + "/edit");
        assertThat(personnel
                        .post(
                                "/staff/" + lan + "/edit",
                                "position",
                                "Tổ trưởng Toán",
                                "qualification",
                                "MASTER",
                                "recruited_on",
                                "01/09/2010",
                                "citizen_number",
                                "099180000001")
                        .statusCode())
                .isEqualTo(303);
        assertThat(personnel.get("/staff?q=lan").body()).contains("Tổ trưởng Toán");
        var entries = "/staff/" + lan + "/entries";
        assertThat(personnel
                        .post(entries, "sort", "STANDARD", "day", "31/05/2026", "year", "2025-2026", "level", "GOOD")
                        .statusCode())
                .isEqualTo(303);
        assertThat(personnel
                        .post(entries, "sort", "STANDARD", "day", "31/05/2026", "year", "2025-2026", "level", "WELL")
                        .statusCode())
                .isEqualTo(422);
        assertThat(personnel
                        .post(entries, "sort", "REWARD", "day", "01/06/2030", "text", "Giấy khen")
                        .body())
                .contains("không sau hôm nay");
        assertThat(personnel
                        .post(entries, "sort", "REWARD", "day", "01/06/2026", "text", "=Giấy khen")
                        .body())
                .contains("không được bắt đầu bằng dấu");
        personnel.post(entries, "sort", "DECISION", "day", "01/06/2026", "number", "12/QĐ", "text", "Nâng lương");
        var page = personnel.get("/staff/" + lan).body();
        assertThat(page).contains("2025-2026: Tốt", "Nâng lương", "Thạc sĩ", "01/09/2010", "099180000001");
        var entry = db.read(handle -> StaffEntryTable.list(handle, lan)).getFirst();
        assertThat(personnel
                        .post(entries + "/" + entry.id() + "/withdraw", "why", "")
                        .statusCode())
                .isEqualTo(422);
        personnel.post(entries + "/" + entry.id() + "/withdraw", "why", "ghi nhầm người");
        assertThat(personnel.get("/staff/" + lan).body()).contains("Đã rút lại:", "ghi nhầm người", "Nâng lương");
    }

    @Test
    void a_scan_must_be_a_paper() {
        var personnel = entered("personnel");
        personnel.get("/staff/" + lan);
        var answer = personnel.upload(
                "/staff/" + lan + "/entries", "scan", "x.pdf", "no paper".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(422);
        var refused = new StaffRecords(db, new OpenPosts(), CLOCK)
                .add(
                        CLERK,
                        new Viewer(minh, java.util.Set.of(Need.PERSONNEL)),
                        lan,
                        new StaffRecords.Draft("REWARD", "01/06/2026", "", "", "Giấy khen", ""),
                        "x.pdf",
                        "no paper".getBytes(StandardCharsets.UTF_8));
        assertThat(refused).isPresent();
        assertThat(db.<List<StaffEntry>>read(handle -> StaffEntryTable.list(handle, lan)))
                .isEmpty();
    }

    @Test
    void leaving_changes_the_status_alone_and_coming_back_is_possible() {
        var personnel = entered("personnel");
        personnel.get("/staff/" + lan);
        var path = "/staff/" + lan + "/status";
        assertThat(personnel.post(path, "status", "LEFT", "day", "01/09/2026").statusCode())
                .isEqualTo(422);
        assertThat(personnel
                        .post(path, "status", "LEFT", "day", "01/09/2026", "number", "9/QĐ", "why", "nghỉ hưu")
                        .statusCode())
                .isEqualTo(303);
        assertThat(status(lan)).isEqualTo(StaffStatus.LEFT);
        assertThat(personnel
                        .post(path, "status", "LEFT", "day", "01/09/2026", "why", "x")
                        .body())
                .contains("đang có rồi");
        personnel.post(path, "status", "WORKING", "day", "02/09/2026", "why", "trở lại");
        assertThat(status(lan)).isEqualTo(StaffStatus.WORKING);
        assertThat(personnel.get("/staff/" + lan).body()).contains("nghỉ hưu", "trở lại", "9/QĐ");
    }

    @Test
    void whoever_holds_a_post_lays_it_down_before_leaving_and_no_old_post_comes_alive_on_return() {
        var start = LocalDate.parse("2026-09-01");
        var posts = db.<List<Post>>write(
                CLERK,
                tx -> List.of(
                        Accounts.create(tx, lan, Post.Kind.BOARD, "1/QĐ", start, null),
                        Accounts.create(tx, lan, Post.Kind.CLERK, "2/QĐ", start, null)));
        var personnel = entered("personnel");
        personnel.get("/staff/" + lan);
        var path = "/staff/" + lan + "/status";
        for (var status : List.of("LEFT", "TRANSFERRED", "SUSPENDED")) {
            var answer = personnel.post(path, "status", status, "day", "01/09/2026", "why", "x");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("đang giữ chức vụ");
        }
        end(posts.getFirst());
        personnel.post(path, "status", "LEFT", "day", "01/09/2026", "why", "nghỉ hưu");
        assertThat(status(lan)).isEqualTo(StaffStatus.LEFT);
        for (var status : List.of("WORKING", "SUSPENDED")) {
            assertThat(personnel
                            .post(path, "status", status, "day", "02/09/2026", "why", "trở lại")
                            .body())
                    .contains("chức vụ cũ chưa kết thúc");
        }
        end(posts.getLast());
        personnel.post(path, "status", "WORKING", "day", "02/09/2026", "why", "trở lại");
        assertThat(status(lan)).isEqualTo(StaffStatus.WORKING);
    }

    private void end(Post post) {
        db.write(CLERK, tx -> {
            Accounts.end(tx, post, LocalDate.parse("2026-09-05"), "thôi giữ");
            return true;
        });
    }

    private StaffStatus status(String staff) {
        return db.<Staff>read(handle -> People.getStaff(handle, staff)).status();
    }

    @Test
    void the_own_record_is_read_by_the_person_and_changed_by_others_only() {
        var own = entered("lan");
        assertThat(own.get("/staff/me").body()).contains("Trần Thị Lan").doesNotContain("Đổi trạng thái");
        assertThat(own.get("/staff/" + lan).statusCode()).isEqualTo(200);
        assertThat(own.get("/staff/" + minh).statusCode()).isEqualTo(404);
        assertThat(own.get("/staff").statusCode()).isEqualTo(403);
        assertThat(own.post("/staff/" + lan + "/status", "status", "SUSPENDED").statusCode())
                .isEqualTo(403);
        var personnel = entered("personnel");
        personnel.get("/staff/" + minh);
        assertThat(personnel
                        .post("/staff/" + minh + "/edit", "position", "Hiệu trưởng")
                        .body())
                .contains("Không ai tự làm việc này cho chính mình");
        assertThat(personnel
                        .post("/staff/" + minh + "/status", "status", "LEFT", "day", "01/09/2026", "why", "x")
                        .body())
                .contains("Không ai tự làm");
        var principal = entered("principal");
        assertThat(principal.get("/staff/" + minh).statusCode()).isEqualTo(200);
        assertThat(principal.post("/staff/" + minh + "/edit", "position", "x").statusCode())
                .isEqualTo(403);
    }

    @Test
    @Tag("browser")
    void it_stands_on_a_desk_and_on_a_phone() {
        var personnel = entered("personnel");
        personnel.get("/staff/" + lan);
        personnel.post(
                "/staff/" + lan + "/entries",
                "sort",
                "TRAINING",
                "day",
                "01/07/2026",
                "text",
                "Bồi dưỡng CNTT 60 tiết");
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(door.web().address().resolve("/enter/personnel").toString());
                for (var path : List.of("/staff", "/staff/" + lan, "/staff/" + lan + "/edit")) {
                    page.navigate(door.web().address().resolve(path).toString());
                    if (path.endsWith(lan)) {
                        page.locator(".more-form summary").first().click();
                    }
                    fits(page);
                    Chromium.shoot(page, "staff" + path.length() + "-" + page.viewportSize().width);
                }
            }
        }
    }

    private static void fits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(page.url())
                .isEqualTo(0);
    }
}
