package vn.sotruong.school.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Posts.Held;
import vn.sotruong.school.board.Posts.Kind;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;

/** The page as people use it, by forms alone. */
class LocksPagesTest {
    private static final Pattern LOCK = Pattern.compile("name=\"lock\" value=\"([0-9a-z]{13})\"");

    @TempDir
    Path data;

    private Database db;
    private TestDoor door;
    private List<Homeroom> homerooms;
    private Locks locks;

    @BeforeEach
    void open() {
        db = SampleSchool.create(data);
        homerooms =
                SampleSchool.openClasses(db, "6A", "6B", "6C", "7A", "7B", "7C", "8A", "8B", "8C", "9A", "9B", "9C");
        var principal = engage("Nguyễn Thị Hoa");
        var member = engage("Lê Quang Minh");
        var posts = List.of(
                new Held(principal, Kind.PRINCIPAL, "01/QĐ"),
                new Held(member, Kind.BOARD, "02/QĐ"),
                new Held("b2", Kind.BOARD, "02/QĐ"),
                new Held("b3", Kind.BOARD, "02/QĐ"));
        locks = new Locks(db, new Board((handle, on) -> posts), SampleSchool.CLOCK);
        var entrance = new Entrance(Map.of(
                "principal", Entrance.visitor(principal, "Nguyễn Thị Hoa", Need.PRINCIPAL),
                "member", Entrance.visitor(member, "Lê Quang Minh", Need.BOARD),
                "teacher", Entrance.visitor("gv", "Trần Thu Lan", Need.ENTER_MARKS)));
        var pages = new LocksPages(db, locks, (handle, subject, semester) -> filling(), SampleSchool.CLOCK);
        door = TestDoor.open(data, entrance, List.of(entrance, pages));
    }

    @AfterEach
    void close() {
        door.close();
        db.close();
    }

    @Test
    void the_principal_decides_a_column_and_a_member_executes_it_by_forms_alone() {
        var principal = entered("principal");
        assertThat(principal.get("/locks").body())
                .contains("name=\"column\" value=\"gk\"", "88%")
                .doesNotContain("style=");
        var answer = principal.post(
                "/locks/decide",
                "subject",
                "toan",
                "semester",
                "1",
                "kind",
                "ENTRY",
                "column",
                "gk",
                "decision",
                "12/QĐ-THCS",
                "reason",
                "hết hạn nộp");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(principal.get(TestBrowser.location(answer)).body()).contains("Đã ghi quyết định", "chờ");
        assertThat(db.<List<Lock>>read(
                        handle -> locks.inForce(handle, homerooms.getFirst().id(), "toan", 1)))
                .isEmpty();

        var member = entered("member");
        var waiting = ids(member.get("/locks"));
        assertThat(waiting).hasSize(12);
        var fields = new ArrayList<>(List.of("subject", "toan", "semester", "1"));
        waiting.forEach(id -> fields.addAll(List.of("lock", id)));
        var executed = member.post("/locks/execute", fields.toArray(String[]::new));
        assertThat(executed.statusCode()).isEqualTo(303);
        assertThat(member.get(TestBrowser.location(executed)).body()).contains("Đã khoá.");
        for (var homeroom : homerooms) {
            assertThat(db.<List<Lock>>read(handle -> locks.inForce(handle, homeroom.id(), "toan", 1)))
                    .hasSize(1);
        }
    }

    @Test
    void refusals_are_sentences_and_nothing_is_written() {
        var principal = entered("principal");
        principal.get("/locks");
        refused(principal.post("/locks/decide", "subject", "toan", "semester", "1"), "Chưa chọn ô nào");
        refused(
                principal.post(
                        "/locks/decide",
                        "subject",
                        "toan",
                        "semester",
                        "1",
                        "cell",
                        "zzz/gk",
                        "decision",
                        "1",
                        "reason",
                        "x"),
                "này không có");
        refused(
                principal.post(
                        "/locks/decide",
                        "subject",
                        "toan",
                        "semester",
                        "9",
                        "cell",
                        homerooms.getFirst().id() + "/gk",
                        "decision",
                        "1",
                        "reason",
                        "x"),
                "này không có");
        refused(principal.post("/locks/execute", "lock", "0000000000000"), "Chỉ thành viên ban quản trị");
        refused(principal.post("/locks/reopen", "lock", "0000000000000", "until", "mai"), "Giờ tự khoá lại");
        var member = entered("member");
        member.get("/locks");
        refused(member.post("/locks/execute", "lock", "0000000000000"), "Không có khoá này");
        refused(
                member.post(
                        "/locks/decide",
                        "subject",
                        "toan",
                        "semester",
                        "1",
                        "column",
                        "gk",
                        "decision",
                        "1",
                        "reason",
                        "x"),
                "Chỉ hiệu trưởng");
        assertThat(entered("teacher").get("/locks").statusCode()).isEqualTo(403);
        assertThat(db.<List<Lock>>read(handle -> locks.list(handle, "toan", 1))).isEmpty();
    }

    @Test
    @Tag("browser")
    void it_stands_on_a_desk_and_on_a_phone() {
        var principal = entered("principal");
        principal.get("/locks");
        decide(principal, "tx1");
        decide(principal, "tx2");
        var member = entered("member");
        var waiting = ids(member.get("/locks"));
        var fields = new ArrayList<>(List.of("subject", "toan", "semester", "1"));
        waiting.subList(0, 20).forEach(id -> fields.addAll(List.of("lock", id)));
        member.post("/locks/execute", fields.toArray(String[]::new));
        try (var chromium = new Chromium()) {
            show(chromium.desk(), "member", "locks-member-1366");
            show(chromium.phone(), "member", "locks-member-390");
            var desk = show(chromium.desk(), "principal", "locks-principal-1366");
            desk.locator("input[name=column][value=gk]").check();
            desk.locator("td.open input").first().check();
            Chromium.shoot(desk, "locks-principal-1366-chosen");
            var phone = show(chromium.phone(), "principal", "locks-principal-390");
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
        }
    }

    private Page show(Page page, String who, String shot) {
        page.navigate(door.web().address().resolve("/enter/" + who).toString());
        page.navigate(door.web().address().resolve("/locks?subject=toan").toString());
        Chromium.shoot(page, shot);
        return page;
    }

    private void decide(TestBrowser principal, String column) {
        principal.post(
                "/locks/decide",
                "subject",
                "toan",
                "semester",
                "1",
                "kind",
                "ENTRY",
                "column",
                column,
                "decision",
                "12/QĐ-" + column,
                "reason",
                "hết hạn nộp");
    }

    private Map<Order.Cell, Integer> filling() {
        var percents = new HashMap<Order.Cell, Integer>();
        for (var i = 0; i < homerooms.size(); i++) {
            for (var column : List.of("tx1", "tx2", "tx3", "gk")) {
                percents.put(
                        new Order.Cell(homerooms.get(i).id(), column),
                        column.startsWith("tx1") ? 100 : Math.min(100, 40 + (i * 37 + column.hashCode()) % 61));
            }
        }
        percents.put(new Order.Cell(homerooms.getFirst().id(), "gk"), 88);
        return percents;
    }

    private static List<String> ids(HttpResponse<String> page) {
        return LOCK.matcher(page.body()).results().map(found -> found.group(1)).toList();
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        return browser;
    }

    private String engage(String name) {
        return db.write(SampleSchool.CLERK, tx -> People.engage(tx, VietnameseName.split(name), null))
                .id();
    }
}
