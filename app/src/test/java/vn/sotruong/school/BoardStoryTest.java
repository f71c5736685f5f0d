package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.Governed.approve;
import static vn.sotruong.school.Governed.proposal;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.board.Ceremony;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Order;
import vn.sotruong.school.locks.Seals;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.safekeeping.Restoration;
import vn.sotruong.school.safekeeping.Restoring;
import vn.sotruong.school.safekeeping.Session;
import vn.sotruong.school.safekeeping.Taking;
import vn.sotruong.school.secrets.StoreKeys;

/** The board by its decisions, and the change of principal, through the door. */
class BoardStoryTest {
    private static final String TODAY = "21/11/2026";
    private static final byte[] SCAN =
            "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Governed school;
    private final List<String> members = List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi");

    @BeforeEach
    void open() {
        school = new Governed(folder.resolve("school"));
        members.forEach(school::person);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private HttpResponse<String> propose(TestBrowser browser, List<String> names) {
        var fields = new ArrayList<>(List.of("from", TODAY, "read", "yes"));
        for (var name : names) {
            fields.addAll(List.of("staff", school.staff(name), "task", "Nhiệm vụ của " + name));
        }
        browser.get("/board");
        return browser.post("/board", fields.toArray(String[]::new));
    }

    private void establish(List<String> names) {
        assertThat(approve(school.principal(), proposal(propose(school.admin(), names)))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void an_unchanged_board_and_one_that_nobody_read_again_are_not_proposed() {
        establish(members);
        assertThat(propose(school.admin(), members).body()).contains("Không có gì thay đổi");
        var admin = school.admin();
        admin.get("/board");
        var fields = new ArrayList<>(List.of("from", TODAY));
        members.forEach(name -> fields.addAll(List.of("staff", school.staff(name), "task", "việc mới")));
        assertThat(admin.post("/board", fields.toArray(String[]::new)).body())
                .contains("đánh dấu vào ô xác nhận", "value=\"việc mới\"");
        assertThat(school.one("SELECT count(*) FROM proposal WHERE state = 'PROPOSED'"))
                .isEqualTo("0");
    }

    private HttpResponse<String> lock(String column) {
        var principal = school.principal();
        principal.get("/locks");
        return principal.post(
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

    private HttpResponse<String> execute(TestBrowser browser) {
        browser.get("/locks?subject=toan");
        var fields = new ArrayList<>(List.of("subject", "toan", "semester", "1"));
        // by their ids: with no valid board the page offers nothing to press
        school.house.db.read(handle -> school.house.locks.listWaiting(handle)).stream()
                .filter(lock -> lock.execution() == null)
                .forEach(lock -> fields.addAll(List.of("lock", lock.id())));
        return browser.post("/locks/execute", fields.toArray(String[]::new));
    }

    private void leave(String name) {
        school.house.db.write(Governed.SETUP, tx -> {
            People.changeStatus(tx, People.getStaff(tx.handle(), school.staff(name)), StaffStatus.LEFT, "chuyển đi");
            return null;
        });
    }

    @Test
    void two_are_refused_and_six_and_the_principal_and_whoever_has_no_task() {
        var five = new ArrayList<>(members);
        for (var name : List.of("Lê Thị Dung", "Lê Thị Em", "Lê Thị Giang")) {
            school.person(name);
            five.add(name);
        }
        assertThat(propose(school.admin(), members.subList(0, 2)).body()).contains("ít nhất 3 thành viên");
        assertThat(propose(school.admin(), five).body()).contains("nhiều nhất 5 thành viên");
        assertThat(propose(school.admin(), List.of(members.get(0), members.get(1), members.get(0)))
                        .body())
                .contains("chọn hai lần");
        assertThat(propose(school.admin(), List.of(members.get(0), members.get(1), "Nguyễn Thị Hoa"))
                        .body())
                .contains("Hiệu trưởng lãnh đạo ban quản trị");
        var admin = school.admin();
        admin.get("/board");
        var without = admin.post(
                "/board",
                "from",
                TODAY,
                "read",
                "yes",
                "staff",
                school.staff(members.get(0)),
                "task",
                "khoá sổ",
                "staff",
                school.staff(members.get(1)),
                "task",
                " ",
                "staff",
                school.staff(members.get(2)),
                "task",
                "sao lưu");
        assertThat(without.statusCode()).isEqualTo(422);
        // what was typed stands there still
        assertThat(without.body()).contains("chưa được ghi nhiệm vụ", "value=\"khoá sổ\"", "value=\"sao lưu\"");
        // nobody seats themselves
        assertThat(propose(school.admin(), List.of(members.get(0), members.get(1), "Phạm Quốc Toàn"))
                        .body())
                .contains("không ai tự đề nghị");
        assertThat(school.one("SELECT count(*) FROM proposal")).isEqualTo("0");
        // a vice-principal with a delegation cannot establish a board either
        var id = proposal(propose(school.clerk(), members));
        assertThat(approve(school.vice(), id).statusCode()).isEqualTo(422);
        // one who leaves between proposal and approval
        leave(members.get(2));
        assertThat(approve(school.principal(), id).body()).contains("không còn làm việc");
        assertThat(school.house.db.<Boolean>read(handle -> school.house.board.valid(handle, school.house.today())))
                .isFalse();
    }

    @Test
    @Tag("scenario-20")
    void with_two_members_left_people_lock_and_back_up_no_more_but_what_runs_goes_on_and_a_new_decision_mends_it() {
        school.house.db.write(Governed.SETUP, tx -> Roll.open(tx, "2026-2027", 9, "9A"));
        assertThat(lock("tx1").statusCode()).isEqualTo(303);
        establish(members);
        assertThat(school.principal().get("/board").body())
                .contains("Ban quản trị đang có hiệu lực", "Nhiệm vụ của Lê Thị An");
        assertThat(execute(school.in(members.get(0))).statusCode()).isEqualTo(303);
        assertThat(inForce("tx1")).isTrue();
        var cards = makeKey();
        assertThat(lock("gk").statusCode()).isEqualTo(303);
        reopen("tx1", Instant.parse("2026-11-21T01:40:00Z"));
        assertThat(inForce("tx1")).isFalse();

        leave(members.get(2));

        var refused = execute(school.in(members.get(0)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Ban quản trị chưa có hiệu lực");
        assertThat(inForce("gk")).isFalse();
        for (var who : List.of(school.principal(), school.in(members.get(0)))) {
            who.get("/backups");
            assertThat(who.post("/backups/take", "session", "ASKED").body()).contains("Ban quản trị chưa có hiệu lực");
            assertThat(who.post("/backups/hour", "at", "21:00").statusCode()).isEqualTo(422);
        }
        assertThat(school.house.safekeeping.take(Actor.house("console"), Session.ASKED))
                .isEqualTo(new Taking.Refused(Taking.Reason.NO_VALID_BOARD, ""));
        assertThat(witnesses(school.staff("Trần Thị Lan"))).isEmpty();
        assertThat(school.principal().get("/board").body()).contains("hiện có 2 thành viên", "không còn trong ban");

        // the reopened lock falls back by itself, the nightly set is made, and cards of a former member open it
        school.clock.forward(Duration.ofHours(1));
        assertThat(inForce("tx1")).isTrue();
        var nightly = school.house.safekeeping.take(Actor.house("night"), Session.NIGHTLY);
        assertThat(nightly).isInstanceOf(Taking.Made.class);
        var set = school.house
                .safekeeping
                .tray()
                .resolve(((Taking.Made) nightly).set().name());
        var restored = new Restoration(
                        SchoolSchema.SCHEMA,
                        "79760512",
                        House.MEMORY,
                        List.of(),
                        StoreKeys::inFile,
                        school.clock,
                        new SecureRandom(),
                        line -> {})
                .from(set, cards.cards().subList(1, 3), folder.resolve("restored"));
        assertThat(restored).isInstanceOf(Restoring.Restored.class);

        // six are refused, three by a new decision mend it
        school.person("Lê Thị Dung");
        var four = List.of(members.get(0), members.get(1), "Lê Thị Dung");
        var again = school.signIn(
                String.valueOf(school.one(
                        "SELECT username FROM account WHERE staff = '" + school.staff("Phạm Quốc Toàn") + "'")),
                Governed.PASSWORD);
        assertThat(approve(fresh("Nguyễn Thị Hoa"), proposal(propose(again, four)))
                        .statusCode())
                .isEqualTo(303);
        assertThat(witnesses(school.staff("Trần Thị Lan"))).hasSize(3);
        assertThat(witnesses(school.staff(members.get(0)))).hasSize(2);
        assertThat(execute(fresh(members.get(1))).statusCode()).isEqualTo(303);
        assertThat(inForce("gk")).isTrue();
        // the old decision still stands in the book, and its member has no seat any more
        assertThat(school.house.db.read(Decisions::list)).hasSize(2);
        assertThat(school.one("SELECT count(*) FROM post WHERE kind = 'BOARD' AND until_date IS NULL"))
                .isEqualTo("3");
    }

    private TestBrowser fresh(String name) {
        return school.signIn(
                String.valueOf(school.one("SELECT username FROM account WHERE staff = '" + school.staff(name) + "'")),
                Governed.PASSWORD);
    }

    private List<String> witnesses(String requester) {
        return school.house.db.read(handle -> school.house.board.witnesses(handle, requester, school.house.today()));
    }

    private boolean inForce(String column) {
        return school
                .house
                .db
                .<List<Lock>>read(handle -> {
                    var room = Roll.listHomerooms(handle, "2026-2027").getFirst();
                    return school.house.locks.inForce(handle, room.id(), "toan", 1);
                })
                .stream()
                .anyMatch(lock -> lock.covers(column));
    }

    private Ceremony.Made makeKey() {
        var keys = school.house.archiveKeys;
        var setup = Governed.SETUP;
        assertThat(keys.decide(setup, school.staff("Nguyễn Thị Hoa"), "07/QĐ")).isInstanceOf(Ceremony.Decided.class);
        return (Ceremony.Made)
                keys.execute(school.actor(members.get(0), Capacity.ADMINISTRATION), school.staff(members.get(0)));
    }

    private void reopen(String column, Instant until) {
        var locks = school.house.locks;
        var ids = school.house.db.read(handle -> locks.list(handle, "toan", 1)).stream()
                .filter(lock -> column.equals(lock.scope().col()))
                .map(Lock::id)
                .toList();
        locks.decideReopening(
                Governed.SETUP,
                school.staff("Nguyễn Thị Hoa"),
                ids,
                new Order.Reopening("13/QĐ", "nhập bổ sung", until));
        locks.executeReopening(
                school.actor(members.get(1), Capacity.ADMINISTRATION),
                school.staff(members.get(1)),
                ids,
                Seals.read(school.house.db, school.house.locks, ids));
    }

    private String prepared() {
        return String.valueOf(school.one("SELECT id FROM principal_change ORDER BY seq DESC LIMIT 1"));
    }

    @Test
    void a_change_swapped_after_it_was_read_is_neither_carried_out_nor_withdrawn() {
        establish(members);
        var first = school.in(members.get(0));
        first.get("/board/principal");
        var wish = new HashMap<>(Map.of(
                "coming",
                school.staff("Vũ Mai Hương"),
                "authority",
                "UBND phường Hoa Mai",
                "number",
                "55/QĐ-UBND",
                "decidedOn",
                "20/11/2026",
                "from",
                TODAY));
        first.uploadWith("/board/principal", wish, "paper", "qd.pdf", SCAN);
        var read = prepared();
        var second = school.in(members.get(1));
        assertThat(second.get("/board/principal").body()).contains("name=\"change\" value=\"" + read + "\"");
        assertThat(first.post("/board/principal/withdraw", "change", read).statusCode())
                .isEqualTo(303);
        wish.put("coming", school.staff(members.get(2)));
        assertThat(first.uploadWith("/board/principal", wish, "paper", "qd.pdf", SCAN)
                        .statusCode())
                .isEqualTo(303);
        for (var deed : List.of("execute", "withdraw")) {
            var stale = second.post("/board/principal/" + deed, "change", read);
            assertThat(stale.statusCode()).isEqualTo(422);
            assertThat(stale.body()).contains("nay là một quyết định khác");
            assertThat(second.post("/board/principal/" + deed).statusCode()).isEqualTo(422);
        }
        assertThat(school.one("SELECT state FROM principal_change ORDER BY seq DESC LIMIT 1"))
                .isEqualTo("PREPARED");
        assertThat(second.post("/board/principal/execute", "change", prepared()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void two_members_change_the_principal_on_a_scanned_decision_and_one_alone_does_not() {
        establish(members);
        var first = school.in(members.get(0));
        first.get("/board/principal");
        var wish = Map.of(
                "coming",
                school.staff("Vũ Mai Hương"),
                "authority",
                "UBND phường Hoa Mai",
                "number",
                "55/QĐ-UBND",
                "decidedOn",
                "20/11/2026",
                "from",
                TODAY);
        var fields = new ArrayList<String>();
        wish.forEach((field, value) -> fields.addAll(List.of(field, value)));
        assertThat(first.post("/board/principal", fields.toArray(String[]::new)).body())
                .contains("Chưa có ảnh chụp quyết định");
        assertThat(first.uploadWith("/board/principal", wish, "paper", "qd.pdf", SCAN)
                        .statusCode())
                .isEqualTo(303);
        assertThat(first.post("/board/principal/execute", "change", prepared()).body())
                .contains("không tự thi hành được");
        assertThat(first.get("/").body()).contains("đang chờ thành viên thứ hai của ban thực hiện");
        assertThat(school.in(members.get(1)).get("/").body())
                .contains("Đổi hiệu trưởng (Vũ Mai Hương) chờ thành viên thứ hai thực hiện");
        var admin = school.admin();
        admin.get("/board/principal");
        assertThat(admin.post("/board/principal/execute", "change", prepared()).statusCode())
                .isEqualTo(403);
        var principal = school.principal();
        principal.get("/board/principal");
        assertThat(principal
                        .post("/board/principal/execute", "change", prepared())
                        .statusCode())
                .isEqualTo(403);
        assertThat(principal.get("/proposals").statusCode()).isEqualTo(200);

        var second = school.in(members.get(1));
        second.get("/board/principal");
        assertThat(second.post("/board/principal/execute", "change", prepared()).statusCode())
                .isEqualTo(303);
        assertThat(second.post("/board/principal/execute", "change", prepared()).body())
                .contains("Không có quyết định nào đang chờ");
        // the old one leads no more, at once; the new one does, and is vice-principal no more
        assertThat(principal.get("/proposals").statusCode()).isEqualTo(403);
        assertThat(school.house.db.<Boolean>read(handle ->
                        school.house.board.presides(handle, school.staff("Vũ Mai Hương"), school.house.today())))
                .isTrue();
        assertThat(school.one("SELECT count(*) FROM post WHERE staff = '" + school.staff("Vũ Mai Hương")
                        + "' AND until_date IS NULL"))
                .isEqualTo("1");
        // the line goes to the receiving office: it carries no salt
        assertThat(school.lines("principal_change").getLast())
                .contains("55/QĐ-UBND")
                .doesNotContain("\"salt\"");
    }
}
